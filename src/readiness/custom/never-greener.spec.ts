import fc from 'fast-check';
import { absent, known, unknown, type Fact } from '../fact.ts';
import { changeFacts, type ApprovalFacts, type Facts } from '../facts.ts';
import { approvedBy, artifactFactsOf, askedFacts, changeFactsOf, deploymentOf, gap, greenFacts, incidentOf, itemFactsOf, kenji, now, omar, policyGate, timeout, troubled, workFactsOf } from '../green.fixture.ts';
import { gateOf } from './custom.fixture.ts';

const expressions = [
  'workItems.all(w, release.version in w.fixVersions)',
  '!workItems.exists(w, w.progress != "DONE")',
  'size(workItems.filter(w, w.kind == "Bug" && w.progress != "DONE")) == 0',
  'workItems.exists_one(w, w.title == "Show the booking date")',
  'changes.all(c, c.type != "EMERGENCY" || c.approvals.exists(a, a.state == "APPROVED" && a.approver.email != c.requester.email))',
  'changes.all(c, !c.isOnHold && c.plannedStartAt <= judgedAt && judgedAt < c.plannedEndAt)',
  '!changes.exists(c, c.risk == "HIGH") || plan.backoutPlan.size() > 20',
  'changes.exists(c, c.state == "SCHEDULED") && artifacts.all(a, a.scan.critical == 0 && a.sha256 == a.pinnedSha256)',
  'target.environment == environment.name ? items.all(i, i.operationalState == "OPERATIONAL") : false',
  'size(changes[0].approvals) >= 2 && !openIncidents.exists(i, i.isMajor)',
  'openIncidents.all(i, i.priority > 1) && size(openProblems) <= 1',
  'deployments.exists(d, d.environment == "staging" && d.state == "SUCCEEDED") || release.service == "ledger"',
  '!(changes[0].description.contains("2.3.0")) && stakeholders.exists(s, s.role == "CHANGE_AUTHORITY")',
].map((expression) => [expression, gateOf(expression)] as const);

const from = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const list = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });

/** Releases that are right or wrong in one way or many, all of it known. */
const releases: fc.Arbitrary<Facts> = fc.record({
  changes: list(fc.record({
    state: from('SCHEDULED', 'NEW'), type: from('NORMAL', 'EMERGENCY'), isOnHold: fc.boolean(), risk: from('LOW', 'HIGH'), description: from('2.4.0', '2.3.0'), plannedEndAt: from('2026-11-30T12:00:00.000Z', '2026-11-23T11:30:00.000Z'),
    approvals: list(fc.record({ who: from(omar, kenji), state: from('APPROVED', 'REJECTED') })),
  })),
  workItems: list(fc.record({ progress: from('DONE', 'TO_DO'), itemKind: from('Bug', 'Story'), fixVersions: list(from('2.4.0', '2.5.0')), title: from('Show the booking date', 'Other') })),
  artifacts: list(fc.record({ sha256: from('a'.repeat(64), 'b'.repeat(64)), critical: from(0, 1) })),
  operation: from('OPERATIONAL', 'REPAIR'), place: from('production', 'staging'), incident: fc.record({ isMajor: fc.boolean(), priority: from(1, 4) }), deployed: from('SUCCEEDED', 'FAILED'), backoutPlan: from('no', 'Redeploy payments-2.3.4 from the library.'),
} as const).map(({ changes, workItems, artifacts, operation, place, incident, deployed, backoutPlan }) => {
  const green = greenFacts();
  return {
    ...green,
    changes: changes.map(({ approvals, ...change }, index) => changeFactsOf({ ...change, id: `servicenow:change:${index}` } as never, { approvals: known(approvals.map(({ who, state }) => approvedBy(who, { state } as never)), now) })),
    workItems: workItems.map((item) => workFactsOf(item as never)),
    artifacts: artifacts.map(({ sha256, critical }) => artifactFactsOf({ sha256 }, { scan: known({ state: 'SCANNED', critical, high: 0, medium: 0, low: 0, scannedAt: now }, now) })),
    items: [itemFactsOf({ operationalState: operation as never })],
    target: green.target === null ? null : { ...green.target, ...itemFactsOf({ environment: place }) },
    plan: green.plan === null ? null : { ...green.plan, plan: { ...green.plan.plan, backoutPlan } },
    asked: askedFacts({ ...troubled([incidentOf(incident)]), deployments: known([deploymentOf({ state: deployed as never })], now) }),
  };
});

type Loss = (facts: Facts) => Facts;
const nth = (wanted: number, turn: <T>(fact: Fact<T>) => Fact<T>): Loss => (facts) => {
  let index = 0;
  return changeFacts(facts, (fact) => (index++ % 40 === wanted ? turn(fact) : fact));
};
/** Hides one field of every record of a kind, as a tool does that forgot a permission, or garbles its words. */
const hide = (list: 'changes' | 'workItems' | 'artifacts' | 'items', field: string, value: unknown): Loss => (facts) => ({
  ...facts, [list]: facts[list].map((one) => (one.record.state === 'known' ? { ...one, record: { ...one.record, value: { ...one.record.value, [field]: value } } } : one)),
});
type Turn = (all: readonly ApprovalFacts[]) => readonly ApprovalFacts[];
/** Spoils what is known, which stays as old as it is. */
const within = <T>(fact: Fact<T>, turn: (value: T) => T): Fact<T> => (fact.state === 'known' ? { ...fact, value: turn(fact.value) } : fact);
const losses: fc.Arbitrary<Loss> = fc.oneof(
  fc.record({ index: fc.nat(39), how: from('unread', 'absent', 'stale') }).map(({ index, how }): Loss => nth(index, (fact) =>
    (how === 'unread' ? unknown(timeout) : how === 'absent' ? absent(now) : fact.state === 'unknown' ? fact : { ...fact, fetchedAt: '2026-11-23T11:00:00.000Z' }))),
  from('changes', 'workItems', 'artifacts', 'items', 'stakeholders').map((name): Loss => (facts) => ({ ...facts, [name]: [] })),
  // A target is declared by configuration: no tool can make that there is none.
  fc.constant<Loss>((facts) => ({ ...facts, plan: null })),
  from('CHANGE' as const, 'WORK_ITEM' as const, 'ARTIFACT' as const, 'CONFIGURATION_ITEM' as const).map((relation): Loss => (facts) => ({ ...facts, gaps: [...facts.gaps, gap(relation)] })),
  from(['state', 'UNKNOWN'], ['type', 'OTHER'], ['isOnHold', null], ['risk', null], ['description', null], ['plannedEndAt', null], ['plannedStartAt', null]).map(([field, value]): Loss => hide('changes', field as string, value)),
  from(['progress', 'UNKNOWN'], ['itemKind', null], ['fixVersions', null], ['fixVersions', []], ['title', null]).map(([field, value]): Loss => hide('workItems', field as string, value)),
  from(['sha256', null]).map(([field, value]): Loss => hide('artifacts', field as string, value)),
  from(['operationalState', 'UNKNOWN'], ['environment', null]).map(([field, value]): Loss => hide('items', field as string, value)),
  from<Turn>(() => [], (all) => all.map((one) => ({ ...one, approver: null })), (all) => all.map((one) => ({ ...one, state: 'UNKNOWN' }))).map((turn): Loss => (facts) => ({ ...facts, changes: facts.changes.map((one) => ({ ...one, approvals: within(one.approvals, turn) })) })),
  from({ isMajor: null }, { priority: null }).map((hidden): Loss => (facts) => ({
    ...facts, asked: { ...facts.asked, openIncidents: within(facts.asked.openIncidents, (services) => services.map((one) => ({ ...one, open: within(one.open, (open) => open.map((incident) => ({ ...incident, ...hidden }))) }))) },
  })),
);

const gate = policyGate('our-own', { maxFactAgeMs: 60_000 });

describe('a custom gate', () => {
  it.each(expressions)('passes some release and fails another: %s', (_expression, own) => {
    const seen = new Set<string>();
    fc.assert(fc.property(releases, (facts) => { seen.add(own.judge(facts, gate).outcome); }), { numRuns: 300, seed: 1 });
    expect([...seen].sort()).toEqual(['FAIL', 'PASS']);
  });

  it('never turns to PASS by losing what it knew', () => {
    let lost = 0;
    fc.assert(fc.property(releases, fc.array(losses, { maxLength: 2 }), fc.array(losses, { minLength: 1, maxLength: 3 }), (truth, before, after) => {
      const first = before.reduce((facts, loss) => loss(facts), truth);
      const then = after.reduce((facts, loss) => loss(facts), first);
      for (const [expression, own] of expressions) {
        const [was, is] = [own.judge(first, gate).outcome, own.judge(then, gate).outcome];
        if (was !== 'PASS' && is === 'PASS') throw new Error(`${expression} turned from ${was} to PASS`);
        if (was !== is) lost += 1;
      }
    }), { numRuns: 1_500, seed: 20_261_129 });
    expect(lost).toBeGreaterThan(500);
  });

  it('says the same whatever the order of the records', () => {
    fc.assert(fc.property(releases, fc.array(losses, { maxLength: 2 }), (truth, spoil) => {
      const facts = spoil.reduce((before, loss) => loss(before), truth);
      const turned = { ...facts, workItems: [...facts.workItems].reverse(), artifacts: [...facts.artifacts].reverse(), items: [...facts.items].reverse() };
      for (const [expression, own] of expressions) if (own.judge(facts, gate).outcome !== own.judge(turned, gate).outcome) throw new Error(`${expression} hears the order of records`);
    }), { numRuns: 500, seed: 20_261_129 });
  });
});
