import { inOneSentence, isOver, toPromotionState } from './promotion-state.ts';

describe('where a promotion stands', () => {
  it.each([['STARTED', 'PENDING'], ['PENDING', 'PENDING'], ['PROCESSING', 'PENDING'], ['IN_PROGRESS', 'PENDING'], ['COMPLETED', 'COMPLETED'], ['FAILED', 'FAILED'], ['REJECTED', 'FAILED'], ['DELETING', 'FAILED']])('%s is %s', (word, state) => {
    expect(toPromotionState(word)).toBe(state);
  });

  it.each(['completed', 'DONE', 'SIGNED', 'constructor', '', null, undefined])('a word nobody knows is UNKNOWN, and no end: %j', (word) => {
    expect(toPromotionState(word)).toBe('UNKNOWN');
    expect(isOver(toPromotionState(word))).toBe(false);
  });

  it('says what the tool said in one sentence, not endless, and nothing when it said nothing', () => {
    expect(inOneSentence(['a', null, ' ', 'b'])).toBe('a; b');
    expect(inOneSentence([null, ''])).toBeNull();
    expect(inOneSentence(['x'.repeat(10_000)])).toHaveLength(500);
  });
});
