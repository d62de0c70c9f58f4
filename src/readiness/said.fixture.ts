import type { Change } from '../domain/change.ts';
import type { PolicyGate } from '../domain/policy.ts';
import type { Evidence } from '../domain/readiness.ts';
import { absent, known, unknown } from './fact.ts';
import type { ChangeFacts, PlanFacts } from './facts.ts';
import type { Gate, Judged } from './gate.ts';
import { approvedBy, grace, kenji, link, now, omar, person, policyGate, stranger, timeout } from './green.fixture.ts';
import { askedOtherwise } from './asked-otherwise.fixture.ts';
import { pipelineKey } from './signed.fixture.ts';
import { green, harmless, losses, wrongs, type Named } from './spoiling.fixture.ts';

const unspoiled = 'nothing is spoiled';
const [rosa, gone] = [person('Rosa'), { ...grace, isActive: false }];

const changes = (spoil: Partial<Change>, given: Partial<ChangeFacts> = {}): Named[1] => (facts) => ({
  ...facts, changes: facts.changes.map((one) => (one.record.state === 'known' ? { ...one, ...given, record: known({ ...one.record.value, ...spoil }, now) } : one)),
});
const decided = (...list: Parameters<typeof approvedBy>[]): Partial<ChangeFacts> => ({ approvals: known(list.map(([who, given]) => approvedBy(who, given)), now) });
const linked = (origin: 'DISCOVERED' | 'CORRELATED', correlationId: string | null): Named[1] => changes({ correlationId }, { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin }) });
const agreed = (...people: readonly (typeof omar)[]): Named[1] => (facts) => ({
  ...facts,
  plan: facts.plan === null ? null : { ...facts.plan, agreements: people.map((one): PlanFacts['agreements'][number] => ({ person: one, agreement: { agreedAt: now, planVersion: 3, email: one.email ?? '', role: 'SERVICE_OWNER' } })) },
});

/** Ways that the laws of never-greener have no use for: the same outcome, said otherwise. */
const further: readonly Named[] = [
  ['all of a test connection', (facts) => {
    const clone = { discountedBecause: 'it is a clone' };
    return { ...facts, changes: facts.changes.map((one) => ({ ...one, ...clone })), workItems: facts.workItems.map((one) => ({ ...one, ...clone })), artifacts: facts.artifacts.map((one) => ({ ...one, ...clone })), items: facts.items.map((one) => ({ ...one, ...clone })), target: facts.target === null ? null : { ...facts.target, ...clone } };
  }],
  ['changes under way', changes({ state: 'IMPLEMENT', stateLabel: 'Implement' })], ['changes of no state label', changes({ state: 'NEW', stateLabel: null })],
  ['changes in review, still waited for', changes({ state: 'REVIEW', stateLabel: null }, decided([omar, { state: 'REQUESTED' }]))], ['changes closed, still waited for', changes({ state: 'CLOSED', stateLabel: null }, decided([omar, { state: 'REQUESTED' }]))],
  ['changes on hold whose approvals are unread', changes({ isOnHold: true }, { approvals: unknown(timeout) })],
  ['building refused, the release approved', changes({}, decided([omar], [grace, { phase: 'BUILD_AND_TEST', state: 'REJECTED' }]))],
  ['building and release approved', changes({}, decided([omar], [grace, { phase: 'BUILD_AND_TEST' }]))], ['building asked for, the release approved', changes({}, decided([omar], [grace, { phase: 'BUILD_AND_TEST', state: 'REQUESTED' }], [rosa, { phase: 'BUILD_AND_TEST' }]))],
  ['building approved by two, the release by nobody', changes({}, decided([omar, { phase: 'BUILD_AND_TEST' }], [grace, { phase: 'BUILD_AND_TEST' }]))],
  ['one approval never asked for', changes({}, decided([omar], [grace, { state: 'NOT_REQUESTED' }]))], ['refused by two', changes({}, decided([omar, { state: 'REJECTED' }], [grace, { state: 'REJECTED' }]))],
  ['approved by two', changes({}, decided([omar], [grace]))], ['approved, and canceled by another', changes({}, decided([omar], [grace, { state: 'CANCELED' }]))], ['approved by a name and by nobody', changes({}, decided([omar], [null]))],
  ['emergencies approved by two', changes({ type: 'EMERGENCY' }, decided([grace], [omar]))], ['emergencies approved by somebody else', changes({ type: 'EMERGENCY' }, decided([grace]))],
  ['standard changes nobody was asked about', changes({ type: 'STANDARD', template: 'Patch', approval: 'NOT_REQUESTED' }, decided())],
  ['changes that only mention it', linked('DISCOVERED', 'payments-2.4.0')], ['changes correlated by its key', linked('CORRELATED', 'payments-2.4.0')],
  ['changes correlated by nobody knows what', linked('CORRELATED', null)], ['changes correlated by another key', linked('CORRELATED', 'payments-2.3.0')],
  ['one change', (facts) => ({ ...facts, changes: facts.changes.slice(0, 1) })], ['artifacts neither there nor sealed', (facts) => ({ ...facts, artifacts: [], release: { ...facts.release, sealed: null } })],
  ['artifacts that the seal leaves out', (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => ({ ...one, pinnedSha256: null })) })],
  ['risky changes', changes({ risk: 'VERY_HIGH' })], ['risky changes approved by two, one of them hidden', changes({ risk: 'HIGH' }, decided([omar], [null]))],
  ['risky changes approved by who asked', changes({ risk: 'HIGH' }, { ...decided([omar]), requester: omar })], ['risky changes approved by two who left', changes({ risk: 'HIGH' }, decided([{ ...omar, isActive: false }], [{ ...rosa, isActive: false }]))],
  ['risky changes approved by nobody knows whom still here', changes({ risk: 'HIGH' }, decided([{ ...omar, isActive: null }], [{ ...rosa, isActive: null }]))], ['risky changes whose approvals are hidden', changes({ risk: 'HIGH' }, { approvals: absent(now) })],
  ['risky changes approved by an address nobody has', changes({ risk: 'HIGH' }, decided([{ ...omar, email: null }]))], ['risky changes whose approvals are unread', changes({ risk: 'HIGH' }, { approvals: unknown(timeout) })],
  ['windows upside down', changes({ plannedStartAt: '2026-11-23T13:00:00.000Z', plannedEndAt: '2026-11-23T11:00:00.000Z' })], ['windows of no length', changes({ plannedStartAt: now, plannedEndAt: now })],
  ['windows too short from the beginning', changes({ plannedStartAt: '2026-11-23T11:50:00.000Z', plannedEndAt: '2026-11-23T12:10:00.000Z' })],
  ['a plan for a time when no change is', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, window: { startAt: '2026-12-01T00:00:00.000Z', endAt: '2026-12-02T00:00:00.000Z' } } } })],
  ...(['NOT_SCANNED', 'FAILED', 'UNKNOWN'] as const).map((state): Named => [`scans ${state}`, (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => ({ ...one, scan: known({ state, critical: null, high: null, medium: null, low: null, scannedAt: null }, now) })) })]),
  ['no role that must agree', (facts) => ({ ...facts, policy: { ...facts.policy, requiredAgreements: [] } })],
  ['agreed by who proposed it, by who left and by nobody known', agreed(kenji, gone, stranger)],
  ['agreed by nobody of two who are asked', (facts) => ({ ...agreed()(facts), stakeholders: [grace, rosa].map((one) => ({ role: 'SERVICE_OWNER', person: one })) })],
  ['proposed by nobody known', (facts) => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, proposer: stranger } })],
  ['nobody known proposed, nobody asked', (facts) => ({ ...facts, stakeholders: [], plan: facts.plan === null ? null : { ...facts.plan, agreements: [] } })],
];
const spoils: readonly Named[] = [[unspoiled, (facts) => facts], ...wrongs, ...losses, ...harmless, ...further, ...askedOtherwise];

/** What a policy may tell a gate otherwise. */
const otherwise: Readonly<Record<string, PolicyGate['parameters']>> = {
  'change-is-approved': { phases: ['BUILD_AND_TEST', 'RELEASE'], allowedTemplates: ['Patch'], emergencyApprovers: ['omar@northbank.example', 'rosa@northbank.example'] },
  'risk-is-accepted': { highest: 'LOW', acceptedBy: ['omar@northbank.example', 'rosa@northbank.example'] },
  'no-conflicting-change': { bears: ['blackout', 'ci_already_scheduled'], checkedWithinHours: 12 },
  'no-freeze': { standardChangesPass: ['FREEZES', 'BLACKOUTS'] },
  'artifact-licences-are-allowed': { allowed: ['MIT', 'BSD-3-Clause'], denied: ['GPL-3.0-only', 'AGPL-3.0-only'] },
  'backout-plan-is-written': { writtenIn: ['PLAN'], minLetters: 60 },
  'change-window-is-open': { maintenance: ['Weekend', 'Nightly'] },
  'configuration-items-are-known': { classes: ['cmdb_ci_server', 'cmdb_ci_db'] },
  'configuration-items-are-operational': { allowedStates: ['OPERATIONAL', 'REPAIR'] },
  'environment-came-before': { environments: ['test', 'staging'], versionIsEnough: true },
  'knowledge-is-transferred': { atLeast: 2, kinds: ['runbook', 'how-to'] },
  'no-blocking-vulnerability': { maxCritical: 1, maxHigh: 2 },
  'no-open-major-incident': { priority: 3, goesByPriority: true },
  'package-is-signed': { keys: [pipelineKey.pem], predicateTypes: ['https://slsa.dev/provenance/v1', 'https://example.org/other'] },
  'package-is-tested': { suites: ['acceptance', 'load'], buildPassed: false },
  'people-are-current': { systems: ['SERVICENOW'] },
  'service-levels-hold': { minimumPercent: 60 },
};

/**
 * All that a gate says of the example and of each way in which it is spoiled, as text: one paragraph a verdict, with the names of what
 * led to it. Beside the gate it is approved by whoever reads its difference: no word, identity or link of a verdict changes unseen.
 */
export function saidBy(gate: Gate): string {
  const parameters = otherwise[gate.name];
  const usual = green.policy.gates.filter((one) => one.gate === gate.name);
  const policies: readonly (readonly [string, PolicyGate])[] = [...usual.map((one) => ['', one] as const), ...(parameters === undefined ? [] : [[', where the policy says otherwise', policyGate(gate.name, { parameters })] as const])];
  const paragraphs = new Map<string, Set<string>>();
  const add = (name: string, where: string, text: string): void => {
    const names = paragraphs.get(text) ?? new Set();
    const isTold = [unspoiled, `${unspoiled}${where}`, name].some((one) => names.has(one));
    paragraphs.set(text, isTold ? names : names.add(`${name}${where}`));
  };
  const heads = policies.map(([where, policyGateOf]) => {
    const { expected } = gate.judge(green, policyGateOf);
    for (const [name, spoil] of spoils) add(name.replace(/^fact \d+/, 'a fact'), where, told(gate.judge(spoil(green), policyGateOf), expected));
    return `expects${where}: ${expected ?? 'nothing'}`;
  });
  add('nothing is there, and that may be', '', told(gate.judge({ ...green, changes: [], workItems: [], artifacts: [], items: [], plan: null, target: null }, policyGate(gate.name, { mayBeEmpty: true })), ''));
  const asked = [`reads: ${gate.reads === undefined ? 'anything' : gate.reads.join(', ') || 'nothing'}`, `asks: ${gate.asks.join(', ')}`, ...Object.entries(gate.asksIf).map(([parameter, name]) => `asks with ${parameter}: ${name}`)];
  return `${[gate.name, ...asked, ...heads].join('\n')}\n\n${[...paragraphs].map(([text, names]) => `${text}\n  when: ${[...names].join('; ')}`).join('\n\n')}\n`;
}

function told({ outcome, because, expected, actual, evidence, remedy, remedyUrl, responsible, restsOn, passesFromAt }: Judged, usual: string | null): string {
  const lines: readonly (readonly [string, string | null])[] = [
    ['expected', expected === usual ? null : expected], ['actual', actual], ...evidence.map((one) => ['evidence', shown(one)] as const), ['remedy', remedy], ['at', remedyUrl],
    ['responsible', responsible.map(({ id }) => id).join(', ')], ...restsOn.map((one) => ['rests on', one] as const), ['passes from', passesFromAt],
  ];
  return [`${outcome}: ${because}`, ...lines.flatMap(([name, value]) => (value === null || value === '' ? [] : [`  ${name}: ${value}`]))].join('\n');
}

function shown({ source, recordId, field, label, value, url }: Evidence): string {
  return [recordId ?? source.reference, field, label, value, url].map((one) => one ?? '–').join(' | ');
}
