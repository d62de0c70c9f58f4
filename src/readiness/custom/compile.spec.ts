import { gateSet } from '../gate-set.ts';
import { changeFactsOf, greenFacts, policyGate, workFactsOf } from '../green.fixture.ts';
import { defineCustomGate } from './custom-gate.ts';
import { definitionOf, gateOf } from './custom.fixture.ts';
import { costOf } from './cost.ts';
import { limits } from './limits.ts';

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

  it('tells several mistakes of one expression in one go', () => {
    expect(mistakesOf('release.name.matches("a") && has(release.trian)')).toHaveLength(2);
  });

  it('finds a default that is not of its type', () => {
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

  it('reckons walks in each other as a product, and walks beside each other as a sum', () => {
    const { gate } = defineCustomGate(definitionOf('true'));
    expect(gate).not.toBeNull();
    const leaf = (args: string) => ({ op: 'id', args, range: { start: 0, end: 0 }, start: 0 }) as never;
    const walk = (range: string, body: never) => ({ op: 'rcall', args: ['all', leaf(range), [leaf('x'), body]], range: { start: 0, end: 0 }, start: 0 }) as never;
    const lengths = { changes: 10, workItems: 100 };
    expect(costOf(walk('changes', walk('workItems', leaf('x'))), lengths, 0)).toBeGreaterThan(10 * 100);
    expect(costOf(walk('changes', leaf('x')), lengths, 0)).toBeLessThan(100);
  });

  it('reads lists within records for as long as the longest', () => {
    const gate = gateOf('changes.all(c, c.items.exists(i, changes[0].items[0].name == i.name))');
    const [item] = greenFacts().items;
    const items = { state: 'known', value: Array.from({ length: 3_000 }, () => item), fetchedAt: '2026-11-23T12:00:00.000Z' } as never;
    expect(gate.judge(greenFacts({ changes: [changeFactsOf({}, { items })] }), policyGate('our-own')).outcome).toBe('UNKNOWN');
  });
});
