import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import { verifyLog } from '../../src/audit/index.ts';
import { startHub } from '../../src/server/hub.ts';
import { createLog } from '../../src/server/log.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { freshPostgres, type TestDatabase } from './database.ts';
import { startWorld, type World } from './world.ts';

/** What the next version could bring, and slow enough to be met under way. */
class OfTomorrow extends Migration {
  override readonly name = '99-of-tomorrow';

  override up(): void {
    this.addSql('create table muster.made_up (id text primary key)');
    this.addSql('select pg_sleep(2)');
    for (const table of ['release', 'deployment', 'assessment', 'copy']) this.addSql(`alter table muster.${table} add column made_up int not null default 7`);
  }
}

const server = process.env['DATABASE_URL'];
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];

(server === undefined ? describe.skip : describe)(`an old hub and a new one on one PostgreSQL${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-side-by-side-'));
  let database: TestDatabase;
  let world: World;
  beforeAll(async () => {
    database = await freshPostgres(server ?? '');
    world = await startWorld({ runMs: 3_000, kept: { folder, database } });
  }, 120_000);
  afterAll(async () => {
    await world.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  }, 120_000);

  const outcome = async (): Promise<string> => (await world.data<{ release: { readiness: { outcome: string } } }>('{ release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome } } }')).release.readiness.outcome;
  const state = async (id: string): Promise<string> => (await world.data<{ deployment: { state: string } }>('query ($id: ID!) { deployment(id: $id) { state } }', { id })).deployment.state;
  const standing = async (id: string, fits: (state: string) => boolean): Promise<string> => {
    for (const until = Date.now() + 60_000; ;) {
      const now = await state(id);
      if (fits(now) || Date.now() > until) return now;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  };

  it('judge and deploy while it is migrated, beside each other, and the old one alone', async () => {
    world.moveClock(5_000); // What the seeding overwrote is scanned by then.
    expect(await outcome()).toBe('READY');
    migrations.push({ name: '99-of-tomorrow', class: OfTomorrow });
    const progress = { isMigrated: false };
    const newer = startHub({ configuration: world.configuration, location: database.location, clock: { now: () => new Date(Date.now() + 5_000) }, log: createLog('silent') }).finally(() => { progress.isMigrated = true; migrations.pop(); });
    const meanwhile: string[] = [];
    while (!progress.isMigrated) meanwhile.push(await outcome());
    expect([new Set(meanwhile), meanwhile.length > 1]).toEqual([new Set(['READY']), true]);

    const beside = await newer;
    const asked = { input: { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'side by side' } };
    const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: { id: string } | null; userErrors: readonly unknown[] } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { code message } } }', asked);
    expect(userErrors).toEqual([]);
    const id = deployment?.id ?? '';
    expect(await standing(id, (now) => now === 'RUNNING' || ended.includes(now))).toBe('RUNNING');
    await beside.close();
    expect(await standing(id, (now) => ended.includes(now))).toBe('SUCCEEDED');

    const { audit } = world.running.store;
    await audit.sealJournals('2026-12-24T00:00:00.000Z');
    const lines = [...(await audit.list({ first: 500, after: null })).items, ...(await audit.journals({ first: 500, after: null })).items];
    expect(verifyLog(lines)).toMatchObject({ problems: [] });
  }, 180_000);
});
