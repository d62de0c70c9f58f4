import type { Copy } from '../../src/domain/ports/copy-store.ts';
import type { Deployment } from '../../src/domain/deployment.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Readiness, VerdictOutcome } from '../../src/domain/readiness.ts';
import type { Link, Release } from '../../src/domain/release.ts';
import { tellTimeline } from '../../src/release/index.ts';
import { eachDatabase, onPostgres } from '../../src/store/each-database.fixture.ts';
import type { Store } from '../../src/store/index.ts';

const person = (name: string): Person => ({ kind: 'person', id: `person:${name}@north.bank`, name, email: `${name}@north.bank`, isActive: true, accounts: [], isMapped: true });
const [alice, omar] = [person('alice'), person('omar')];
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const release = (key: string, more: Partial<Release> = {}): Release => ({
  id: `release:${key}`, key, name: 'Payments', version: '2.4', description: null, serviceKey: 'payments', ownerEmail: 'alice@north.bank', train: null, dependsOn: [], stakeholders: [],
  createdAt: at(1), canceledAt: null, closedAt: null, sealed: null, ...more,
});
const link = (releaseKey: string, more: Partial<Link> = {}): Link => ({ id: `link:${releaseKey}/${more.reference ?? ''}`, releaseKey, relation: 'CHANGE', reference: 'sn:change:CHG1', identity: null, environment: null, origin: 'DECLARED', by: 'Alice', linkedAt: at(2), excluded: null, ...more });
const source = (reference: string): object => ({ reference, system: 'SERVICENOW', connection: 'sn', key: reference.split(':')[2], url: null });
const change = (identity: string, state: string, day: number, more: object = {}): Copy => ({
  connection: 'sn', kind: 'change', identity, reference: 'sn:change:CHG1', fetchedAt: at(day),
  content: { kind: 'change', id: identity, source: source('sn:change:CHG1'), title: 'x', state, approval: 'REQUESTED', isOnHold: false, plannedStartAt: null, plannedEndAt: null, ...more },
});
const approvals = (identity: string, state: string, day: number): Copy => ({ connection: 'sn', kind: 'change.approvals', identity, reference: null, fetchedAt: at(day), content: [{ approver: { name: 'Omar' }, group: null, phase: null, state, decidedAt: null, comment: null }] });
const judged = (releaseKey: string, outcome: Readiness['outcome'], gates: Readonly<Record<string, VerdictOutcome>>, day: number): Readiness => ({
  releaseKey, environment: 'production', outcome, basis: 'LIVE', judgedAt: at(day), verdicts: Object.entries(gates).map(([gate, verdict]) => ({ gate, outcome: verdict, responsible: [] })), factsDigest: 'f', readyFromAt: null, packageDigest: null, planId: null, planVersion: null, policy: {},
}) as unknown as Readiness;
const deployment = (releaseKey: string): Omit<Deployment, 'sequence' | 'fence'> => ({
  id: `deployment:${releaseKey}`, origin: 'TRIGGERED', releaseKey, environment: 'production', serviceKey: `of-${releaseKey}`, packageDigest: null, planId: null, state: 'ACCEPTED', because: 'accepted', needsAttention: false, requestedBy: alice,
  requestedAt: at(9), start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: `key-${releaseKey}`, correlation: 'c', run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null,
});

async function storyOf(store: Store, releaseKey: string, after: string | null = null): Promise<readonly (readonly [string, string, string | null])[]> {
  const { items } = await store.timeline.page(releaseKey, { first: 100, after });
  return items.map((line) => tellTimeline(line, person)).map(({ occurredAt, summary, actor }) => [occurredAt.slice(8, 10), summary, actor?.name ?? null]);
}

eachDatabase('The story of a release', (given) => {
  const story = (key: string): ReturnType<typeof storyOf> => storyOf(given.store(), key);

  test('tells what people did with it', async () => {
    const { releases, plans, waivers, freezes } = given.store();
    await releases.create(release('told-1'), [link('told-1')]);
    await releases.seal('told-1', { revision: 1, sealedAt: at(3), sealedBy: alice, digest: 'd'.repeat(64), artifacts: [{ reference: 'lib:artifact:a', name: 'a', sha256: 's' }] });
    await releases.exclude('link:told-1/', { because: 'It is another’s.', by: alice, at: at(4), agreedBy: null, needsAgreement: true });
    await plans.propose({ id: 'plan:told-1', releaseKey: 'told-1', environment: 'production', version: 1, window: null, deployer: 'github', parameters: {}, backoutPlan: null, proposedBy: alice, proposedAt: at(5), agreements: [] });
    await plans.agree('plan:told-1', { email: 'omar', role: 'TESTER', agreedAt: at(6), planVersion: 1 }, null);
    await waivers.request([{ id: 'waiver:1', releaseKey: 'told-1', environment: 'production', gate: 'no-freeze', packageDigest: 'd', packageRevision: 1, reason: 'It is small.', requestedBy: alice, requestedAt: at(7), expiresAt: at(20), breakGlass: null, decision: null, revoked: null }]);
    await waivers.decide('waiver:1', { isApproved: true, by: omar, at: at(8), comment: null });
    await waivers.revoke('waiver:1', { by: omar, at: at(9), reason: 'It grew.' });
    await freezes.declare({ id: 'freeze:1', name: 'Stop', reason: 'Fire.', scope: { environments: ['production'], services: ['payments'] }, timeZone: 'UTC', recurrence: null, first: { startAt: at(10), endAt: null }, declaredBy: omar, declaredAt: at(10), lifted: null });
    await freezes.declare({ id: 'freeze:2', name: 'Elsewhere', reason: 'So.', scope: { environments: null, services: ['cards'] }, timeZone: 'UTC', recurrence: null, first: { startAt: at(10), endAt: null }, declaredBy: omar, declaredAt: at(10), lifted: null });
    await freezes.lift('freeze:1', { by: alice, at: at(11), reason: 'Out.' });
    await releases.update('told-1', { canceledAt: at(12) });
    await releases.update('told-1', { name: 'Other words' });
    expect(await story('told-1')).toEqual([
      ['01', 'Payments 2.4 was created.', null],
      ['02', 'Change sn:change:CHG1 was declared by Alice.', null],
      ['03', 'Revision 1 of the package was sealed: 1 artifact, digest dddddddddddd.', 'alice'],
      ['04', 'Change sn:change:CHG1 was taken out: It is another’s. (a second person has to agree)', 'alice'],
      ['05', 'Plan 1 for production was proposed, with deployer github.', 'alice'],
      ['06', 'Plan 1 for production was agreed to as TESTER.', 'omar'],
      ['07', 'A waiver of no-freeze for production was requested: It is small.', 'alice'],
      ['08', 'A waiver of no-freeze for production was approved.', 'omar'],
      ['09', 'A waiver of no-freeze for production was revoked: It grew.', 'omar'],
      ['10', 'Freeze "Stop" was declared for production: Fire.', 'omar'],
      ['11', 'Freeze "Stop" was lifted: Out.', 'alice'],
      ['12', 'The release was canceled.', null],
    ]);
  });

  test('tells how it was judged, and what turned since', async () => {
    const { releases, assessments, deployments } = given.store();
    await releases.create(release('judged-1', { serviceKey: 'ledger' }), []);
    await assessments.save({ id: 'assessment:1', readiness: judged('judged-1', 'NOT_READY', { 'plan-is-agreed': 'FAIL', 'no-freeze': 'PASS' }, 2), assessedBy: alice, receipt: null }, '{}');
    await assessments.save({ id: 'assessment:2', readiness: judged('judged-1', 'READY', { 'plan-is-agreed': 'PASS', 'no-freeze': 'PASS' }, 3), assessedBy: alice, receipt: null }, '{}');
    await deployments.accept(deployment('judged-1'), 'body', { at: at(4), kind: 'STATE', step: null, summary: 'Accepted.', data: {} });
    expect((await story('judged-1')).slice(1)).toEqual([
      ['02', 'Judged NOT_READY for production.', 'alice'],
      ['03', 'Judged READY for production, before NOT_READY: plan-is-agreed FAIL → PASS.', 'alice'],
      ['04', 'Deployment to production: Accepted.', 'alice'],
    ]);
  });

  test('tells what tools said of its records: as they stood when they joined, each move, and what is of no weight not at all', async () => {
    const { releases, copies, history } = given.store();
    const id = 'sn:change:1';
    await copies.keep([change(id, 'ASSESS', 1)]);
    await releases.create(release('moved-1'), [link('moved-1', { identity: id })]);
    await copies.keep([approvals(id, 'REQUESTED', 3)]);
    await copies.keep([change(id, 'AUTHORIZE', 4), approvals(id, 'APPROVED', 4)]);
    await copies.keep([change(id, 'AUTHORIZE', 5, { title: 'other words' })]);
    await history.lose('change', [id], at(6), 'deleted');
    expect((await story('moved-1')).slice(2)).toEqual([
      ['02', 'CHG1 is ASSESS, approval REQUESTED.', null],
      ['03', 'Approvals of CHG1: Omar REQUESTED.', null],
      ['04', 'CHG1 moved from ASSESS to AUTHORIZE.', null],
      ['04', 'Approvals of CHG1: Omar APPROVED.', null],
      ['06', 'CHG1 is gone: deleted', null],
    ]);
  });

  test('goes on after any of its lines, and after nothing else', async () => {
    const { releases, timeline } = given.store();
    await releases.create(release('paged-1', { serviceKey: 'paging' }), ['a', 'b', 'c'].map((name) => link('paged-1', { reference: `sn:change:${name}` })));
    const first = await timeline.page('paged-1', { first: 3, after: null });
    expect([first.items.map(({ number }) => number), first.totalCount, first.hasNextPage]).toEqual([[1, 2, 3], 4, true]);
    const next = await timeline.page('paged-1', { first: 3, after: first.items.at(-1)?.id ?? '' });
    expect([next.items.map(({ number }) => number), next.hasNextPage]).toEqual([[4], false]);
    await releases.update('paged-1', { closedAt: at(9) });
    expect((await timeline.page('paged-1', { first: 3, after: next.items.at(-1)?.id ?? '' })).items.map(({ kind }) => kind)).toEqual(['RELEASE_CLOSED']);
    for (const after of ['timeline:paged-1/6', 'timeline:told-1/1', 'timeline:paged-1/0', 'release:x', 'timeline:paged-1/1.0']) await expect(timeline.page('paged-1', { first: 3, after })).rejects.toMatchObject({ code: 'INVALID' });
    expect(await timeline.page('nobody-1', { first: 3, after: null })).toEqual({ items: [], totalCount: 0, hasNextPage: false });
  });
});

onPostgres('The story of a release that many write at once', (given) => {
  test('has no gap, and whoever reads on misses no line', async () => {
    const { releases, timeline } = given.store();
    const other = await given.anotherNode();
    await releases.create(release('busy-1', { serviceKey: 'busy' }), []);
    const write = (nth: number): Promise<unknown> => [given.store(), other][nth % 2]?.releases.addLinks([link('busy-1', { reference: `sn:change:${nth}` })]) ?? Promise.resolve();
    const writers = { areDone: false };
    const writing = Promise.all(Array.from({ length: 40 }, (_, nth) => write(nth))).then(() => { writers.areDone = true; });
    const read: number[] = [];
    for (let after: string | null = null, isLast = false; !isLast;) {
      isLast = writers.areDone;
      const { items } = await timeline.page('busy-1', { first: 100, after });
      read.push(...items.map(({ number }) => number));
      after = items.at(-1)?.id ?? after;
    }
    await writing;
    expect(read).toEqual(Array.from({ length: 41 }, (_, nth) => nth + 1));
  });
});
