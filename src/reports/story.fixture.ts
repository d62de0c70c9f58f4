import type { Deployment, DeploymentState } from '../domain/deployment.ts';
import type { Instant } from '../domain/instant.ts';
import type { ListedPerson } from '../domain/listed-person.ts';
import type { Person } from '../domain/person.ts';
import type { DeploymentPatch, NewJournalEntry } from '../domain/ports/deployment-store.ts';
import type { Sighting } from '../domain/ports/observation-store.ts';
import type { GateVerdict, Readiness } from '../domain/readiness.ts';
import type { Link, LinkOrigin, LinkRelation, StakeholderRole } from '../domain/release.ts';
import type { Store } from '../store/open-store.ts';

/** What a line of the journal says beside the state, and what is written with it. */
interface Move {
  readonly step?: string | null;
  readonly kind?: NewJournalEntry['kind'];
  readonly patch?: (at: Instant) => DeploymentPatch;
}

/** What happens, one thing after another; each is told the moment at which it does. */
export type Happening = (at: Instant) => Promise<unknown>;

const digest = 'd'.repeat(64);
const [file, other] = ['f'.repeat(64), 'e'.repeat(64)];
const person = (name: string): Person => ({ kind: 'person', id: `person:${name}@bank.example`, name, email: `${name}@bank.example`, isActive: true, accounts: [], isMapped: true });
const [ines, omar, tess] = [person('ines'), person('omar'), person('tess')];
const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const source = (connection: string, key: string) => ({ connection, key, reference: `${connection}:${key}`, system: connection.toUpperCase(), url: null, fetchedAt: '2026-11-23T05:00:00.000Z', isStale: false, problem: null });

/**
 * The life of a release of payments from its first link to its end, of others' deployments beside it, of the readings of the tools and
 * of what feeds say of its people, written through the store as the hub writes it.
 */
export function story(store: Store): readonly Happening[] {
  const { releases, plans, freezes, waivers, assessments, deployments, observations, syncs, copies, history, peopleFeed } = store;
  const link = (relation: LinkRelation, identity: string, origin: LinkOrigin, at: Instant): Link => ({
    id: `link:${relation}|${identity}|${at}`, releaseKey: 'payments-1', relation, reference: identity, identity, environment: null, origin, by: 'x', linkedAt: at, excluded: null,
  });
  const reads = (...records: readonly (readonly [kind: string, identity: string, content: object])[]): Happening => (at) => copies.keep(records.map(([kind, identity, content]) => ({
    kind, identity, connection: identity.split(':')[0] ?? '', reference: kind.includes('.') ? null : referenceOf(content) ?? identity, content, fetchedAt: at,
  })));
  const change = (more: object): Happening => reads(['change', 'desk:change:1', { number: 'CHG-1', title: 'Release', state: 'ASSESS', type: 'NORMAL', approval: 'REQUESTED', template: null, isOnHold: false, plannedStartAt: '2026-11-23T05:30:00.000Z', plannedEndAt: '2026-11-23T12:00:00.000Z', ...more }]);
  const incident = (id: string, more: object): Happening => reads(['incident', `desk:incident:${id}`, { number: `INC-${id}`, title: 'Slow', priority: 1, isOpen: true, openedAt: '2026-11-23T09:00:00.000Z', resolvedAt: null, configurationItemId: 'cmdb:ci:1', problemId: 'desk:problem:1', causedByChangeId: null, ...more }]);
  const item = (runningVersion: string | null) => reads(['ci', 'cmdb:ci:1', { id: 'cmdb:ci:1', name: 'payments', label: 'payments', runningVersion, source: { ...source('cmdb', 'ci:payments'), reference: 'cmdb:ci:payments' } }]);
  const judges = (outcome: Readiness['outcome'], ...verdicts: readonly (readonly [gate: string, outcome: GateVerdict['outcome']])[]): Happening => (at) => assessments.save({
    id: `assessment:${at}`, assessedBy: ines, receipt: null,
    readiness: {
      releaseKey: 'payments-1', environment: 'production', outcome, basis: 'LIVE', judgedAt: at, policy: { name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: [], gates: [] }, factsDigest: digest, readyFromAt: null, packageDigest: digest, planId: 'plan:1', planVersion: 1,
      verdicts: verdicts.map(([gate, said]) => ({ gate, outcome: said, isBlocking: true, because: 'so', expected: null, actual: null, evidence: [], remedy: null, remedyUrl: null, responsible: [omar], restsOn: [], passesFromAt: null, waiver: null })),
    },
  }, '{}');

  const standing = new Map<string, Deployment>();
  const accepts = (id: string, more: Partial<Deployment> = {}): Happening => async (at) => {
    const { deployment } = await deployments.accept({
      id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: 'payments-1', environment: 'production', serviceKey: 'payments', packageDigest: digest, planId: 'plan:1', state: 'ACCEPTED', because: 'accepted', needsAttention: false, requestedBy: ines, requestedAt: at,
      start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: id, correlation: id, run: null, steps: [], changeIds: ['desk:change:1'], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
    }, id, { at, kind: 'STATE', step: null, summary: 'accepted', data: { to: 'ACCEPTED', startAt: more.startAt ?? null } });
    standing.set(id, deployment);
  };
  /** Written as deployment/journalling writes it: the trigger's intent names no state, a step's outcome does where it moves one. */
  const moves = (id: string, to: DeploymentState, { step = null, kind = 'STATE', patch = () => ({}) }: Move = {}): Happening => async (at) => {
    const before = standing.get(id);
    if (before === undefined) throw new Error(`${id} was never accepted`);
    const isMove = kind !== 'INTENT' && before.state !== to;
    const its = patch(at);
    const data = { ...(kind === 'OUTCOME' && { progress: 'succeeded' }), ...(isMove && { from: before.state, to }), ...('startAt' in its && { startAt: its.startAt }) };
    const after = await deployments.write(before.id, { from: before.state, fence: before.fence }, { state: to, ...its }, { at, kind, step, summary: 'so', data });
    if (after === null) throw new Error(`${id} is no longer ${before.state}`);
    standing.set(id, after);
  };
  const outcome = (id: string, step: string, to: DeploymentState, patch?: (at: Instant) => DeploymentPatch): Happening => moves(id, to, { step, kind: 'OUTCOME', ...(patch && { patch }) });
  const finishes = (id: string, to: DeploymentState): Happening => moves(id, to, { patch: (at) => ({ finishedAt: at }) });
  const goesLive = (id: string): readonly Happening[] => [
    moves(id, 'WAITING'), moves(id, 'REVALIDATING'), moves(id, 'TRIGGERING', { step: 'trigger', kind: 'INTENT', patch: (at) => ({ triggeredAt: at }) }), outcome(id, 'trigger', 'RUNNING'), outcome(id, 'follow-run', 'VERIFYING'),
    // The run had ended a while before that was seen.
    outcome(id, 'verify-health', 'VERIFYING', (at) => ({ liveAt: later(at, -5) })),
    outcome(id, 'watch-health', 'RECORDING', () => ({ availability: { downtimeMs: 0, serviceLevels: [{ serviceId: 's', service: 'Payments', name: 'availability', wasBreached: false, isBreached: true, leftBefore: 60, leftAfter: 15 }] } })),
  ];

  const place = { connection: 'jira', serviceKey: 'cards', environment: 'production' };
  const looks = (sightings: (at: Instant) => readonly Partial<Sighting>[]): Happening => async (at) => {
    const turn = await observations.takeTurn(place, 'a', 60_000);
    if (turn === null) throw new Error('nobody else looks');
    await observations.keep(place, turn, {
      sightings: sightings(at).map((one) => ({ identity: 'observed:1', state: 'RUNNING', because: 'seen', releaseKey: null, packageDigest: null, startedBy: null, startedAt: '2026-11-23T05:20:00.000Z', finishedAt: null, correlation: null, holdsUntil: later(at, 1_000), run: { source: { ...source('jira', 'run:1') }, runId: '1', status: 'running', url: null, startedAt: null, finishedAt: null }, ...one })),
      cursor: at,
    }, 60_000);
  };
  const fails: Happening = async () => {
    const turn = await observations.takeTurn(place, 'a', 60_000);
    if (turn === null) throw new Error('nobody else looks');
    await observations.giveUp(place, turn, { code: 'TIMEOUT', message: 'slow', sinceAt: '2026-11-23T05:00:00.000Z', retryAt: null }, () => 60_000);
  };
  const syncsOf = (kind: 'incident' | 'ci' | 'account', end: 'FINISHED' | 'FAILED' | 'HALF'): Happening => async (at) => {
    const name = { connection: kind === 'ci' ? 'cmdb' : 'desk', kind } as const;
    const turn = await syncs.takeTurn(name, 'a', 60_000, 86_400_000);
    if (turn === null) throw new Error('nobody else reads');
    await syncs.keepPages(name, turn, { copies: [{ connection: name.connection, kind, identity: `${name.connection}:${kind}:9`, reference: null, content: { priority: 3, openedAt: at, isOpen: true, n: at }, fetchedAt: at }], cursor: at, total: 7, hidden: 2 }, 60_000);
    if (end === 'FINISHED') await syncs.finish(name, turn, 60_000);
    if (end === 'FAILED') await syncs.giveUp(name, turn, { code: 'RATE_LIMITED', message: 'later', sinceAt: at, retryAt: null }, () => 60_000);
  };
  const waiver = { releaseKey: 'payments-1', environment: 'production', packageDigest: digest, packageRevision: 1, reason: 'text only', requestedBy: ines, decision: null, revoked: null };
  const exclude = async (identity: string, at: Instant): Promise<void> => {
    const its = (await releases.links(['payments-1'])).get('payments-1')?.find((one) => one.identity === identity);
    await releases.exclude(its?.id ?? '', { because: 'not of it', by: omar, at, agreedBy: null, needsAgreement: false });
  };

  const named = (name: string, more: Partial<ListedPerson> = {}): ListedPerson => ({ email: `${name}@bank.example`, name, employment: 'ACTIVE', unit: 'Payments', startsOn: '2020-01-01', endsOn: null, movedOn: null, ...more });
  const left = { employment: 'LEFT', endsOn: '2026-11-10' } as const;
  const feeds = (...people: readonly ListedPerson[]): Happening => (at) => peopleFeed.take(people, new Date(at));
  const holds = (name: string) => ['entitlement', `desk:entitlement:${name}`, { licenceId: 'desk:licence:1', heldBy: { connection: 'desk', userName: name, email: `${name}@bank.example` }, since: '2026-01-01T00:00:00.000Z', isActive: true }] as const;
  const agrees = (name: string, role: StakeholderRole, countsFrom: (at: Instant) => Instant | null = () => null): Happening => (at) => plans.agree('plan:1', { email: `${name}@bank.example`, role, planVersion: 1, agreedAt: at }, countsFrom(at));

  return [
    (at) => releases.create({ id: 'release:1', key: 'payments-1', name: 'payments-1', version: '2.0', description: null, serviceKey: 'payments', ownerEmail: 'ines@bank.example', train: null, dependsOn: [], stakeholders: [], createdAt: at, canceledAt: null, closedAt: null, sealed: null }, [link('CHANGE', 'desk:change:1', 'DISCOVERED', at), link('WORK_ITEM', 'jira:work-item:1', 'DISCOVERED', at), link('WORK_ITEM', 'jira:work-item:2', 'DISCOVERED', at)]),
    reads(['work-item', 'jira:work-item:1', { progress: 'IN_PROGRESS' }], ['work-item', 'jira:work-item:2', { progress: 'IN_PROGRESS' }], ['build', 'library:build:1', { startedAt: '2026-11-23T05:01:00.000Z', vcsRevision: 'abc', source: { reference: 'library:build:payments/7' } }], ['artifact', 'library:artifact:1', { buildName: 'payments', buildNumber: '7', sha256: file, source: { reference: 'library:artifact:r/a.jar' } }]),
    reads(['licence', 'desk:licence:1', { product: 'Planner', monthlyCost: 10, currency: 'EUR' }], ['account', 'desk:account:tess', { userName: 'tess', email: 'tess@bank.example', isActive: true, isService: false }], holds('tess'), holds('omar')),
    item('1.0'), feeds(named('ines'), named('omar'), named('tess'), named('sam')), change({}), syncsOf('ci', 'HALF'), syncsOf('ci', 'FINISHED'), syncsOf('incident', 'FAILED'),
    (at) => freezes.declare({ id: 'freeze:1', name: 'Books', reason: 'Close', scope: { environments: null, services: null }, timeZone: 'UTC', recurrence: 'FREQ=WEEKLY', first: { startAt: later(at, 60), endAt: later(at, 120) }, declaredBy: omar, declaredAt: at, lifted: null }),
    (at) => releases.seal('payments-1', { revision: 1, sealedAt: at, sealedBy: ines, digest, artifacts: [{ reference: 'library:artifact:r/a.jar', name: 'a.jar', sha256: file }] }),
    (at) => plans.propose({ id: 'plan:1', releaseKey: 'payments-1', environment: 'production', version: 1, window: null, deployer: 'x', parameters: {}, backoutPlan: null, proposedBy: ines, proposedAt: at, agreements: [] }),
    () => releases.update('payments-1', { stakeholders: [{ email: 'Sam@bank.example', role: 'TESTER' }, { email: 'tess@bank.example', role: 'TESTER' }] }),
    agrees('tess', 'TESTER'), feeds(named('ines'), named('omar', { unit: 'Cards' }), named('tess'), named('sam')), syncsOf('account', 'FINISHED'),
    reads(['change.approvals', 'desk:change:1', []]), reads(['change.approvals', 'desk:change:1', [{ approver: { email: 'omar@bank.example' }, state: 'REQUESTED' }, { approver: { email: 'tess@bank.example' }, state: 'REQUESTED' }]]),
    judges('NOT_READY', ['change-is-approved', 'FAIL'], ['work-items-are-done', 'FAIL']),
    feeds(named('ines'), named('omar', { unit: 'Cards' }), named('tess', left), named('sam', left)),
    (at) => waivers.request([{ ...waiver, id: 'waiver:1', gate: 'work-items-are-done', requestedAt: at, expiresAt: later(at, 600), breakGlass: { secondPersonEmail: 'omar@bank.example', followUp: { ownerEmail: 'tess@bank.example', dueAt: later(at, 100), settled: null } } }]),
    (at) => waivers.decide('waiver:1', { isApproved: true, by: omar, at, comment: null }),
    reads(['work-item', 'jira:work-item:1', { progress: 'DONE' }]), () => releases.update('payments-1', { name: 'Payments', stakeholders: [] }),
    change({ state: 'SCHEDULED', approval: 'APPROVED' }), reads(['change.approvals', 'desk:change:1', [{ approver: { email: 'omar@bank.example' }, state: 'APPROVED' }]]),
    judges('READY', ['change-is-approved', 'PASS'], ['work-items-are-done', 'WAIVED']),
    looks(() => [{}]), looks((at) => [{ state: 'SUCCEEDED', finishedAt: later(at, -3), because: 'ended' }]), looks(() => [{ state: 'SUCCEEDED', finishedAt: '2026-11-23T06:00:00.000Z', releaseKey: 'cards-1', packageDigest: other, because: 'found' }]), fails,
    feeds(named('ines', left), named('omar', { unit: 'Cards' }), named('tess', left)), accepts('1'), ...goesLive('1'), () => releases.update('payments-1', { ownerEmail: 'pia@bank.example' }), reads(['build.commit', 'library:build:1', { revision: 'abc', committedAt: '2026-11-23T04:30:00.000Z', source: { reference: 'library:build:payments/7' } }]), change({ state: 'REVIEW', approval: 'APPROVED' }),
    (at) => releases.addLinks([link('CHANGE', 'desk:change:1', 'DECLARED', at), link('CONFIGURATION_ITEM', 'cmdb:ci:9', 'DECLARED', at)]),
    incident('1', {}), finishes('1', 'SUCCEEDED'), item('2.0'), feeds(named('omar', { unit: 'Cards' })), agrees('tess', 'TESTER', (at) => at),
    reads(['ci.dependencyReach', 'cmdb:ci:1', { isComplete: true, items: [] }], ['problem', 'desk:problem:1', { number: 'PRB-1', isKnownError: false }]),
    incident('1', { isOpen: false, resolvedAt: '2026-11-23T09:40:00.000Z' }), incident('1', { resolvedAt: '2026-11-23T09:40:00.000Z' }), incident('2', { causedByChangeId: 'desk:change:1', openedAt: '2026-11-23T09:30:00.000Z' }),
    syncsOf('incident', 'FINISHED'), feeds(named('omar', { unit: 'Cards', ...left }), named('tess')), (at) => waivers.settle('waiver:1', { by: tess, at, note: 'looked into' }), (at) => waivers.revoke('waiver:1', { by: omar, at, reason: 'over' }),
    (at) => freezes.lift('freeze:1', { by: omar, at, reason: 'over' }),
    accepts('2', { startAt: '2026-11-23T20:00:00.000Z', start: 'WHEN_WINDOW_OPENS', serviceKey: 'ledger', releaseKey: null }), moves('2', 'WAITING', { patch: (at) => ({ startAt: later(at, 30) }) }), finishes('2', 'CANCELED'),
    accepts('3', { backOutOfId: 'deployment:1', changeIds: [] }), ...goesLive('3'), moves('1', 'BACKED_OUT'), finishes('3', 'SUCCEEDED'),
    accepts('4', { changeIds: [], planId: null }), moves('4', 'WAITING'), moves('4', 'REVALIDATING'), moves('4', 'TRIGGERING', { step: 'trigger', kind: 'INTENT', patch: (at) => ({ triggeredAt: at }) }), outcome('4', 'follow-run', 'RECORDING'),
    incident('4', { configurationItemId: null, openedAt: '2026-11-23T13:00:00.000Z' }), outcome('4', 'open-incident', 'RECORDING', () => ({ incidentId: 'desk:incident:4' })), finishes('4', 'FAILED'),
    change({ state: 'CLOSED', approval: 'APPROVED', plannedEndAt: '2026-11-23T06:10:00.000Z' }), reads(['change', 'desk:change:2', { number: 'CHG-2', title: 'Other', state: 'CLOSED', type: 'NORMAL', approval: 'APPROVED', plannedStartAt: '2026-11-23T05:30:00.000Z', plannedEndAt: '2026-11-23T06:00:00.000Z' }]),
    (at) => exclude('desk:change:1', at), (at) => exclude('jira:work-item:2', at), reads(['work-item', 'jira:work-item:2', { progress: 'DONE' }]),
    (at) => history.lose('artifact', ['library:artifact:1'], at, 'deleted'), (at) => history.lose('change', ['desk:change:2'], at, 'hidden'), item(null),
    agrees('omar', 'OPERATIONS'),
    (at) => releases.seal('payments-1', { revision: 2, sealedAt: at, sealedBy: ines, digest: other, artifacts: [] }), judges('UNDETERMINED', ['change-is-approved', 'UNKNOWN']),
    (at) => releases.update('payments-1', { closedAt: at }),
  ];
}

function referenceOf(content: object): string | null {
  const { source: said } = content as { readonly source?: { readonly reference?: string } };
  return said?.reference ?? null;
}
