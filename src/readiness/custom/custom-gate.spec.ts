import { absent, known, unknown } from '../fact.ts';
import type { Facts } from '../facts.ts';
import { artifactFactsOf, askedFacts, changeFactsOf, gap, greenFacts, greenItem, greenService, incidentOf, now, policyGate, timeout, troubled, workFactsOf } from '../green.fixture.ts';
import { gateOf, judged } from './custom.fixture.ts';

/** Two services are reached, and of one of them nobody knows what is open. */
const ledgerService = { ...greenService, id: 'servicenow:service:s2', label: 'Ledger' };
const twoServices = {
  reach: known([{ item: greenItem.id, services: known([greenService, ledgerService], now) }], now),
  openIncidents: known([{ service: greenService.id, open: known([], now) }, { service: ledgerService.id, open: unknown(timeout) }], now),
};
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

  it('asks nothing of what cannot be read, and says of each other what it came to', () => {
    const workItems = [{ ...workFactsOf(), record: unknown(timeout) }, workFactsOf({ id: 'jira:work-item:13', label: 'PAY-13' }), workFactsOf({ id: 'jira:work-item:14', label: 'PAY-14', fixVersions: ['2.5.0'] }), workFactsOf({ id: 'jira:work-item:15', label: 'PAY-15', fixVersions: null })];
    expect(judged(planned, { workItems })).toMatchObject({ outcome: 'FAIL', actual: 'PAY-14: not so', evidence: [{ recordId: 'jira:work-item:14', field: 'fixVersions', value: '2.5.0' }], restsOn: ['jira:work-item:13 meets it', 'jira:work-item:14 does not meet it', 'jira:work-item:15 is untold', 'jira:work-item:PAY-12 unread'] });
    expect(judged(planned, { workItems: workItems.slice(0, 1) })).toMatchObject({ outcome: 'UNKNOWN', because: 'PAY-12 could not be read from jira: no answer within 20 s.', actual: 'PAY-12 unread', restsOn: ['jira:work-item:PAY-12 unread'] });
    expect(judged(planned, { workItems: workItems.slice(3) }, {}, { sentence: 'What v2.4 is planned for is in it.' })).toMatchObject({
      outcome: 'UNKNOWN', because: 'Nobody can tell of PAY-15 whether this holds: What v2.4 is planned for is in it. PAY-15 does not tell its fixVersions.', actual: 'PAY-15: unknown', remedyUrl: 'https://jira.example/PAY-12', remedy: "Fill in what is missing, or let Muster's account read it; then judge again.",
    });
  });

  it('asks of all together what does not ask of each', () => {
    const workItems = [workFactsOf(), workFactsOf({ id: 'jira:work-item:13', label: 'PAY-13', progress: 'TO_DO' })];
    expect(judged('workItems.exists(w, w.progress == "DONE")', { workItems })).toMatchObject({ outcome: 'PASS', restsOn: ['expression meets it', 'jira:work-item:10012', 'jira:work-item:13'] });
    expect(judged('!workItems.exists(w, w.progress == "DONE")', { workItems })).toMatchObject({ outcome: 'FAIL', actual: 'payments-2.4.0: not so', remedyUrl: null, restsOn: ['expression does not meet it', 'jira:work-item:10012', 'jira:work-item:13'] });
  });

  it('rests on what it read, by identity', () => {
    expect(judged('plan.version == 3 && size(stakeholders) == 2 && environment.isProduction').restsOn).toEqual(['CHANGE_AUTHORITY person:omar@northbank.example', 'SERVICE_OWNER person:grace@northbank.example', 'expression meets it', 'plan:1 version 3', 'production']);
    expect(judged('size(deployments) == 1').restsOn).toEqual(['deployment:1', 'expression meets it']);
  });

  it('shows no more than twenty readings', () => {
    const changes = [changeFactsOf({}, { items: known(Array.from({ length: 25 }, () => greenItem), now) })];
    expect(judged('changes.all(c, c.items.all(i, i.name != ""))', { changes }).evidence).toHaveLength(20);
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

  it.each<[string, Partial<Facts>, Parameters<typeof gap>[0] | null, string]>([
    ['size(changes) > 0', { changes: [] }, 'CHANGE', 'no change'], ['size(workItems) > 0', { workItems: [] }, 'WORK_ITEM', 'no work item'], ['size(artifacts) > 0', { artifacts: [] }, 'ARTIFACT', 'no artifact'], ['size(items) > 0', { items: [] }, 'CONFIGURATION_ITEM', 'no configuration item'],
    ['target.name != ""', { target: null }, 'CONFIGURATION_ITEM', 'no item that holds the running version'], ['size(stakeholders) > 0', { stakeholders: [] }, null, 'no stakeholder'], ['size(deployments) > 0', { asked: askedFacts({ deployments: known([], now) }) }, null, 'no deployment'],
    ['size(openIncidents) > 0', {}, 'CONFIGURATION_ITEM', ''], ['size(openProblems) > 0', {}, 'CONFIGURATION_ITEM', ''],
  ])('%s: where there is none, or may be more', (expression, nothing, relation, none) => {
    expect(judged(expression)).toMatchObject({ outcome: 'PASS', actual: '1 of 1' });
    if (none !== '') expect(judged(expression, nothing)).toMatchObject({ outcome: 'FAIL', because: `payments-2.4.0 has ${none} in production.`, actual: 'none', restsOn: [], remedy: 'Make it so.' });
    const others = (['CHANGE', 'WORK_ITEM', 'ARTIFACT', 'CONFIGURATION_ITEM'] as const).filter((one) => one !== relation);
    expect(judged(expression, { gaps: others.map(gap) }).outcome).toBe('PASS');
    if (relation !== null) expect(judged(expression, { gaps: [gap(relation)] }).outcome).toBe('UNKNOWN');
  });

  it('names what there is none of, and no more than that', () => {
    expect(judged('size(workItems) + size(changes) > 0', { workItems: [], changes: [] })).toMatchObject({ because: 'payments-2.4.0 has no work item and no change in production.', actual: 'none', restsOn: [] });
    expect(judged('size(workItems) + size(changes) > 0', { workItems: [] })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 has no work item in production.', actual: 'no work item', restsOn: ['no work item'], remedy: 'Make it so.' });
    expect(judged('release.name == "Payments" && size(workItems) > 0', { workItems: [] }).because).toBe('payments-2.4.0 has no work item in production.');
    expect(judged('release.name == "workItems"', { workItems: [], gaps: [gap('WORK_ITEM')] })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 does not meet the rule "It is as we want it.".' });
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

  it.each<[string, string, Partial<Facts>, string]>([
    ['deployments that the database did not tell', 'size(deployments) > 0', { asked: askedFacts({ deployments: unknown(timeout) }) }, 'Nobody can tell where the release was deployed: no answer within 20 s.'],
    ['incidents of a release without items', '!openIncidents.exists(i, i.isMajor)', { items: [] }, 'Nobody can tell which services the release reaches: who keeps it says that it is not there.'],
    ['incidents of one of two services', '!openIncidents.exists(i, i.isMajor)', { asked: askedFacts({ ...troubled([]), ...twoServices }) }, 'Nobody can tell which open incidents there are about Ledger: no answer within 20 s.'],
    ['problems that were not gathered', '!openProblems.exists(p, p.number == "x")', { asked: askedFacts({ openProblems: unknown(timeout) }) }, 'Nobody can tell which open problems there are: no answer within 20 s.'],
    ['approvals of which somebody says why', 'changes.all(c, c.approvals.all(a, a.state == "APPROVED"))', { changes: [changeFactsOf({}, { approvals: unknown({ ...timeout, message: 'v1.2 did not answer.' }) })] }, 'It is as we want it. approvals of CHG0030003 could not be read: v1.2 did not answer.'],
    ['a target that is not, though there may be none', 'size(workItems) > 0 && target.name == "x"', { target: null }, 'There is no item that holds the running version.'],
    ['a number that nothing can be divided by', '1 / (size(changes) - 1) == 0', {}, 'It is as we want it. The expression could not be reckoned: division by zero.'],
  ])('nobody can tell of %s, and why', (_what, expression, facts, why) => {
    const verdict = judged(expression, facts, { mayBeEmpty: true });
    expect([verdict.outcome, verdict.because]).toEqual(['UNKNOWN', expect.stringContaining(why)]);
  });

  it('holds nothing against a list that is there, while another is not told', () => {
    expect(judged('size(deployments) > 0 && size(workItems) > 0', { asked: askedFacts({ deployments: unknown(timeout) }) }).outcome).toBe('UNKNOWN');
  });

  it('leaves out what is over, and keeps each incident once', () => {
    const over = askedFacts(troubled([incidentOf({ priority: 1, isOpen: false }), incidentOf({ id: 'servicenow:incident:n2', isOpen: null })]));
    expect(judged('openIncidents.all(i, i.priority > 1)', { asked: over })).toMatchObject({ outcome: 'PASS', restsOn: ['servicenow:incident:n2 meets it'] });
    expect(judged('openIncidents.all(i, i.priority > 4)')).toMatchObject({ outcome: 'FAIL', because: 'INC0040001 does not meet the rule "It is as we want it.".', remedyUrl: 'https://servicenow.example/INC0040001' });
    expect(judged('openProblems.all(p, !p.isKnownError)')).toMatchObject({ outcome: 'FAIL', because: 'PRB0050001 does not meet the rule "It is as we want it.".', remedyUrl: 'https://servicenow.example/PRB0050001' });
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
    expect([gate.parameters.safeParse({ services: ['x'], leest: 1 }).success, gate.parameters.safeParse({}).success, gate.parameters.safeParse({ services: ['x'] }).success]).toEqual([false, false, true]);
  });

  it('takes parameters of every type, each with a default', () => {
    const parameters = { name: { type: 'string', default: 'Payments' }, most: { type: 'int', default: 1 }, strict: { type: 'bool', default: true }, services: { type: 'list<string>', default: ['payments', 'ledger'] } } as const;
    const of = (given: Record<string, unknown>) => judged('release.name == parameters.name && size(changes) <= parameters.most && parameters.strict && release.service in parameters.services', {}, { parameters: given }, { parameters }).outcome;
    expect([of({}), of({ name: 'Ledger' }), of({ most: 0 }), of({ strict: false }), of({ services: ['ledger'] })]).toEqual(['PASS', 'FAIL', 'FAIL', 'FAIL', 'FAIL']);
    expect([of({ name: 1 }), of({ most: 1.5 }), of({ strict: 'no' }), of({ services: [] })]).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  });

  it('trusts nothing older than the policy says', () => {
    expect(judged(planned, { workItems: [{ ...workFactsOf(), record: { ...workFactsOf().record, fetchedAt: '2026-11-23T11:00:00.000Z' } as never }] }, { maxFactAgeMs: 60_000 }).outcome).toBe('UNKNOWN');
  });

  it('knows the moment of judging', () => {
    expect(judged('judgedAt < timestamp("2026-11-24T00:00:00Z") && judgedAt.getDayOfWeek() == 1').outcome).toBe('PASS');
  });

  it('asks for what it reads', () => {
    expect(gateOf('deployments.exists(d, d.environment == "staging" && d.state == "SUCCEEDED")').asks).toEqual(['deployments']);
    expect(gateOf('release.name != "" && size(changes) > 0 && size(stakeholders) > 0').asks).toEqual([]);
    expect([gateOf('size(workItems) > 0').needs, gateOf('judgedAt.getHours() > 3').needs]).toEqual([['The work items of the release'], ['the moment of judging']]);
    expect(gateOf('size(openIncidents) == 0 && size(openProblems) < 3').asks).toEqual(['reach', 'openIncidents', 'openProblems']);
    expect(judged('deployments.exists(d, d.environment == "staging" && d.state == "SUCCEEDED")').outcome).toBe('PASS');
  });
});
