import type { Deployment, DeploymentState, DeploymentStep } from '../domain/deployment.ts';
import type { Person } from '../domain/person.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { eachDatabase } from './each-database.fixture.ts';
import type { Given } from './each-database.fixture.ts';

const alice: Person = { kind: 'person', id: 'person:alice@north.bank', name: 'Alice', email: 'alice@north.bank', isActive: true, accounts: [], isMapped: true };

function deployment(id: string, more: Partial<Deployment> = {}): Omit<Deployment, 'sequence' | 'fence'> {
  return {
    id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: `release-${id}`, environment: 'production', serviceKey: `service-${id}`, packageDigest: 'd'.repeat(64),
    planId: 'plan:1', state: 'ACCEPTED', because: 'accepted', needsAttention: false, requestedBy: alice, requestedAt: '2026-11-23T05:00:00.000Z',
    start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: `key-${id}`, correlation: `c-${id}`, run: null,
    steps: [], changeIds: ['sn:change:1'], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
  };
}

function line(summary: string, kind: NewJournalEntry['kind'] = 'STATE'): NewJournalEntry {
  return { at: '2026-11-23T05:00:00.000Z', kind, step: null, summary, data: { of: summary } };
}

async function waiting(given: Given, id: string, more: Partial<Deployment> = {}): Promise<Deployment> {
  const { deployment: accepted } = await given.store().deployments.accept(deployment(id, { state: 'WAITING', ...more }), 'body', line('accepted'));
  return accepted;
}

eachDatabase('A deployment', (given) => {
  const store = () => given.store().deployments;

  test('is accepted with its first line, and read back as it was written', async () => {
    const { deployment: accepted, isNew } = await store().accept(deployment('1'), 'body', line('accepted'));
    expect(isNew).toBe(true);
    expect(accepted).toEqual({ ...deployment('1'), sequence: expect.any(Number) as number, fence: 0 });
    expect(await store().byId('deployment:1')).toEqual(accepted);
    expect(await store().byId('deployment:none')).toBeNull();
    expect(await store().journal('deployment:1')).toEqual([{ ...line('accepted'), deploymentId: 'deployment:1', number: 1 }]);
    expect(await store().byIdempotencyKey('key-1')).toEqual({ deployment: accepted, bodyDigest: 'body' });
    expect(await store().byIdempotencyKey('key-none')).toBeNull();
  });

  test('stands once under its idempotency key; another body is refused', async () => {
    const first = await store().accept(deployment('2'), 'body', line('accepted'));
    const again = await store().accept(deployment('2b', { idempotencyKey: 'key-2' }), 'body', line('accepted'));
    expect(again).toEqual({ deployment: first.deployment, isNew: false });
    await expect(store().accept(deployment('2c', { idempotencyKey: 'key-2' }), 'other', line('accepted'))).rejects.toMatchObject({ name: 'UserMistake', code: 'IDEMPOTENCY_MISMATCH' });
    expect(await store().byId('deployment:2b')).toBeNull();
    const free = await Promise.all(['2d', '2e'].map((id) => store().accept(deployment(id, { idempotencyKey: null }), 'body', line('accepted'))));
    expect(free.map((one) => one.isNew)).toEqual([true, true]);
  });

  test.each([
    ['31 days ago, and ended: the key is free', '2026-10-23T04:59:00.000Z', 'FAILED', true],
    ['29 days ago, and ended: it stands', '2026-10-25T05:00:00.000Z', 'SUCCEEDED', false],
    ['31 days ago, and goes on: it stands', '2026-10-23T04:59:00.000Z', 'UNCLEAR', false],
  ] as const)('asked for %s', async (_title, requestedAt, state, isFree) => {
    const key = `kept-${state}`;
    const { deployment: old } = await store().accept(deployment(key, { requestedAt, state, serviceKey: key }), 'body', line('accepted'));
    expect(await store().byIdempotencyKey(`key-${key}`)).toEqual(isFree ? null : { deployment: old, bodyDigest: 'body' });
    const again = await store().accept(deployment(`${key}-again`, { idempotencyKey: `key-${key}`, serviceKey: key }), 'body', line('accepted'));
    expect(again).toMatchObject({ isNew: isFree, deployment: { id: isFree ? `deployment:${key}-again` : old.id } });
    expect(await store().byId(old.id)).toEqual({ ...old, idempotencyKey: isFree ? null : old.idempotencyKey });
    expect(await store().byIdempotencyKey(`key-${key}`)).toMatchObject({ deployment: { id: again.deployment.id } });
  });

  test('is written only by who holds the newest fence, from the state they believe it is in', async () => {
    await store().accept(deployment('3'), 'body', line('accepted'));
    const held = await store().claim('deployment:3', 'node-a', 10_000);
    expect(held?.fence).toBe(1);
    expect(await store().claim('deployment:3', 'node-b', 10_000)).toBeNull();
    const step: DeploymentStep = { name: 'trigger', state: 'RUNNING', because: null, startedAt: '2026-11-23T05:00:00.000Z', finishedAt: null, attempts: 1 };
    const run = { source: { reference: 'gh:build:1', system: 'GITHUB', connection: 'gh', key: '1', url: null, fetchedAt: '2026-11-23T05:00:00.000Z', isStale: false, problem: null }, runId: '1', status: 'queued', url: null, startedAt: null, finishedAt: null };
    const written = await store().write('deployment:3', { from: 'ACCEPTED', fence: 1 }, { state: 'WAITING', because: 'waits', steps: [step], run, needsAttention: true, planId: null }, line('waits'));
    expect(written).toEqual({ ...held, state: 'WAITING', because: 'waits', steps: [step], run, needsAttention: true, planId: null });
    expect(await store().write('deployment:3', { from: 'ACCEPTED', fence: 1 }, { because: 'wrong state' }, line('no'))).toBeNull();
    expect(await store().write('deployment:3', { from: 'WAITING', fence: 0 }, { because: 'stale fence' }, line('no'))).toBeNull();
    expect(await store().write('deployment:3', { from: 'WAITING', fence: 1 }, {}, line('a note', 'NOTE'))).toEqual(written);
    expect((await store().journal('deployment:3')).map((entry) => [entry.number, entry.summary])).toEqual([[1, 'accepted'], [2, 'waits'], [3, 'a note']]);
    expect(await store().byId('deployment:3')).toEqual(written);
  });

  test('falls to another runner when its lease has run out; each write prolongs the lease', async () => {
    await store().accept(deployment('4'), 'body', line('accepted'));
    await store().claim('deployment:4', 'node-a', 10_000);
    given.clock.advance(9_000);
    await store().write('deployment:4', { from: 'ACCEPTED', fence: 1 }, {}, line('still here', 'NOTE'));
    given.clock.advance(9_000);
    expect(await store().claim('deployment:4', 'node-b', 10_000)).toBeNull();
    expect(await store().prolong('deployment:4', 1, 20_000)).toBe(true);
    given.clock.advance(19_999);
    expect(await store().claim('deployment:4', 'node-b', 10_000)).toBeNull();
    given.clock.advance(1);
    expect((await store().claim('deployment:4', 'node-b', 10_000))?.fence).toBe(2);
    expect(await store().prolong('deployment:4', 1, 20_000)).toBe(false);
    expect(await store().release('deployment:4', 1, 0)).toBe(false);
    expect(await store().write('deployment:4', { from: 'ACCEPTED', fence: 1 }, { because: 'I am stale' }, line('no'))).toBeNull();
    expect(await store().release('deployment:4', 2, 0)).toBe(true);
    expect(await store().prolong('deployment:4', 2, 1_000)).toBe(false);
    expect((await store().claim('deployment:4', 'node-c', 10_000))?.fence).toBe(3);
  });

  test('that has ended is neither claimed nor due', async () => {
    await store().accept(deployment('5'), 'body', line('accepted'));
    await store().claim('deployment:5', 'node-a', 10);
    await store().write('deployment:5', { from: 'ACCEPTED', fence: 1 }, { state: 'REFUSED' }, line('refused'));
    given.clock.advance(60_000);
    expect(await store().claim('deployment:5', 'node-a', 10)).toBeNull();
    expect(await store().prolong('deployment:5', 1, 10)).toBe(false);
    expect(await store().due(1_000)).not.toContain('deployment:5');
  });

  test('that others made is neither claimed nor due, while it runs as little as later', async () => {
    await store().accept(deployment('others', { origin: 'OBSERVED', state: 'RUNNING', idempotencyKey: null }), '', line('seen'));
    expect(await store().claim('deployment:others', 'node-a', 10)).toBeNull();
    expect(await store().due(1_000)).not.toContain('deployment:others');
    given.clock.advance(60_000);
    expect(await store().claim('deployment:others', 'node-a', 10)).toBeNull();
    expect(await store().due(1_000)).not.toContain('deployment:others');
  });

  test('is due when its next look has come and nobody holds it', async () => {
    const isDue = async (): Promise<boolean> => (await store().due(1_000)).includes('deployment:6');
    await store().accept(deployment('6'), 'body', line('accepted'));
    expect(await isDue()).toBe(true);
    await store().claim('deployment:6', 'node-a', 10_000);
    expect(await isDue()).toBe(false);
    await store().release('deployment:6', 1, 30_000);
    expect(await isDue()).toBe(false);
    given.clock.advance(30_000);
    expect(await isDue()).toBe(true);
    expect((await store().due(1)).length).toBe(1);
  });
});

eachDatabase('Back-outs', (given) => {
  const store = () => given.store().deployments;
  const live = (id: string, liveAt: string, more: Partial<Deployment> = {}): Promise<Deployment> =>
    waiting(given, id, { serviceKey: 'back', state: 'SUCCEEDED', triggeredAt: liveAt, liveAt, packageDigest: id.padEnd(64, '0'), ...more });

  test('bring back the newest other package that went live before', async () => {
    await live('e1', '2026-11-20T00:00:00.000Z');
    const before = await live('e2', '2026-11-21T00:00:00.000Z');
    const failed = await live('e3', '2026-11-22T00:00:00.000Z', { state: 'FAILED' });
    await live('e4', '2026-11-21T12:00:00.000Z', { packageDigest: failed.packageDigest });
    await live('e5', '2026-11-23T00:00:00.000Z');
    await live('e6', '2026-11-21T12:00:00.000Z', { state: 'BACKED_OUT' });
    await live('e7', '2026-11-21T12:00:00.000Z', { environment: 'staging' });
    expect(await store().ranBefore(failed)).toEqual(before);
    expect(await store().ranBefore({ ...failed, serviceKey: 'none' })).toBeNull();
  });

  test('are one at a time: a law of the database, which a failed one does not stand in the way of', async () => {
    await waiting(given, 'f1', { serviceKey: 'once', backOutOfId: 'deployment:x' });
    const second = waiting(given, 'f2', { serviceKey: 'once', backOutOfId: 'deployment:x' });
    await expect(second).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT' });
    expect(await store().byId('deployment:f2')).toBeNull();
    await store().write('deployment:f1', { from: 'WAITING', fence: 0 }, { state: 'REFUSED' }, line('refused'));
    const third = await waiting(given, 'f3', { serviceKey: 'once', backOutOfId: 'deployment:x' });
    expect(await store().backOutsOf(['deployment:x', 'deployment:y'])).toEqual([third]);
  });
});

eachDatabase('Its turn', (given) => {
  const store = () => given.store().deployments;
  const lane = (id: string, more: Partial<Deployment> = {}): Promise<Deployment> => waiting(given, id, { serviceKey: 'lane', ...more });
  const end = async (id: string, from: DeploymentState): Promise<unknown> => store().write(`deployment:${id}`, { from, fence: 0 }, { state: 'CANCELED' }, line('ended'));

  test('comes in order of acceptance, one at a time', async () => {
    const first = await lane('t1');
    await lane('t2');
    expect(await store().takeTurn('deployment:t2', 0, line('my turn'))).toEqual({ deployment: null, blockedBy: { first, count: 1 } });
    const taken = await store().takeTurn('deployment:t1', 0, line('my turn'));
    expect(taken).toEqual({ deployment: { ...first, state: 'REVALIDATING', because: 'my turn' }, blockedBy: null });
    expect((await store().takeTurn('deployment:t2', 0, line('my turn'))).blockedBy?.first.id).toBe('deployment:t1');
    await lane('third');
    expect((await store().takeTurn('deployment:third', 0, line('my turn'))).blockedBy).toMatchObject({ first: { id: 'deployment:t1' }, count: 2 });
    await end('third', 'WAITING');
    await end('t1', 'REVALIDATING');
    expect((await store().takeTurn('deployment:t2', 0, line('my turn'))).deployment?.state).toBe('REVALIDATING');
    expect((await store().journal('deployment:t2')).map((entry) => entry.summary)).toEqual(['accepted', 'my turn']);
    await end('t2', 'REVALIDATING');
  });

  test('comes to a back-out before all that waits, and to no other beside what is active', async () => {
    const failed = await lane('b1', { state: 'RUNNING' });
    await lane('b2');
    const back = await lane('b3', { backOutOfId: failed.id });
    expect((await store().takeTurn(back.id, 0, line('my turn'))).blockedBy?.first.id).toBe(failed.id);
    await end('b1', 'RUNNING');
    expect((await store().takeTurn('deployment:b2', 0, line('my turn'))).blockedBy?.first.id).toBe(back.id);
    expect((await store().takeTurn(back.id, 0, line('my turn'))).deployment?.state).toBe('REVALIDATING');
    await end('b3', 'REVALIDATING');
    await end('b2', 'WAITING');
  });

  test('passes over an earlier one whose start has not come', async () => {
    await lane('t3', { startAt: new Date(given.clock.now().getTime() + 60_000).toISOString() });
    await lane('t4');
    expect((await store().takeTurn('deployment:t4', 0, line('my turn'))).deployment?.state).toBe('REVALIDATING');
    await end('t4', 'REVALIDATING');
    await lane('t5');
    given.clock.advance(60_000);
    expect((await store().takeTurn('deployment:t5', 0, line('my turn'))).blockedBy?.first.id).toBe('deployment:t3');
    await end('t3', 'WAITING');
    await end('t5', 'WAITING');
  });

  test('is not held up by other lanes, nor given to who is stale or not waiting', async () => {
    await lane('t6');
    await store().takeTurn('deployment:t6', 0, line('my turn'));
    await lane('t7', { environment: 'staging' });
    await lane('t8', { serviceKey: 'another' });
    expect((await store().takeTurn('deployment:t7', 1, line('stale'))).deployment).toBeNull();
    expect((await store().takeTurn('deployment:t7', 0, line('my turn'))).deployment?.state).toBe('REVALIDATING');
    expect((await store().takeTurn('deployment:t8', 0, line('my turn'))).deployment?.state).toBe('REVALIDATING');
    expect(await store().takeTurn('deployment:t6', 0, line('again'))).toEqual({ deployment: null, blockedBy: null });
    expect(await store().takeTurn('deployment:none', 0, line('nobody'))).toEqual({ deployment: null, blockedBy: null });
    await end('t6', 'REVALIDATING');
  });

  test('waits for what others run there', async () => {
    await lane('t9', { origin: 'OBSERVED', state: 'RUNNING', idempotencyKey: null });
    await lane('t10');
    expect((await store().takeTurn('deployment:t10', 0, line('my turn'))).blockedBy?.first.id).toBe('deployment:t9');
  });

  test('is a law of the database itself: a second active one is refused whoever writes it', async () => {
    await waiting(given, 'law-1', { serviceKey: 'law', state: 'RUNNING' });
    await waiting(given, 'law-2', { serviceKey: 'law' });
    await expect(store().write('deployment:law-2', { from: 'WAITING', fence: 0 }, { state: 'RUNNING' }, line('no'))).rejects.toMatchObject({ code: '23505' });
    await expect(waiting(given, 'law-3', { serviceKey: 'law', state: 'UNCLEAR' })).rejects.toMatchObject({ code: '23505' });
    expect((await store().journal('deployment:law-2')).length).toBe(1);
  });
});

eachDatabase('Lists of deployments', (given) => {
  const store = () => given.store().deployments;

  test('are newest first, filtered and paged', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await waiting(given, `list-${id}`, { serviceKey: `s-${id}`, releaseKey: id < 'c' ? 'r-1' : 'r-2', needsAttention: id === 'd', requestedAt: `2026-11-2${id === 'a' ? 0 : 3}T00:00:00.000Z` });
    const ids = async (query: Parameters<ReturnType<typeof store>['list']>[0], first = 10, after: string | null = null): Promise<readonly string[]> => (await store().list(query, { first, after })).items.map((one) => one.id.slice(-1));
    expect(await ids({})).toEqual(['d', 'c', 'b', 'a']);
    expect(await ids({}, 2, 'deployment:list-d')).toEqual(['c', 'b']);
    expect(await ids({ releaseKey: 'r-1', environment: 'production', origin: 'TRIGGERED' })).toEqual(['b', 'a']);
    expect(await ids({ needsAttention: true })).toEqual(['d']);
    expect(await ids({ serviceKey: 's-c', states: ['WAITING', 'RUNNING'] })).toEqual(['c']);
    expect(await ids({ states: ['RUNNING'] })).toEqual([]);
    expect(await ids({ since: '2026-11-21T00:00:00.000Z' })).toEqual(['d', 'c', 'b']);
    const page = await store().list({}, { first: 3, after: null });
    expect([page.totalCount, page.hasNextPage]).toEqual([4, true]);
    expect((await store().latest(['r-1', 'r-2', 'r-3'])).map((one) => one.id)).toEqual(['deployment:list-b', 'deployment:list-d']);
    expect([...(await store().byIds(['deployment:list-a', 'x'])).keys()]).toEqual(['deployment:list-a']);
  });

  test('know which one says how a release stands: the newest that has or had its turn', async () => {
    const triggeredAt = '2026-11-22T00:00:00.000Z';
    const stands = async (key: string): Promise<readonly string[]> => {
      const last = await store().lastAt(key.replace('-', ''), 'production');
      const found = await store().decisive([key]);
      expect(found.map(({ id }) => id)).toEqual([last?.id]);
      return found.map(({ id }) => id.replace('deployment:', ''));
    };
    await waiting(given, 'went', { serviceKey: 'k1', releaseKey: 'k-1', state: 'SUCCEEDED', triggeredAt });
    await waiting(given, 'refused', { serviceKey: 'k1', releaseKey: 'k-1', state: 'REFUSED' });
    await waiting(given, 'waits', { serviceKey: 'k1', releaseKey: 'k-1' });
    expect(await stands('k-1')).toEqual(['went']);
    await waiting(given, 'judged', { serviceKey: 'k1', releaseKey: 'k-1', state: 'REVALIDATING' });
    expect(await stands('k-1')).toEqual(['judged']);
    await waiting(given, 'seen', { serviceKey: 'k2', releaseKey: 'k-2', state: 'SUCCEEDED', origin: 'OBSERVED', triggeredAt: '2026-11-21T00:00:00.000Z' });
    await waiting(given, 'called-off', { serviceKey: 'k2', releaseKey: 'k-2', state: 'CANCELED' });
    expect(await stands('k-2')).toEqual(['seen']);
    await waiting(given, 'failed', { serviceKey: 'k2', releaseKey: 'k-2', state: 'FAILED', triggeredAt });
    expect(await stands('k-2')).toEqual(['failed']);
    await waiting(given, 'other', { serviceKey: 'k2', releaseKey: 'k-3', state: 'SUCCEEDED', triggeredAt: '2026-11-24T00:00:00.000Z' });
    expect(await store().lastAt('k2', 'production')).toMatchObject({ releaseKey: 'k-3' });
    expect(await store().lastAt('k2', 'staging')).toBeNull();
  });

  test('know what runs: the one that went live last', async () => {
    expect(await store().running('svc', 'production')).toBeNull();
    await waiting(given, 'live-2', { serviceKey: 'svc', state: 'SUCCEEDED', liveAt: '2026-11-22T00:00:00.000Z' });
    await waiting(given, 'live-1', { serviceKey: 'svc', state: 'SUCCEEDED', liveAt: '2026-11-21T00:00:00.000Z' });
    await waiting(given, 'live-3', { serviceKey: 'svc', state: 'FAILED', finishedAt: '2026-11-23T00:00:00.000Z' });
    expect((await store().running('svc', 'production'))?.id).toBe('deployment:live-2');
    expect(await store().running('svc', 'staging')).toBeNull();
  });

  test('know what is open: all that has not ended, of every service, in order of acceptance', async () => {
    const open = async (): Promise<readonly string[]> => (await store().open()).filter(({ id }) => id.startsWith('deployment:open-')).map(({ id }) => id.replace('deployment:open-', ''));
    await waiting(given, 'open-b', { state: 'RUNNING', origin: 'OBSERVED', releaseKey: null, triggeredAt: '2026-11-22T00:00:00.000Z' });
    await waiting(given, 'open-a', { state: 'ACCEPTED', environment: 'staging' });
    for (const state of ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'] as const) await waiting(given, `open-${state}`, { state });
    await waiting(given, 'open-c', { state: 'UNCLEAR' });
    expect(await open()).toEqual(['b', 'a', 'c']);
  });
});
