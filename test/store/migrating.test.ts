import { randomBytes } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { migrateCommand } from '../../src/server/migrate-command.ts';
import { administer, MovedClock } from '../../src/store/each-database.fixture.ts';
import { urlOf } from '../../src/store/empty-database.fixture.ts';
import { inspectDatabase, migrateDatabase, openStore } from '../../src/store/index.ts';
import { notForOlder } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';

const server = process.env['DATABASE_URL'];
const clock = new MovedClock();

/** What the next version could bring: tables and columns that this one does not know. */
class OfTomorrow extends Migration {
  override readonly name = '99-of-tomorrow';

  override up(): void {
    this.addSql('alter table muster.release add column made_up int not null default 7, add column made_up_too text');
    this.addSql('create table muster.made_up (id text primary key)');
  }
}

(server === undefined ? describe.skip : describe)(`A PostgreSQL is migrated${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, () => {
  const url = urlOf(server ?? 'postgres://not-given', `muster_test_${randomBytes(6).toString('hex')}`);
  const name = new URL(url).pathname.slice(1);
  beforeAll(() => administer(server ?? '', `create database ${name}`));
  afterAll(() => administer(server ?? '', `drop database if exists ${name} with (force)`));

  const command = async (...words: readonly string[]): Promise<{ readonly code: number; readonly printed: string; readonly complained: string }> => {
    const [printed, complained]: [string[], string[]] = [[], []];
    const code = await migrateCommand(words, { print: (text) => { printed.push(text); }, complain: (text) => { complained.push(text); } }, { DATABASE_URL: url });
    return { code, printed: printed.join('\n'), complained: complained.join('\n') };
  };
  const names = migrations.map((one) => one.name);

  it('by hand: before it a hub refuses to start, after it the hub starts and makes nothing', async () => {
    await expect(openStore({ databaseUrl: url, isMigratedByHand: true }, { clock })).rejects.toThrow(`${names.length} migrations are pending (${names.join(', ')}), and MUSTER_MIGRATE=by-hand says that this hub runs none: run muster migrate`);
    expect(JSON.parse((await command('--status', '--json')).printed)).toEqual({ pending: names, unknown: [] });
    expect(await command('--status')).toMatchObject({ code: 8, printed: expect.stringContaining(`${names.length} migrations are pending:\n  01-first-tables`) as string });
    expect((await inspectDatabase(url, clock)).pending).toEqual(names);
    expect(await command()).toMatchObject({ code: 0, printed: expect.stringContaining(`${names.length} migrations ran`) as string });
    expect(await command()).toMatchObject({ code: 0, printed: 'Nothing was pending.' });
    expect(await command('--status')).toMatchObject({ code: 0, printed: 'Nothing is pending.' });
    const store = await openStore({ databaseUrl: url, isMigratedByHand: true }, { clock });
    await store.queue.enqueue('advance-deployment', 'k', 60_000);
    await store.close();
  }, 120_000);

  it('by one at a time: whoever comes meanwhile is told so', async () => {
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await other.query('select pg_advisory_lock($1)', [0x6d75_7374]);
      expect(await command()).toMatchObject({ code: 1, complained: expect.stringContaining('another hub, or another muster migrate, migrates this database at the moment') as string });
    } finally {
      await other.end();
    }
    expect((await command()).code).toBe(0);
  }, 60_000);

  it('ahead of a hub, which goes on, starts again, and refuses only what says that it is not for older ones', async () => {
    const before = await openStore({ databaseUrl: url }, { clock });
    migrations.push({ name: '99-of-tomorrow', class: OfTomorrow });
    try {
      expect(await migrateDatabase(url)).toEqual(['99-of-tomorrow']);
    } finally {
      migrations.pop();
    }
    const after = await openStore({ databaseUrl: url }, { clock });
    for (const store of [before, after]) {
      await store.audit.append({ at: '2026-11-23T05:00:00.000Z', actor: null, act: 'tried', subject: 'a database of tomorrow', outcome: 'DONE', because: null });
      expect((await store.releases.byKeys(['none-1'])).size).toBe(0);
      await store.close();
    }
    expect(await command('--status')).toMatchObject({ code: 0, printed: expect.stringContaining('A newer Muster ran 1 more, which this version does not know:\n  99-of-tomorrow') as string });
    expect(await command()).toMatchObject({ code: 0, printed: 'Nothing was pending.' });

    await administer(url, notForOlder('99-of-tomorrow'));
    const refusal = 'a newer Muster migrated this database (99-of-tomorrow) in a way that this version cannot work with: run the newer version';
    await expect(openStore({ databaseUrl: url }, { clock })).rejects.toThrow(refusal);
    await expect(openStore({ databaseUrl: url, isMigratedByHand: true }, { clock })).rejects.toThrow(refusal);
    expect(await command()).toMatchObject({ code: 1, complained: expect.stringContaining(refusal) as string });
    expect(await inspectDatabase(url, clock)).toMatchObject({ unknown: ['99-of-tomorrow'], tooNewBy: '99-of-tomorrow' });
  }, 120_000);
});

it.each([
  [['--nonsense'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, 2, 'Usage: muster migrate'],
  [['more'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, 2, 'Usage: muster migrate'],
  [[], {}, 2, 'DATABASE_URL is not set'],
  [[], { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x' }, 1, 'could not open the database at 127.0.0.1:1/x'],
])('muster migrate %j in %j exits %s', async (words, environment, code, said) => {
  const complained: string[] = [];
  expect(await migrateCommand(words, { print: () => undefined, complain: (text) => { complained.push(text); } }, environment)).toBe(code);
  expect(complained.join()).toContain(said);
  expect(complained.join()).not.toContain('hunter2');
});
