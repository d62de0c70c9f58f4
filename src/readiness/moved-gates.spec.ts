import type { Readiness } from '../domain/readiness.ts';
import { movedGates, resting, sayMoved, type Resting } from './moved-gates.ts';

const gate = (name: string, outcome: Resting['outcome'], ...restsOn: string[]): Resting => ({ gate: name, outcome, restsOn });

describe('the gates that moved', () => {
  it('are of a judgement those that block, by what its digest covers', () => {
    const verdict = (name: string, isBlocking: boolean) => ({ gate: name, outcome: 'PASS', isBlocking, restsOn: ['a'], because: 'x' });
    expect(resting({ verdicts: [verdict('no-freeze', true), verdict('people-are-current', false)] } as unknown as Readiness)).toEqual([gate('no-freeze', 'PASS', 'a')]);
  });

  it('are those of another outcome, or that rest on something else, in the order of the later judgement', () => {
    const before = [gate('gone', 'PASS', 'x'), gate('same', 'PASS', 'a', 'b'), gate('redder', 'PASS', 'a'), gate('more', 'FAIL', 'a'), gate('less', 'PASS', 'a', 'b'), gate('other', 'PASS', 'a', 'b')];
    const after = [gate('other', 'PASS', 'b', 'c'), gate('less', 'PASS', 'b'), gate('more', 'FAIL', 'a', 'b'), gate('redder', 'FAIL', 'a'), gate('same', 'PASS', 'b', 'a'), gate('new', 'WAIVED', 'y')];
    expect(movedGates(before, after)).toEqual([
      { gate: 'other', before: 'PASS', after: 'PASS', added: ['c'], removed: ['a'] }, { gate: 'less', before: 'PASS', after: 'PASS', added: [], removed: ['a'] }, { gate: 'more', before: 'FAIL', after: 'FAIL', added: ['b'], removed: [] },
      { gate: 'redder', before: 'PASS', after: 'FAIL', added: [], removed: [] }, { gate: 'new', before: null, after: 'WAIVED', added: ['y'], removed: [] }, { gate: 'gone', before: 'PASS', after: null, added: [], removed: ['x'] },
    ]);
    expect(movedGates(before, before)).toEqual([]);
  });

  it('are said in one sentence, three of them and three things of each at most', () => {
    const moved = (given: Partial<ReturnType<typeof movedGates>[number]>) => ({ gate: 'no-freeze', before: 'PASS' as const, after: 'PASS' as const, added: [], removed: [], ...given });
    expect([
      sayMoved([]), sayMoved([moved({ after: 'FAIL' })]), sayMoved([moved({ before: null })]), sayMoved([moved({ after: null })]), sayMoved([moved({ added: ['a', 'b', 'c'] })]), sayMoved([moved({ removed: ['a', 'b', 'c', 'd', 'e'] })]),
      sayMoved([moved({ after: 'FAIL', added: ['a'], removed: ['b'] }), moved({ gate: 'plan-is-agreed', added: ['c'] })]), sayMoved(['a', 'b', 'c', 'd'].map((name) => moved({ gate: name, added: ['x'] }))),
    ]).toEqual([
      '', 'no-freeze was PASS and is FAIL', 'no-freeze was not judged and is PASS', 'no-freeze was PASS and is not judged', 'no-freeze now rests on a, b, c', 'no-freeze no longer rests on a, b, c, 2 more',
      'no-freeze was PASS and is FAIL and now rests on a and no longer rests on b; plan-is-agreed now rests on c', 'a now rests on x; b now rests on x; c now rests on x; 1 more',
    ]);
  });
});
