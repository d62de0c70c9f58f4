import { gateSet } from '../gate-set.ts';
import { known, unknown } from '../fact.ts';
import type { Facts } from '../facts.ts';
import { approvedBy, artifactFactsOf, changeFactsOf, greenFacts, greenPlan, now, omar, policyGate, timeout, workFactsOf } from '../green.fixture.ts';
import { defineCustomGate } from './custom-gate.ts';
import { definitionOf, gateOf } from './custom.fixture.ts';
import { compile, language } from './compile.ts';
import { costOf } from './cost.ts';
import { describeLanguage } from './describe.ts';
import { limits } from './limits.ts';
import { parameterWord } from './parameters.ts';

const many = <T>(...one: readonly T[]): readonly T[] => Array.from({ length: 1_500 / one.length }, () => one).flat();
const mistakesOf = (expression: string) => defineCustomGate(definitionOf(expression)).mistakes;

describe('what is refused when it is read', () => {
  it.each([
    ['workItems.all(w, w.nope == "x")', 19, 'nope'],
    ['workItemz.all(w, true)', 0, 'there are judgedAt, parameters, release'],
    ['workItems.all(w, w.title == 3)', 17, 'string == int'],
    ['workItems.all(w w.title)', 16, 'Expected RPAREN'],
    ['size(workItems)', 0, 'says int, and a gate says true or false'],
    ['parameters.most > 3', 11, 'most'],
    ['changes.all(c, c in changes)', 15, 'cannot be compared'],
    ['changes.all(c, c.items[0] == changes[0].items[0])', 15, ''],
    ['has(release.trian)', 4, 'train'],
    ['changes.all(c, has(c.title))', 19, 'what a tool does not tell is unknown anyway'],
    ['dyn(release).nope == 3', 0, 'no function dyn()'],
    ['release.name.matches("(a+)+$")', 13, 'no .matches()'],
    ['cel.bind(a, release.name, a == "x")', 4, 'no .bind()'],
    ['judgedAt.getHours("Europe/Berlin") > 3', 9, 'UTC only'],
    ['[release.name].map(a, a + a).exists(b, b == "x")', 0, 'nothing that an expression made'],
    ['workItems.map(w, w.title).all(t, t != "x")', 0, 'nothing that an expression made'],
    ['release.name.split("").all(l, l != "x")', 0, ''],
    ['{"a": release.name}.a == "x"', 0, 'maps cannot be written'],
    ['release["na" + "me"] == "x"', 0, 'its type is not known'],
    ['workItems.all(changes, true)', 0, 'the name of something else'],
    ['changes.all(c, workItems.all(w, artifacts.all(a, a.name == w.title)))', 0, '2 deep'],
    ['release.name == null', 0, 'string == null'],
    ['', 0, ''],
  ])('%s', (expression, at, words) => {
    const mistakes = mistakesOf(expression);
    expect(mistakes).not.toEqual([]);
    expect(mistakes.map(({ message }) => message).join('\n')).toContain(words);
    if (at > 0) expect(mistakes.some((mistake) => mistake.at >= at - 1 && mistake.at <= at + 1)).toBe(true);
  });

  const others = 'compare a field that tells them apart';
  const made = 'may walk a list of facts, or a filter of one, and nothing that an expression made';
  const optional = 'has() asks for a field that Muster itself may leave empty: description, train, revision, sealedAt, packageDigest; what a tool does not tell is unknown anyway';
  const never = 'has() asks for a field that Muster itself may leave empty, e.g. has(release.train); what a tool does not tell is unknown anyway';
  const variables = 'there are judgedAt, parameters, release, environment, plan, changes, workItems, artifacts, items, target, stakeholders, deployments, openIncidents, openProblems';
  const methods = 'there are size, contains, startsWith, endsWith, lowerAscii, upperAscii, trim, getFullYear, getMonth, getDayOfMonth, getDate, getDayOfWeek, getHours, getMinutes, getSeconds';
  it.each<[string, number, string]>([
    ['changes == changes', 0, `things of type list<Change> cannot be compared: ${others}`], ['changes != changes', 0, `things of type list<Change> cannot be compared: ${others}`], ['changes.all(c, c in changes)', 15, `things of type Change cannot be compared: ${others}`],
    ['artifacts[0].properties["qa"] in [changes]', 0, 'no such overload: list<string> in list<list<Change>>'], ['changes[0].approvals == changes[0].approvals', 0, `things of type list<Approval> cannot be compared: ${others}`],
    ['release.?train == optional.none()', 8, 'Expected IDENTIFIER, got QUESTION'], ['changes[?0].title == "x"', 8, 'Unexpected token: QUESTION'], ['release["na" + "me"] == "x"', 0, 'its type is not known before it runs'],
    ['has(release.trian)', 4, optional], ['has(release.name)', 4, optional], ['has(plan.backoutPlan.x)', 4, never], ['changes.all(c, has(c.title))', 19, never], ['has(release)', 4, 'has() invalid argument'],
    ['[release.name].all(l, l != "x")', 0, `all() ${made}`], ['[release.name, "a"].exists(l, l != "x")', 0, `exists() ${made}`], ['["a", release.name].all(l, l != "x")', 0, `all() ${made}`], ['[changes][0].all(c, true)', 0, `all() ${made}`],
    ['(changes.map(c, c.items)[0]).all(i, i.name == "x")', 1, `all() ${made}`], ['(true ? changes : changes).all(c, true)', 1, `all() ${made}`], ['changes.map(c, c.title).all(t, t != "x")', 0, `all() ${made}`],
    ...['release', 'judgedAt', 'parameters'].map((name): [string, number, string] => [`changes.all(${name}, true)`, 0, `all() may not call an element ${name}, which is the name of something else`]),
    ['type(release) == string', 0, 'there is no function type() here; there are size, has, timestamp, duration, int, double, string'], ['release.name.matches("a")', 13, `there is no .matches() here; ${methods}`],
    ['judgedAt.getHours("Europe/Berlin") > 3', 9, '.getHours() tells UTC only: what depends on a zone is for a freeze'], ['changes.all(c, workItems.all(w, artifacts.all(a, a.name == w.title)))', 32, 'walks stand 2 deep in each other at most'],
    ['changes.filter(c, workItems.all(w, artifacts.all(a, a.name == w.title))).all(c, true)', 35, 'walks stand 2 deep in each other at most'],
    ['x', 0, `Unknown variable: x; ${variables}`], ['release.nope', 8, 'No such key: nope'], ['"a"', 0, 'says string, and a gate says true or false'], ['{"a": release.name}.a == "x"', 0, 'maps cannot be written here'],
  ])('says where and what: %s', (expression, at, message) => {
    expect(mistakesOf(expression)).toEqual([{ at, message, key: ['expression'] }]);
  });

  it.each([
    '["a", "b"].all(l, l != "x")', 'changes.filter(c, c.title != "x").all(c, c.title != "y")', 'changes[0].approvals.all(a, a.state == "APPROVED")', 'artifacts[0].properties["qa"].all(p, p == "yes")', 'release.dependsOn.all(d, d != "x")',
    'changes.all(c, workItems.filter(w, w.title == c.title).all(w, true))', 'has(release.train) && has(plan.backoutPlan)', 'null == null', 'artifacts[0].properties == artifacts[0].properties',
    'release.name.lowerAscii().size() > 0 && string(1) == "1" && int("1") == 1 && double(1) == 1.0 && duration("1s") == duration("1s") && judgedAt.getHours() == 12',
  ])('and nothing of %s', (expression) => {
    expect(defineCustomGate(definitionOf(expression))).toMatchObject({ gate: { name: 'our-own' }, mistakes: [] });
  });

  it('counts its letters', () => {
    const long = (letters: number) => mistakesOf(`release.name == "${'x'.repeat(letters - 18)}"`);
    expect([long(2_000), long(2_001)]).toEqual([[], [{ at: 0, message: 'is 2001 letters long; 2000 are the most', key: ['expression'] }]]);
  });

  it('tells several mistakes of one expression in one go', () => {
    expect(mistakesOf('release.name.matches("a") && has(release.trian)')).toHaveLength(2);
  });

  it('finds a default that is not of its type', () => {
    expect(defineCustomGate(definitionOf('parameters.least > 1', { parameters: { least: { type: 'int' } } })).mistakes).toStrictEqual([]);
    expect(defineCustomGate(definitionOf('size(parameters.names) > 1', { parameters: { names: { type: 'list<string>', default: [] } } })).mistakes).toEqual([{ key: ['parameters', 'names', 'default'], at: 0, message: 'is no list<string>' }]);
    expect(defineCustomGate(definitionOf('parameters.least > 1', { parameters: { least: { type: 'int', default: 'two' } } })).mistakes).toEqual([{ key: ['parameters', 'least', 'default'], at: 0, message: 'is no int' }]);
  });

  it('never takes the place of a gate of the house', () => {
    const clash = gateOf('true', { name: 'change-is-approved' });
    expect(gateSet([clash]).of('change-is-approved')).not.toBe(clash);
    expect(gateSet([clash]).isCustom('change-is-approved')).toBe(false);
  });
});

describe('what an expression may cost', () => {
  it.each([
    ['too many letters', `release.name == "${'x'.repeat(limits.letters)}"`],
    ['too many nodes', Array.from({ length: 120 }, () => 'true').join('&&')],
    ['too deep', `${'('.repeat(60)}true${')'.repeat(60)} || ${'!'.repeat(60)}true`],
    ['too long a list', `release.name in [${Array.from({ length: 80 }, () => '"a"').join(',')}]`],
  ])('is bounded when it is read: %s', (_what, expression) => {
    expect(mistakesOf(expression)).not.toEqual([]);
  });

  it('is bounded before it runs: what would take too many steps is unknown', () => {
    const gate = gateOf('workItems.all(w, workItems.exists(v, v.title == w.title && v.key == w.key && v.status == w.status))');
    const many = (count: number) => greenFacts({ workItems: Array.from({ length: count }, (_, index) => workFactsOf({ id: `jira:work-item:${index}` })) });
    expect(gate.judge(many(20), policyGate('our-own')).outcome).toBe('PASS');
    expect(gate.judge(many(3_000), policyGate('our-own'))).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('steps') as string });
  });

  // A step for each node; 50 for a look into a text; as many as the longest list has for a comparison; and for each element once more what is within a walk.
  it.each([
    ['true', 1], ['1 < 2', 3], ['release.name == "x"', 100 + 3], ['release.name != "x"', 100 + 3], ['release.name in ["a", "b"]', 100 + 2 + 3], ['release.name.contains("x")', 50 + 3], ['changes.all(c, true)', 2 + 10 * 2],
    ['changes.all(c, workItems.exists(w, true))', 2 + 10 * (1 + 2 + 100 * 2)], ['changes.filter(c, true).all(c, true)', 1 + 22 + 10 * 2], ['["a", "b", "c"].all(x, true)', 1 + 4 + 3 * 2], ['changes[0].approvals.all(a, true)', 1 + 4 + 7 * 2],
    ['changes.all(c, true) && workItems.all(w, true)', 1 + 22 + 202], ['items.all(i, true)', 2 + 7 * 2], ['changes.filter(c, workItems.all(w, true)).all(c, true)', 1 + (2 + 10 * (1 + 202)) + 10 * 2],
  ])('is reckoned of %s: %d steps', (expression, steps) => {
    const { compiled } = compile(expression, language(parameterWord({})));
    expect(compiled === null ? null : costOf(compiled.tree, { changes: 10, workItems: 100 }, 7)).toBe(steps);
  });

  it('takes a list for one long at least, and looks into the longest, within records or not', () => {
    const { compiled } = compile('changes.all(c, true) && release.name == "x"', language(parameterWord({})));
    const cost = (changes: number, within: number) => (compiled === null ? null : costOf(compiled.tree, { changes }, within));
    expect([cost(0, 0), cost(0, 9), cost(9, 0)]).toEqual([1 + 4 + 1 + 3, 1 + 4 + 9 + 3, 1 + 20 + 9 + 3]);
  });

  it('reckons walks in each other as a product, and walks beside each other as a sum', () => {
    const { gate } = defineCustomGate(definitionOf('true'));
    expect(gate).not.toBeNull();
    const leaf = (args: string) => ({ op: 'id', args, range: { start: 0, end: 0 }, start: 0 }) as never;
    const walk = (range: string, body: never) => ({ op: 'rcall', args: ['all', leaf(range), [leaf('x'), body]], range: { start: 0, end: 0 }, start: 0 }) as never;
    const lengths = { changes: 10, workItems: 100 };
    expect(costOf(walk('changes', walk('workItems', leaf('x'))), lengths, 0)).toBeGreaterThan(10 * 100);
    expect(costOf(walk('changes', leaf('x')), lengths, 0)).toBeLessThan(100);
  });

  it.each<[string, string, Partial<Facts>]>([
    ['approvals', 'changes[1].approvals.all(a, changes[1].approvals.exists(b, true))', { changes: [changeFactsOf({}, { approvals: unknown(timeout) }), changeFactsOf({}, { approvals: known(many(approvedBy(omar)), now) })] }],
    ['versions', 'workItems[2].fixVersions.all(a, workItems[2].fixVersions.exists(b, true))', { workItems: [workFactsOf({ fixVersions: null }), { ...workFactsOf(), record: unknown(timeout) }, workFactsOf({ fixVersions: many('2.4.0') })] }],
    ['values of a property', 'artifacts[1].properties["qa"].all(p, artifacts[1].properties["qa"].exists(q, true))', { artifacts: [{ ...artifactFactsOf(), record: unknown(timeout) }, artifactFactsOf({ properties: { qa: many('yes') } })] }],
    ['properties', 'artifacts[1].properties.all(p, artifacts[1].properties.exists(q, true))', { artifacts: [artifactFactsOf(), artifactFactsOf({ properties: Object.fromEntries(many('yes').map((one, nth) => [`qa.${nth}`, [one]])) })] }],
    ['agreements', 'plan.agreements.all(a, plan.agreements.exists(b, true))', { plan: greenPlan({}, { agreements: many(...greenPlan().agreements) }) }],
    ['releases that it depends on', 'release.dependsOn.all(a, release.dependsOn.exists(b, true))', { plan: null, release: { ...greenFacts().release, dependsOn: many('ledger-1.9.2') } }],
  ])('counts lists within records: %s', (_what, expression, facts) => {
    expect(gateOf(expression).judge(greenFacts(facts), policyGate('our-own')).because).toMatch(/It would take \d+ steps on these facts, and 2000000 are the most\.$/);
  });

  it('reads lists within records for as long as the longest', () => {
    const gate = gateOf('changes.all(c, c.items.exists(i, changes[0].items[0].name == i.name))');
    const [item] = greenFacts().items;
    const items = { state: 'known', value: Array.from({ length: 3_000 }, () => item), fetchedAt: '2026-11-23T12:00:00.000Z' } as never;
    expect(gate.judge(greenFacts({ changes: [changeFactsOf({}, { items })] }), policyGate('our-own')).outcome).toBe('UNKNOWN');
  });
});

describe('the language', () => {
  const { variables, types, functions, methods, limits: bounds } = describeLanguage();

  it('has these variables, of these types, and says what there is when there is none', () => {
    expect(variables.map(({ name, type, nothing }) => [name, type, nothing])).toEqual([
      ['release', 'Release', null], ['environment', 'Environment', null], ['plan', 'Plan', 'no deployment plan'], ['changes', 'list<Change>', 'no change'], ['workItems', 'list<WorkItem>', 'no work item'], ['artifacts', 'list<Artifact>', 'no artifact'],
      ['items', 'list<ConfigurationItem>', 'no configuration item'], ['target', 'ConfigurationItem', 'no item that holds the running version'], ['stakeholders', 'list<Stakeholder>', 'no stakeholder'], ['deployments', 'list<Deployment>', 'no deployment'],
      ['openIncidents', 'list<Incident>', null], ['openProblems', 'list<Problem>', null],
    ]);
    expect(variables.filter(({ about }) => !/^[A-Z].*\.$/.test(about))).toEqual([]);
  });

  it('has these types, of which a question mark says that Muster itself may leave it empty', () => {
    const written = new Map(types.map(({ name, fields }) => [name, fields.map((field) => `${field.name}${field.isOptional ? '?' : ''}: ${field.type.replace('google.protobuf.Timestamp', 'moment')}`).join(', ')]));
    expect([...written.keys()]).toEqual(['Release', 'Environment', 'Change', 'Approval', 'Person', 'Account', 'AffectedItem', 'WorkItem', 'Artifact', 'Scan', 'ConfigurationItem', 'Plan', 'Agreement', 'Stakeholder', 'Deployment', 'Incident', 'Problem']);
    expect(written.get('Release')).toBe('key: string, name: string, version: string, service: string, owner: string, description?: string, train?: string, dependsOn: list<string>, createdAt: moment, revision?: int, sealedAt?: moment, packageDigest?: string');
    expect(written.get('Scan')).toBe('critical: int, high: int, medium: int, low: int, scannedAt: moment');
    expect(written.get('Artifact')).toContain('properties: map<string, list<string>>, scan: Scan');
    expect(written.get('Plan')).toBe('version: int, deployer: string, backoutPlan?: string, proposer: Person, proposedAt: moment, windowStartAt?: moment, windowEndAt?: moment, agreements: list<Agreement>');
    expect(written.get('Person')).toBe('name: string, email: string, isActive: bool, isMapped: bool');
  });

  it('has these functions and methods, and what one expression may cost', () => {
    expect(functions).toEqual(['size', 'has', 'timestamp', 'duration', 'int', 'double', 'string']);
    expect(methods).toEqual(['size', 'contains', 'startsWith', 'endsWith', 'lowerAscii', 'upperAscii', 'trim', 'getFullYear', 'getMonth', 'getDayOfMonth', 'getDate', 'getDayOfWeek', 'getHours', 'getMinutes', 'getSeconds']);
    expect(bounds).toEqual({ letters: 2_000, nodes: 200, depth: 24, listElements: 64, nesting: 2, steps: 2_000_000 });
  });
});
