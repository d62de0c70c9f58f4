import type { Moved } from '../domain/ports/changes.ts';
import type { Copy } from '../domain/ports/copy-store.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Person } from '../domain/person.ts';
import type { Link, Release } from '../domain/release.ts';
import { listenerName } from './change.listener.ts';
import { eachDatabase, onPostgres } from './each-database.fixture.ts';
import type { Given } from './each-database.fixture.ts';
import type { Store } from './index.ts';

const alice: Person = { kind: 'person', id: 'person:alice@north.bank', name: 'Alice', email: 'alice@north.bank', isActive: true, accounts: [], isMapped: true };
const at = (day: number): string => `2026-11-${day}T00:00:00.000Z`;
const release = (key: string): Release => ({
  id: `release:${key}`, key, name: key, version: '1', description: null, serviceKey: 'payments', ownerEmail: 'alice@north.bank', train: null, dependsOn: [], stakeholders: [],
  createdAt: at(1), canceledAt: null, closedAt: null, sealed: null,
});
const link = (releaseKey: string, reference: string): Link => ({ id: `link:${releaseKey}/${reference}`, releaseKey, relation: 'CHANGE', reference, identity: null, environment: null, origin: 'DISCOVERED', by: 'a rule', linkedAt: at(2), excluded: null });
const copy = (identity: string, title: string, day: number): Copy => ({ connection: 'sn', kind: 'change', identity, reference: null, content: { title }, fetchedAt: at(day) });
const deployment = (id: string): Omit<Deployment, 'sequence' | 'fence'> => ({
  id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: 'told-1', environment: 'production', serviceKey: 'payments', packageDigest: null, planId: null, state: 'ACCEPTED', because: 'accepted', needsAttention: false,
  requestedBy: alice, requestedAt: at(3), start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: `key-${id}`, correlation: `c-${id}`, run: null, steps: [], changeIds: [],
  incidentId: null, backOutOfId: null, receipt: null, availability: null,
});
const line = { at: at(3), kind: 'STATE', step: null, summary: 'so it is', data: {} } as const;

/** All that is told of what the work wrote: a mark that is told after it says that nothing more will come. */
async function toldOf(store: Store, work: () => Promise<unknown>, { by = store }: { by?: Store } = {}): Promise<readonly Moved[]> {
  const told: Moved[] = [];
  const { promise: marked, resolve } = Promise.withResolvers<undefined>();
  const mark = `mark-${Math.random()}`;
  const stop = store.changes.listen((moved) => {
    const others = moved.of === 'RECORDS' ? moved.identities.filter((identity) => identity !== mark) : [];
    if (moved.of !== 'RECORDS') told.push(moved);
    else if (others.length > 0) told.push({ ...moved, identities: others });
    if (moved.of === 'RECORDS' && moved.identities.includes(mark)) resolve(undefined);
  });
  await work();
  await by.copies.keep([copy(mark, 'mark', 1)]);
  await marked;
  stop();
  return told;
}

eachDatabase('What is written is told', (given) => {
  const ofKey = (key: string): Moved => ({ of: 'RELEASE', key });
  beforeAll(async () => { await toldOf(given.store(), () => given.store().releases.create(release('told-1'), [])); });
  const told = (work: (store: Store) => Promise<unknown>): Promise<readonly Moved[]> => toldOf(given.store(), () => work(given.store()));

  test('of a release, its package and its links, and not again when the same link is drawn again', async () => {
    const { releases } = given.store();
    expect(await told(() => releases.create(release('told-2'), [link('told-2', 'sn:change:1')]))).toEqual([ofKey('told-2')]);
    expect(await told(() => releases.update('told-2', { train: 'autumn' }))).toEqual([ofKey('told-2')]);
    expect(await told(() => releases.seal('told-2', { revision: 1, sealedAt: at(2), sealedBy: alice, digest: 'd', artifacts: [] }))).toEqual([ofKey('told-2')]);
    expect(await told(() => releases.addLinks([link('told-2', 'sn:change:1')]))).toEqual([]);
    expect(await told(() => releases.addLinks([link('told-2', 'sn:change:2')]))).toEqual([ofKey('told-2')]);
  });

  test('of plans and who agrees to them', async () => {
    const { plans } = given.store();
    const plan = { id: 'plan:1', releaseKey: 'told-1', environment: 'production', version: 1, window: null, deployer: 'd', parameters: {}, backoutPlan: null, proposedBy: alice, proposedAt: at(2), agreements: [] };
    expect(await told(() => plans.propose(plan))).toEqual([ofKey('told-1')]);
    expect(await told(() => plans.agree('plan:1', { email: 'a@b', role: 'TESTER', agreedAt: at(2), planVersion: 1 }, null))).toEqual([ofKey('told-1')]);
  });

  test('of freezes, which any release may meet', async () => {
    const freeze = { id: 'freeze:1', name: 'Stop', reason: 'So.', scope: { environments: null, services: null }, timeZone: 'UTC', recurrence: null, first: { startAt: at(2), endAt: null }, declaredBy: alice, declaredAt: at(2), lifted: null };
    expect(await told((store) => store.freezes.declare(freeze))).toEqual([{ of: 'ANYTHING' }]);
  });

  test('of deployments: accepted, written, taking another state; a lease that is taken is no news', async () => {
    const { deployments } = given.store();
    const ofOne = (isTurn: boolean): Moved => ({ of: 'DEPLOYMENT', id: 'deployment:1', releaseKey: 'told-1', isTurn });
    expect(await told(() => deployments.accept(deployment('1'), 'body', line))).toEqual([ofOne(true)]);
    expect(await told(() => deployments.claim('deployment:1', 'node', 1_000))).toEqual([]);
    expect(await told(() => deployments.write('deployment:1', { from: 'ACCEPTED', fence: 1 }, { because: 'Soon.' }, line))).toEqual([ofOne(false)]);
    expect(await told(() => deployments.write('deployment:1', { from: 'ACCEPTED', fence: 1 }, { state: 'WAITING' }, line))).toEqual([ofOne(true)]);
    expect(await told(() => deployments.takeTurn('deployment:1', 1, line))).toEqual([ofOne(true)]);
  });

  test('of records that are new or say something else, and of those that are gone, whoever keeps them', async () => {
    const { copies, history, syncs } = given.store();
    const records = (...identities: readonly string[]): readonly Moved[] => [{ of: 'RECORDS', identities }];
    expect(await told(() => copies.keep([copy('sn:change:1', 'first', 10)]))).toEqual(records('sn:change:1'));
    expect(await told(() => copies.keep([copy('sn:change:1', 'first', 11)]))).toEqual([]);
    const name = { connection: 'sn', kind: 'change' } as const;
    const turn = await syncs.takeTurn(name, 'node', 60_000, 60_000);
    if (turn === null) throw new Error('nobody else is at it');
    expect(await told(() => syncs.keepPages(name, turn, { copies: [copy('sn:change:1', 'second', 12)], cursor: 'c', total: null, hidden: 0 }, 60_000))).toEqual(records('sn:change:1'));
    expect(await told(() => history.lose('change', ['sn:change:1'], at(20), 'deleted'))).toEqual(records('sn:change:1'));
  });

  test('of so many at once that no single message would hold them, and of a name that none would hold', async () => {
    const many = Array.from({ length: 700 }, (_, nth) => copy(`sn:change:${String(nth).padStart(40, '0')}`, 'one of many', 10));
    const all = await told((store) => store.copies.keep(many));
    expect(new Set(all.flatMap((moved) => (moved.of === 'RECORDS' ? moved.identities : [])))).toEqual(new Set(many.map(({ identity }) => identity)));
    expect(await told((store) => store.copies.keep([copy(`sn:change:${'x'.repeat(2_000)}`, 'long', 10), ...Array.from({ length: 4 }, (_, nth) => copy(`sn:change:${String(nth).repeat(2_000)}`, 'long', 10))]))).toEqual([{ of: 'ANYTHING' }]);
  });

  test('of nothing that was rolled back', async () => {
    expect(await told((store) => store.releases.create(release('told-1'), []).catch(() => undefined))).toEqual([]);
  });
});

onPostgres('What another node writes is told', (given: Given) => {
  const kill = (): Promise<unknown> => given.sql('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()', [listenerName]);
  let other: Store;
  beforeAll(async () => { other = await given.anotherNode(); });

  test('as what it writes itself is', async () => {
    expect(await toldOf(given.store(), () => other.releases.create(release('other-1'), []), { by: other })).toEqual([{ of: 'RELEASE', key: 'other-1' }]);
  });

  test('again after the connection that listens was killed, and that nobody knows what was missed', async () => {
    const { promise: gap, resolve } = Promise.withResolvers<Moved>();
    const stop = given.store().changes.listen(resolve);
    await kill();
    expect(await gap).toEqual({ of: 'ANYTHING' });
    stop();
    expect(await toldOf(given.store(), () => other.releases.create(release('other-2'), []), { by: other })).toContainEqual({ of: 'RELEASE', key: 'other-2' });
  });
});
