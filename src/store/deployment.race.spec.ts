import { randomUUID } from 'node:crypto';
import type { Deployment } from '../domain/deployment.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { advanceQueue } from './deployment.accept.ts';
import { onPostgres } from './each-database.fixture.ts';
import type { Store } from './index.ts';

function deployment(id: string, more: Partial<Deployment> = {}): Omit<Deployment, 'sequence' | 'fence'> {
  return {
    id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: null, environment: 'production', serviceKey: 'svc', packageDigest: null,
    planId: null, state: 'WAITING', because: '', needsAttention: false, requestedBy: null, requestedAt: '2026-11-23T05:00:00.000Z',
    start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: null, correlation: id, run: null,
    steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
  };
}
const line: NewJournalEntry = { at: '2026-11-23T05:00:00.000Z', kind: 'STATE', step: null, summary: '', data: {} };

onPostgres('Races of deployments between nodes', (given) => {
  // Opened once: a server of this size takes a hundred connections, and each node keeps some.
  let two: Promise<readonly Store[]> | undefined;
  const twoOthers = (): Promise<readonly Store[]> => (two ??= Promise.all([given.anotherNode(), given.anotherNode()]));

  test('64 acceptances of one key on three nodes make one deployment, one line and one job', async () => {
    const nodes = [given.store(), ...(await twoOthers())];
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) =>
      (nodes[index % 3] ?? given.store()).deployments.accept(deployment(`key-${index}`, { idempotencyKey: 'the one' }), 'body', line)));
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.deployment.id)).size).toBe(1);
    const id = answers[0]?.deployment.id;
    expect(await given.sql('select id from muster.deployment')).toEqual([{ id }]);
    expect(await given.sql('select deployment_id as id, number from muster.journal_entry')).toEqual([{ id, number: 1 }]);
    expect(await given.sql('select singleton_key as id from pgboss.job where name = $1', [advanceQueue])).toEqual([{ id }]);
  });

  test('64 acceptances of a key that stood for long enough make one more', async () => {
    const nodes = [given.store(), ...(await twoOthers())];
    await given.store().deployments.accept(deployment('of-old', { idempotencyKey: 'of old', state: 'SUCCEEDED', requestedAt: '2026-10-01T05:00:00.000Z' }), 'body', line);
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) =>
      (nodes[index % 3] ?? given.store()).deployments.accept(deployment(`anew-${index}`, { idempotencyKey: 'of old' }), 'body', line)));
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.deployment.id)).size).toBe(1);
  });

  test('sequence numbers come in order of commits', async () => {
    const nodes = [given.store(), ...(await twoOthers())];
    const seen: number[] = [];
    // A database that dawdles between the number and the commit, now more, now less.
    await given.sql('create function muster.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(random() * 0.04); return new; end $$');
    await given.sql('create trigger dawdle before insert on muster.journal_entry for each row execute function muster.dawdle()');
    await Promise.all(Array.from({ length: 40 }, async (_, index) => {
      const { deployment: accepted } = await (nodes[index % 3] ?? given.store()).deployments.accept(deployment(`seq-${index}`, { serviceKey: 'seq' }), 'body', line);
      // Whatever was accepted before this answer can be read now, and has a lower number.
      const page = await given.store().deployments.list({ serviceKey: 'seq' }, { first: 100, after: null });
      const lower = page.items.filter((one) => one.sequence < accepted.sequence).length;
      seen.push(accepted.sequence - lower);
    }));
    await given.sql('drop trigger dawdle on muster.journal_entry');
    expect(new Set(seen).size).toBe(1);
  });

  test('of 30 that want their turn at once one gets it, the first accepted', async () => {
    const nodes = [given.store(), ...(await twoOthers())];
    for (let index = 0; index < 30; index += 1) await given.store().deployments.accept(deployment(`turn-${index}`, { serviceKey: 'turns' }), 'body', line);
    const turns = await Promise.all(Array.from({ length: 30 }, (_, index) => (nodes[index % 3] ?? given.store()).deployments.takeTurn(`deployment:turn-${29 - index}`, 0, line)));
    expect(turns.map((turn) => turn.deployment?.id).filter((id) => id !== undefined)).toEqual(['deployment:turn-0']);
    expect(new Set(turns.map((turn) => turn.blockedBy?.first.id).filter((id) => id !== undefined))).toEqual(new Set(['deployment:turn-0']));
  });

  test('one of 30 claims, and 30 writes under one fence are numbered without gaps', async () => {
    await given.store().deployments.accept(deployment('claims', { serviceKey: 'claims' }), 'body', line);
    const claims = await Promise.all(Array.from({ length: 30 }, () => given.store().deployments.claim('deployment:claims', randomUUID(), 60_000)));
    expect(claims.filter((claim) => claim !== null).map((claim) => claim.fence)).toEqual([1]);
    const writes = Array.from({ length: 30 }, (_, index) => given.store().deployments.write('deployment:claims', { from: 'WAITING', fence: index % 2 }, { because: `${index}` }, line));
    expect((await Promise.all(writes)).filter((written) => written !== null)).toHaveLength(15);
    expect((await given.store().deployments.journal('deployment:claims')).map((entry) => entry.number)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  test('a deployment whose transaction fails leaves no job behind', async () => {
    await expect(given.store().deployments.accept(deployment('broken', { serviceKey: 'broken' }), 'body', { ...line, at: 'not a time' })).rejects.toThrow();
    expect(await given.sql('select 1 from pgboss.job where singleton_key = $1', ['deployment:broken'])).toEqual([]);
    expect(await given.store().deployments.byId('deployment:broken')).toBeNull();
  });

  test('a journal line is never altered', async () => {
    await expect(given.sql(`update muster.journal_entry set summary = 'rewritten'`)).rejects.toThrow(/append-only/);
    await expect(given.sql('delete from muster.journal_entry')).rejects.toThrow(/append-only/);
  });
});
