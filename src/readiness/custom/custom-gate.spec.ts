import { absent, known, unknown } from '../fact.ts';
import { artifactFactsOf, askedFacts, changeFactsOf, gap, greenFacts, incidentOf, now, policyGate, timeout, troubled, workFactsOf } from '../green.fixture.ts';
import { gateOf, judged } from './custom.fixture.ts';

const planned = 'workItems.all(w, release.version in w.fixVersions)';

describe('a custom gate over records', () => {
  it('passes when every record meets it, with what it read as evidence', () => {
    expect(judged(planned)).toMatchObject({ gate: 'our-own', outcome: 'PASS', because: 'It is as we want it.', restsOn: ['jira:work-item:10012 meets it'] });
    expect(judged(planned).evidence).toMatchObject([{ recordId: 'jira:work-item:10012', field: 'fixVersions', value: '2.4.0' }]);
  });

  it('fails naming each record that does not, and what to do', () => {
    const workItems = [workFactsOf(), workFactsOf({ id: 'jira:work-item:13', label: 'PAY-13', fixVersions: ['2.5.0'] })];
    expect(judged(planned, { workItems }, {}, { because: '{label} is planned for another version.' })).toMatchObject({
      outcome: 'FAIL', because: 'PAY-13 is planned for another version.', remedy: 'Make it so.', remedyUrl: 'https://jira.example/PAY-12', restsOn: ['jira:work-item:10012 meets it', 'jira:work-item:13 does not meet it'],
    });
    expect(judged(planned, { workItems }).because).toBe('PAY-13 does not meet the rule "It is as we want it.".');
  });

  it.each([
    ['hidden', workFactsOf({ fixVersions: null })], ['empty, which looks the same', workFactsOf({ fixVersions: [] })],
    ['unread', { ...workFactsOf(), record: unknown(timeout) }],
  ])('is unknown where what it reads is %s', (_what, workItem) => {
    expect(judged(planned, { workItems: [workItem, workFactsOf()] }).outcome).toBe('UNKNOWN');
  });

  it('fails for a record that is not there or does not count, whatever it says', () => {
    expect(judged('workItems.all(w, true)', { workItems: [{ ...workFactsOf(), record: absent(now) }] }).outcome).toBe('FAIL');
    expect(judged('size(changes) > 0', { changes: [changeFactsOf({}, { discountedBecause: 'it is a clone' })] }).outcome).toBe('FAIL');
  });

  it('does not hide a failure behind what is unknown', () => {
    expect(judged(planned, { workItems: [workFactsOf({ fixVersions: null }), workFactsOf({ fixVersions: ['2.5.0'] })] }).outcome).toBe('FAIL');
  });
});

describe('a custom gate never passes on nothing', () => {
  it.each(['workItems.all(w, w.progress == "DONE")', '!workItems.exists(w, w.progress != "DONE")', 'size(workItems) >= 0', 'size(workItems.filter(w, w.kind == "Bug")) == 0'])('%s', (expression) => {
    expect(judged(expression, { workItems: [] })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 has no work item in production.' });
    expect(judged(expression, { workItems: [] }, { mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(judged(expression, { workItems: [], gaps: [gap('WORK_ITEM')] }, { mayBeEmpty: true }).outcome).toBe('UNKNOWN');
    expect(judged(expression, { gaps: [gap('WORK_ITEM')] }).outcome).toBe('UNKNOWN');
  });

  it('is not saved by another list that is full', () => {
    const both = 'changes.all(c, c.state == "SCHEDULED") && workItems.all(w, w.progress == "DONE")';
    expect(judged(both).outcome).toBe('PASS');
    expect(judged(both, { workItems: [] }).outcome).toBe('FAIL');
    expect(judged(both, { workItems: [], changes: [changeFactsOf({ state: 'NEW' })] }, { mayBeEmpty: true }).outcome).toBe('FAIL');
    expect(judged(both, { workItems: [] }, { mayBeEmpty: true }).outcome).toBe('PASS');
  });

  it.each(['plan.version > 0', '!(plan.version > 99)'])('has no plan to look at: %s', (expression) => {
    expect(judged(expression).outcome).toBe('PASS');
    expect(judged(expression, { plan: null })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 has no deployment plan in production.' });
  });

  it('holds within a record too', () => {
    expect(judged('changes.all(c, c.approvals.all(a, a.state == "APPROVED"))').outcome).toBe('PASS');
    expect(judged('changes.all(c, c.approvals.all(a, a.state == "APPROVED"))', { changes: [changeFactsOf({}, { approvals: known([], now) })] }).outcome).toBe('UNKNOWN');
  });
});

describe('three values', () => {
  const changes = [changeFactsOf({ description: null })];
  it.each([
    ['changes[0].description.contains("x")', 'UNKNOWN'],
    ['!changes[0].description.contains("x")', 'UNKNOWN'],
    ['changes[0].description.contains("x") || changes[0].state == "SCHEDULED"', 'PASS'],
    ['changes[0].state == "SCHEDULED" || changes[0].description.contains("x")', 'PASS'],
    ['changes[0].description.contains("x") && changes[0].state == "NEW"', 'FAIL'],
    ['changes[0].state == "NEW" && changes[0].description.contains("x")', 'FAIL'],
    ['changes[0].description.contains("x") && changes[0].state == "SCHEDULED"', 'UNKNOWN'],
    ['changes[0].description.contains("x") ? true : true', 'UNKNOWN'],
    ['changes.exists(c, c.description == "x")', 'UNKNOWN'],
    ['!changes.exists(c, c.description == "x")', 'UNKNOWN'],
    ['changes.exists_one(c, c.description == "x")', 'UNKNOWN'],
    ['size(changes.filter(c, c.description == "x")) == 0', 'UNKNOWN'],
    ['size(changes.map(c, c.description)) == 1', 'UNKNOWN'],
    ['changes[7].state == "SCHEDULED"', 'UNKNOWN'],
    ['1 / (size(changes) - 1) == 0 || changes[0].state == "NEW"', 'UNKNOWN'],
  ])('%s is %s', (expression, outcome) => {
    expect(judged(expression, { changes }).outcome).toBe(outcome);
  });

  it.each([
    ['a word that nobody knows', 'changes.all(c, c.state != "CANCELED")', { changes: [changeFactsOf({ state: 'UNKNOWN' })] }],
    ['what was not scanned', 'artifacts.all(a, a.scan.critical == 0)', { artifacts: [artifactFactsOf({}, { scan: known({ state: 'PENDING', critical: 0, high: 0, medium: 0, low: 0, scannedAt: now }, now) })] }],
    ['a requester whom nobody tells', 'changes.all(c, c.requester.email != "x")', { changes: [changeFactsOf({}, { requester: null })] }],
    ['a text too long to look into', 'changes.all(c, !c.title.contains("x"))', { changes: [changeFactsOf({ title: 'y'.repeat(30_000) })] }],
    ['a moment that is none', 'changes.all(c, c.plannedStartAt < judgedAt)', { changes: [changeFactsOf({ plannedStartAt: 'soon' })] }],
    ['incidents that nobody asked for', '!openIncidents.exists(i, i.isMajor)', { asked: askedFacts({ openIncidents: unknown(timeout) }) }],
    ['incidents of nothing that is reached', '!openIncidents.exists(i, i.isMajor)', { asked: askedFacts({ reach: known([], now) }) }],
  ])('%s is unknown', (_what, expression, facts) => {
    expect(judged(expression).outcome).toBe('PASS');
    expect(judged(expression, facts).outcome).toBe('UNKNOWN');
  });

  it('takes no incident for an answer where the services answered', () => {
    expect(judged('openIncidents.all(i, i.priority > 1)', { asked: askedFacts(troubled([])) }).outcome).toBe('PASS');
    expect(judged('openIncidents.all(i, i.priority > 1)', { asked: askedFacts(troubled([incidentOf({ priority: 1, label: 'INC1' })])) })).toMatchObject({ outcome: 'FAIL' });
  });

  it('says of what Muster keeps itself whether there is any', () => {
    expect(judged('has(release.train)').outcome).toBe('FAIL');
    expect(judged('!has(release.train)').outcome).toBe('PASS');
    expect(judged('release.train == "autumn"').outcome).toBe('UNKNOWN');
    expect(judged('has(release.train) && release.train == "autumn"', { release: { ...greenFacts().release, train: 'autumn' } }).outcome).toBe('PASS');
  });
});

describe('a custom gate', () => {
  it('takes parameters from the policy, typed', () => {
    const gate = gateOf('size(changes[0].approvals) >= parameters.least && release.service in parameters.services', { parameters: { least: { type: 'int', default: 2 }, services: { type: 'list<string>' } } });
    const of = (parameters: Record<string, unknown>) => gate.judge(greenFacts(), policyGate('our-own', { parameters })).outcome;
    expect([of({ services: ['payments'] }), of({ services: ['payments'], least: 3 }), of({ services: ['ledger'] }), of({}), of({ services: 'payments' })]).toEqual(['PASS', 'FAIL', 'FAIL', 'UNKNOWN', 'UNKNOWN']);
    expect(gate.parameters.safeParse({ services: ['x'], leest: 1 }).success).toBe(false);
  });

  it('trusts nothing older than the policy says', () => {
    expect(judged(planned, { workItems: [{ ...workFactsOf(), record: { ...workFactsOf().record, fetchedAt: '2026-11-23T11:00:00.000Z' } as never }] }, { maxFactAgeMs: 60_000 }).outcome).toBe('UNKNOWN');
  });

  it('knows the moment of judging', () => {
    expect(judged('judgedAt < timestamp("2026-11-24T00:00:00Z") && judgedAt.getDayOfWeek() == 1').outcome).toBe('PASS');
  });

  it('asks for what it reads', () => {
    expect(gateOf('deployments.exists(d, d.environment == "staging" && d.state == "SUCCEEDED")').asks).toEqual(['deployments']);
    expect(gateOf('size(openIncidents) == 0 && size(openProblems) < 3').asks).toEqual(['reach', 'openIncidents', 'openProblems']);
    expect(judged('deployments.exists(d, d.environment == "staging" && d.state == "SUCCEEDED")').outcome).toBe('PASS');
  });
});
