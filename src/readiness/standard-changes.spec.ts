import { unknown } from './fact.ts';
import { changeFactsOf, gap, link, timeout } from './green.fixture.ts';
import { passedByStandard, standardChangesOf, standardPasses } from './standard-changes.ts';

const standard = (label: string, ...given: Parameters<typeof changeFactsOf>) => changeFactsOf({ type: 'STANDARD', label, ...given[0] }, given[1]);
const found = { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'DISCOVERED' }) };

describe('the standard changes under which a release goes out', () => {
  it('are all of its changes, when each is one and one at least is its own', () => {
    const of = (...changes: ReturnType<typeof changeFactsOf>[]) => standardChangesOf({ changes, gaps: [] });
    expect([of(standard('A'), standard('B', {}, found)), of(standard('A'), standard('B', {}, { link: null })), of(standard('A', {}, { link: link('CHANGE', 'x', { origin: 'CORRELATED' }) }))]).toEqual([['A', 'B'], ['A', 'B'], ['A']]);
    expect([of(), of(standard('A', {}, found)), of(standard('A', {}, { link: null })), of(standard('A'), changeFactsOf()), of(standard('A'), standard('B', {}, { record: unknown(timeout) })), of(standard('A'), standard('B', {}, { discountedBecause: 'it is a clone' }))]).toEqual([null, null, null, null, null, null]);
  });

  it('are unknown while there may be more changes, and not while there may be more of something else', () => {
    expect([standardChangesOf({ changes: [standard('A')], gaps: [gap('WORK_ITEM')] }), standardChangesOf({ changes: [standard('A')], gaps: [gap('WORK_ITEM'), gap('CHANGE')] })]).toEqual([['A'], null]);
  });

  it('pass what the policy lets them, and never what has no end', () => {
    const [ends, endless] = [{ startAt: 'x', endAt: 'y' }, { startAt: 'x', endAt: null }];
    expect([standardPasses('FREEZES', ['FREEZES'], ends), standardPasses('BLACKOUTS', ['FREEZES'], ends), standardPasses('FREEZES', ['FREEZES'], endless), standardPasses('FREEZES', [], ends)]).toEqual([true, false, false, false]);
    expect([passedByStandard.safeParse(['FREEZES', 'BLACKOUTS']).success, passedByStandard.safeParse(['ALL']).success]).toEqual([true, false]);
  });
});
