import fc from 'fast-check';
import { readFacts, writeFacts } from './facts-json.ts';
import { judgeFacts } from './judge.ts';
import { laws, outcomeOf, some, spoiled } from './never-greener.fixture.ts';
import { count, harmless, losses, positions, wrongs } from './spoiling.fixture.ts';

describe('facts that are lost never make a release ready', () => {
  it('starts from a release that is READY', () => {
    expect(count).toBeLessThanOrEqual(positions.length);
    expect(outcomeOf([])).toBe('READY');
  });

  it.each(wrongs)('is not READY when %s', (name, turn) => {
    expect(outcomeOf([[name, turn]])).toBe('NOT_READY');
  });

  it.each(losses)('is not READY after %s', (name, turn) => {
    expect(outcomeOf([[name, turn]])).not.toBe('READY');
  });

  it.each(laws)('holds in thousands of cases: $name', ({ share, broken }) => {
    expect(fc.sample(broken, { numRuns: 50 * share, seed: 20_261_129 }).filter((sentence) => sentence !== null)).toEqual([]);
  });

  it('is judged alike, byte for byte, from facts that were written down', () => {
    fc.assert(fc.property(some([...wrongs, ...losses, ...harmless], 0, 4), (turns) => {
      const facts = spoiled(turns);
      const read = readFacts(writeFacts(facts));
      expect(read).toStrictEqual(facts);
      expect(JSON.stringify(judgeFacts(read, 'LIVE'))).toBe(JSON.stringify(judgeFacts(facts, 'LIVE')));
    }), { numRuns: 1_000 });
  });
});
