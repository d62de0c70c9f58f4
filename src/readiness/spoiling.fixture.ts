import type { Change } from '../domain/change.ts';
import type { ChangeWindow } from '../domain/change-window.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import { linkRelations } from '../domain/release.ts';
import { absent, known, unknown, type Fact } from './fact.ts';
import type { SourceRecord } from '../domain/source.ts';
import { changeFacts, type AskedFacts, type ChangeFacts, type Facts, type RecordFacts, type TroubleFacts } from './facts.ts';
import { accountOf, approvedBy, articleFactsOf, artifactFactsOf, blackoutOf, blackouts, buildFactsOf, changeFactsOf, deploymentOf, freezeOf, gap, greenArtifact, greenFacts, greenItem, greenPlan, itemFactsOf, kenji, ledger, levelOf, licencesOf, link, liveLedger, now, omar, maintenance, openLending, policy, sha, stranger, testedBy, timeout, workFactsOf } from './green.fixture.ts';
import { keyOf, signed } from './signed.fixture.ts';

export type Turn = (facts: Facts) => Facts;
export type Named = readonly [name: string, turn: Turn];

/** What the policy demands of time here: that there is enough of it, within maintenance. */
const timely: Readonly<Record<string, object>> = { 'no-freeze': { mustFit: true }, 'change-window-is-open': { mustFit: true, maintenance: ['Weekend'] } };

/** Everything twice, so that what is spoiled stands beside what is not. */
export const green = greenFacts({
  changes: [changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4', label: 'CHG0030004' }, { link: link('CHANGE', 'servicenow:change:CHG0030004', { origin: 'CORRELATED' }) })],
  workItems: [workFactsOf(), workFactsOf({ id: 'jira:work-item:10013', key: 'PAY-13' })],
  artifacts: [artifactFactsOf(), artifactFactsOf({ name: 'payments-worker-2.4.0.tgz' })],
  items: [itemFactsOf(), itemFactsOf({ id: 'servicenow:ci:i2', label: 'payments-db-prod' })],
  plan: greenPlan({ expectedDurationMs: 45 * 60_000 }),
  policy: { ...policy, gates: policy.gates.map((gate) => ({ ...gate, maxFactAgeMs: 60_000, parameters: { ...gate.parameters, ...timely[gate.gate] } })) },
});

function spoiled<T extends SourceRecord, F extends RecordFacts<T>>(facts: F & RecordFacts<T>, spoil: Partial<T>): F {
  return facts.record.state === 'known' ? { ...facts, record: known({ ...facts.record.value, ...spoil }, facts.record.fetchedAt) } : facts;
}

const change = (spoil: (change: Change) => Partial<Change>, given: Partial<ChangeFacts> = {}): Turn => (facts) => ({
  ...facts,
  changes: facts.changes.map((one, index) => (index > 0 || one.record.state !== 'known' ? one : { ...one, ...given, record: known({ ...one.record.value, ...spoil(one.record.value) }, one.record.fetchedAt) })),
});
const field = <K extends keyof Change>(name: K, value: Change[K] & (string | boolean | null)): Named => [`change.${name} ${String(value)}`, change(() => ({ [name]: value }))];
const decided = (...list: Parameters<typeof approvedBy>[]): Turn => change(() => ({}), { approvals: known(list.map(([who, given]) => approvedBy(who, given)), now) });

const asked = (given: Partial<AskedFacts>): Turn => (facts) => ({ ...facts, asked: { ...facts.asked, ...given } });

/** Changes the schedules that tools told, where they are known. */
const schedules = (change: (all: readonly ChangeWindow[]) => readonly ChangeWindow[]): Turn => (facts) => {
  const { windows } = facts.asked;
  if (windows.state !== 'known') return facts;
  const value = windows.value.map((one) => (one.windows.state === 'known' ? { ...one, windows: { ...one.windows, value: change(one.windows.value) } } : one));
  return { ...facts, asked: { ...facts.asked, windows: { ...windows, value } } };
};

/** Spoils what is open, where it is known. */
const trouble = (incident: Partial<Incident>, problem: Partial<Problem>): Turn => (facts) => {
  const each = <T extends Incident | Problem>(fact: Fact<readonly TroubleFacts<T>[]>, spoil: Partial<T>): Fact<readonly TroubleFacts<T>[]> =>
    (fact.state !== 'known' ? fact : { ...fact, value: fact.value.map((one) => (one.open.state !== 'known' ? one : { ...one, open: { ...one.open, value: one.open.value.map((record) => ({ ...record, ...spoil })) } })) });
  return { ...facts, asked: { ...facts.asked, openIncidents: each(facts.asked.openIncidents, incident), openProblems: each(facts.asked.openProblems, problem) } };
};

/** What makes the release wrong in truth. */
export const wrongs: readonly Named[] = [
  field('approval', 'REQUESTED'), field('approval', 'REJECTED'), field('state', 'NEW'), field('state', 'CANCELED'), field('isOnHold', true),
  field('plannedEndAt', '2026-11-23T11:30:00.000Z'), field('plannedStartAt', '2026-11-28T02:00:00.000Z'), field('type', 'EMERGENCY'),
  ['standard of no allowed template', change(() => ({ type: 'STANDARD', template: 'Reboot' }))],
  ['names another version', change(() => ({ title: 'Deploy', description: 'Payments 2.3.0' }))],
  ['still waited for', decided([omar], [kenji, { state: 'REQUESTED' }])], ['approved by its requester', decided([kenji], [omar])],
  ['approved for the build only', decided([omar, { phase: 'BUILD_AND_TEST' }])], ['rejected', decided([omar, { state: 'REJECTED' }])],
  ['about another item', change(() => ({}), { items: known([{ ...greenItem, id: 'servicenow:ci:i9', name: 'ledger-api-prod' }], now) })],
  ['of a test connection', change(() => ({}), { discountedBecause: 'it is a clone' })],
  field('backoutPlan', 'n/a'), field('backoutPlan', 'Take payments-2.5.0 out again.'),
  ['no way back in the plan', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, backoutPlan: null } } })],
  ['under a freeze', asked({ freezes: known([freezeOf({ first: { startAt: '2026-11-20T00:00:00.000Z', endAt: null } })], now) })],
  ['under a blackout', asked({ windows: blackouts([blackoutOf({ occurrences: [{ startAt: '2026-11-20T00:00:00.000Z', endAt: '2026-11-24T00:00:00.000Z' }] })]) })],
  ['under a freeze before it is over', asked({ freezes: known([freezeOf({ first: { startAt: '2026-11-23T12:30:00.000Z', endAt: '2026-11-23T14:00:00.000Z' } })], now) })],
  ['under a blackout before it is over', asked({ windows: blackouts([maintenance, blackoutOf({ occurrences: [{ startAt: '2026-11-23T12:30:00.000Z', endAt: '2026-11-24T00:00:00.000Z' }] })]) })],
  ['outside of maintenance', asked({ windows: blackouts([{ ...maintenance, occurrences: [{ startAt: '2026-11-28T08:00:00.000Z', endAt: '2026-11-28T18:00:00.000Z' }] }]) })],
  ['maintenance over too soon', asked({ windows: blackouts([{ ...maintenance, occurrences: [{ startAt: '2026-11-23T08:00:00.000Z', endAt: '2026-11-23T12:30:00.000Z' }] }]) })],
  ['a window over too soon', change(() => ({ plannedEndAt: '2026-11-23T12:30:00.000Z' }))],
  ['never in staging', asked({ deployments: known([], now) })], ['failed in staging', asked({ deployments: known([deploymentOf({ state: 'FAILED' })], now) })],
  ['another package in staging', asked({ deployments: known([deploymentOf({ packageDigest: 'f'.repeat(64) })], now) })],
  ['dependency not live', asked({ dependencies: known([{ key: 'ledger-1.9.2', release: ledger, last: null }], now) })], ['dependency replaced', asked({ dependencies: known([{ key: 'ledger-1.9.2', release: ledger, last: liveLedger({ releaseKey: 'ledger-1.9.1' }) }], now) })],
  ['major incident', trouble({ isMajor: true }, {})], ['incident of priority 1', trouble({ priority: 1 }, {})], ['problem', trouble({}, { isKnownError: false })],
  field('risk', 'HIGH'), ['an item unknown', (facts) => ({ ...facts, items: [{ ...itemFactsOf(), reference: 'servicenow:ci:payments-ghost-prod', record: absent(now) }, ...facts.items] })],
  ['in conflict', asked({ conflicts: known([{ of: 'servicenow:change:c3', told: known([{ kind: 'ci_already_scheduled', description: null, withChange: 'CHG0030009', configurationItem: null }], now) }], now) })],
  ['another deployment of the service under way', asked({ openDeployments: known([{ deployment: openLending({ serviceKey: 'payments', releaseKey: 'payments-2.3.9' }), items: known([], now) }], now) })],
  ['another deployment on its item under way', asked({ openDeployments: known([{ deployment: openLending(), items: known([greenItem], now) }], now) })],
  ['an approver who left', asked({ accounts: known([{ connection: 'servicenow', accounts: known(['kenji', 'omar', 'grace'].map((name) => accountOf(name, { isActive: name !== 'omar' })), now) }], now) })],
  ['nobody licensed', asked({ licences: known([licencesOf({}, { endsAt: '2026-11-20T00:00:00.000Z' })], now) })],
  ['tests failed', asked({ builds: known([buildFactsOf({ testsPassed: false })], now) })], ['a suite failed', asked({ evidence: known([{ of: greenArtifact.id, told: known([testedBy('acceptance', {}, { result: 'FAILED' })], now) }], now) })],
  ['a suite run on other bytes', asked({ evidence: known([{ of: greenArtifact.id, told: known([testedBy('acceptance', { subjectSha256: 'b'.repeat(64) })], now) }], now) })],
  ['built from other bytes', asked({ builds: known([buildFactsOf({ artifacts: [{ name: 'x', sha256: 'b'.repeat(64), path: null, reference: null }] })], now) })],
  ['signed by a stranger', asked({ statements: known([{ of: greenArtifact.id, told: known([{ name: 'x', subjectSha256: sha, envelope: signed([sha], keyOf('stranger').privateKey) }], now) }], now) })],
  ['a signature of other bytes', asked({ statements: known([{ of: greenArtifact.id, told: known([{ name: 'x', subjectSha256: sha, envelope: signed(['b'.repeat(64)]) }], now) }], now) })],
  ['a licence that is denied', (facts) => ({ ...facts, artifacts: [artifactFactsOf({}, { scan: known({ state: 'SCANNED', critical: 0, high: 0, medium: 0, low: 0, scannedAt: now, licences: ['GPL-3.0-only'] }, now) }), ...facts.artifacts] })],
  ['an article not published', asked({ knowledge: known([articleFactsOf({ isPublished: false })], now) })], ['an article that ended', asked({ knowledge: known([articleFactsOf({ expiresAt: now })], now) })],
  ['a service level breached', asked({ serviceLevels: known([{ of: 'servicenow:service:s1', told: known([levelOf({ isBreached: true })], now) }], now) })],
  ['a service level nearly used up', asked({ serviceLevels: known([{ of: 'servicenow:service:s1', told: known([levelOf({ remainingPercent: 1 })], now) }], now) })],
  ['another version went live last', asked({ lastLive: known({ deployment: deploymentOf(), version: '2.3.3' }, now) })],
  ['work open', (facts) => ({ ...facts, workItems: [workFactsOf({ progress: 'IN_PROGRESS' }), ...facts.workItems] })],
  ['other bytes', (facts) => ({ ...facts, artifacts: [artifactFactsOf({ sha256: 'b'.repeat(64) }), ...facts.artifacts] })],
  ['vulnerable', (facts) => ({ ...facts, artifacts: [artifactFactsOf({}, { scan: known({ state: 'SCANNED', critical: 1, high: 0, medium: 0, low: 0, scannedAt: now }, now) }), ...facts.artifacts] })],
  ['not sealed', (facts) => ({ ...facts, release: { ...facts.release, sealed: null } })],
  ['in repair', (facts) => ({ ...facts, items: [itemFactsOf({ operationalState: 'REPAIR' }), ...facts.items] })],
  ['target elsewhere', (facts) => ({ ...facts, target: facts.target === null ? null : { ...facts.target, ...itemFactsOf({ environment: 'staging' }) } })],
  ['plan not agreed', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, agreements: [] } })],
  ['plan for another deployer', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, deployer: 'jenkins' } } })],
  ['planned for another version', (facts) => ({ ...facts, workItems: [workFactsOf({ fixVersions: ['2.3.0'] }), ...facts.workItems] })],
  ['another version runs than went out', asked({ lastOfService: known({ deployment: deploymentOf({ environment: 'production', releaseKey: 'payments-2.3.9' }), release: { ...green.release, key: 'payments-2.3.9', version: '2.3.9' } }, now) })],
  ['a title of another version', change(() => ({ title: 'Deploy Payments 2.3.0' }))],
  ["plan's window over", (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, window: { startAt: '2026-11-22T00:00:00.000Z', endAt: '2026-11-23T00:00:00.000Z' } } } })],
];

const old = '2026-11-23T11:00:00.000Z';
/** Turns the nth fact of a release into something else; there are few enough that 96 covers them all. */
const nth = (wanted: number, turn: <T>(fact: Fact<T>) => Fact<T>): Turn => (facts) => {
  let index = 0;
  return changeFacts(facts, (fact) => (index++ % 96 === wanted ? turn(fact) : fact));
};
export const positions = Array.from({ length: 96 }, (_, index) => index);
export const count = (() => { let facts = 0; changeFacts(green, (fact) => { facts += 1; return fact; }); return facts; })();

/** What a tool that is down, slow, forbidden or talking nonsense leaves of the truth, each of it needed by some gate. */
export const losses: readonly Named[] = [
  ...positions.slice(0, count).flatMap((index): Named[] => [
    [`fact ${index} unread`, nth(index, () => unknown(timeout))],
    [`fact ${index} absent`, nth(index, () => absent(now))],
    [`fact ${index} stale`, nth(index, (fact) => (fact.state === 'unknown' ? fact : { ...fact, fetchedAt: old }))],
  ]),
  ['every fact unread', (facts) => changeFacts(facts, () => unknown(timeout))],
  ['no changes', (facts) => ({ ...facts, changes: [] })], ['no work items', (facts) => ({ ...facts, workItems: [] })], ['no artifacts', (facts) => ({ ...facts, artifacts: [] })],
  ['no items', (facts) => ({ ...facts, items: [] })], ['no plan', (facts) => ({ ...facts, plan: null })], ['no target', (facts) => ({ ...facts, target: null })],
  ['no approvals', decided()], ['approver hidden', decided([null])], ['approver unmapped', decided([stranger])], ['phase hidden', decided([omar, { phase: null }])], ['approval garbled', decided([omar, { state: 'UNKNOWN' }])],
  ['requester hidden', change(() => ({}), { requester: null })], ['requester unmapped', change(() => ({}), { requester: stranger })],
  ['items emptied', change(() => ({}), { items: known([], now) })], ['item names hidden', change(() => ({}), { items: known([{ ...greenItem, id: 'servicenow:ci:i9', name: null }], now) })],
  field('state', 'UNKNOWN'), field('approval', 'UNKNOWN'), field('type', 'OTHER'), field('isOnHold', null), field('plannedStartAt', null), field('plannedEndAt', null),
  field('backoutPlan', null),
  ['no maintenance told', schedules((all) => all.filter(({ isBlackout }) => isBlackout))], ['maintenance unreadable', schedules((all) => all.map((one) => (one.isBlackout ? one : { ...one, isPartial: true })))],
  ['how long it takes lost', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, expectedDurationMs: null } } })],
  ['times of a freeze garbled', asked({ freezes: known([freezeOf({ recurrence: 'FREQ=' })], now) })],
  ['digest of the deployment lost', asked({ deployments: known([deploymentOf({ packageDigest: null })], now) })], ['dependencies lost', asked({ dependencies: known([], now) })],
  ['priorities of incidents hidden', trouble({ priority: null }, {})], ['major incidents hidden', trouble({ isMajor: null }, {})], ['known errors hidden', trouble({}, { isKnownError: null })],
  ['nothing reached', asked({ reach: known([], now) })], ['no service reached', asked({ reach: known([{ item: greenItem.id, services: known([], now) }, { item: 'servicenow:ci:i2', services: known([], now) }], now) })],
  ['no incidents told', asked({ openIncidents: known([], now) })], ['no problems told', asked({ openProblems: known([], now) })],
  field('conflictsCheckedAt', null), field('conflictsCheckedAt', '2026-11-20T12:00:00.000Z'), ['no conflicts told', asked({ conflicts: known([], now) })],
  ['what another deployment touches lost', asked({ openDeployments: known([{ deployment: openLending(), items: absent(now) }], now) })],
  ['no directory told', asked({ accounts: known([], now) })], ['accounts hide whether they are active', asked({ accounts: known([{ connection: 'servicenow', accounts: known(['kenji', 'omar', 'grace'].map((name) => accountOf(name, { isActive: null })), now) }], now) })],
  ['accounts lost', asked({ accounts: known([{ connection: 'servicenow', accounts: known([], now) }], now) })], ['no licences told', asked({ licences: known([], now) })],
  ['builds lost', asked({ builds: known([], now) })], ['the status of the build hidden', asked({ builds: known([buildFactsOf({ testsPassed: null })], now) })],
  ['no evidence told', asked({ evidence: known([], now) })], ['evidence lost', asked({ evidence: known([{ of: greenArtifact.id, told: known([], now) }], now) })],
  ['evidence not verified', asked({ evidence: known([{ of: greenArtifact.id, told: known([testedBy('acceptance', { isVerified: null })], now) }], now) })],
  ['evidence garbled', asked({ evidence: known([{ of: greenArtifact.id, told: known([testedBy('acceptance', { tests: null })], now) }], now) })],
  ['envelopes lost', asked({ statements: known([{ of: greenArtifact.id, told: known([], now) }], now) })], ['no statements told', asked({ statements: known([], now) })],
  ['envelopes garbled', asked({ statements: known([{ of: greenArtifact.id, told: known([{ name: 'x', subjectSha256: sha, envelope: null }], now) }], now) })],
  ['licences hidden', (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => (one.scan.state === 'known' ? { ...one, scan: { ...one.scan, value: { ...one.scan.value, licences: [] } } } : one)) })],
  ['articles lost', asked({ knowledge: known([], now) })], ['whether it is published hidden', asked({ knowledge: known([articleFactsOf({ isPublished: null })], now) })],
  ['levels lost', asked({ serviceLevels: known([], now) })], ['what is left hidden', asked({ serviceLevels: known([{ of: 'servicenow:service:s1', told: known([levelOf({ remainingPercent: null })], now) }], now) })],
  ['no level told', asked({ serviceLevels: known([{ of: 'servicenow:service:s1', told: known([], now) }], now) })],
  ['nothing known to have gone live', asked({ lastLive: known(null, now) })], ['what went live of no known release', asked({ lastLive: known({ deployment: deploymentOf(), version: null }, now) })],
  field('risk', null), ["an item's name hidden", (facts) => ({ ...facts, items: facts.items.map((one) => spoiled(one, { name: null })) })],
  ['running version hidden', (facts) => ({ ...facts, target: facts.target === null ? null : spoiled(facts.target, { runningVersion: null }) })],
  field('title', null), ['planned versions hidden', (facts) => ({ ...facts, workItems: facts.workItems.map((one) => spoiled(one, { fixVersions: null })) })],
  ['texts hidden', change(() => ({ title: null, description: null }))],
  ['template hidden', change(() => ({ type: 'STANDARD', template: null }))],
  ['progress garbled', (facts) => ({ ...facts, workItems: facts.workItems.map((one) => spoiled(one, { progress: 'UNKNOWN' })) })],
  ['digests hidden', (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => spoiled(one, { sha256: null })) })],
  ['scans pending', (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => ({ ...one, scan: known({ state: 'PENDING', critical: null, high: null, medium: null, low: null, scannedAt: null }, now) })) })],
  ['counts hidden', (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => ({ ...one, scan: known({ state: 'SCANNED', critical: null, high: null, medium: 0, low: 0, scannedAt: now }, now) })) })],
  ['operation garbled', (facts) => ({ ...facts, items: facts.items.map((one) => spoiled(one, { operationalState: 'UNKNOWN' })) })],
  ["target's environment hidden", (facts) => ({ ...facts, target: facts.target === null ? null : spoiled(facts.target, { environment: null }) })],
  ...linkRelations.filter((relation) => ['CHANGE', 'WORK_ITEM', 'ARTIFACT', 'CONFIGURATION_ITEM'].includes(relation)).map((relation): Named => [`${relation} unfinished`, (facts) => ({ ...facts, gaps: [...facts.gaps, gap(relation)] })]),
];
/** Losses that a right release survives, since no gate needs what they take; a wrong one must not be saved by them. */
export const harmless: readonly Named[] = [field('correlationId', null), field('description', null), field('stateLabel', null), field('template', null), field('serviceName', null), field('assignedTo', null)];
