import { redVerdicts, sayRed } from './red-verdicts.ts';
import { Scene, verdict } from './testing/scene.ts';

const judged = (verdicts: Parameters<typeof redVerdicts>[0]['verdicts']): Parameters<typeof redVerdicts>[0] => ({ ...new Scene().readinessNow(), verdicts });

describe('what stands in the way', () => {
  const mixed = judged([
    verdict('a', 'UNKNOWN', 'jira.example is down.'), verdict('b', 'PASS', 'Done.'), verdict('c', 'FAIL', 'It is open.'), verdict('d', 'WAIVED', 'Let go.'),
    { ...verdict('e', 'FAIL', 'Never mind.'), isBlocking: false }, verdict('f', 'NOT_APPLICABLE', 'None.'), verdict('g', 'UNKNOWN', 'It was never scanned.'), verdict('h', 'FAIL', 'It is closed.'),
  ]);

  it('is each blocking gate that fails, then each that cannot be told', () => {
    expect(redVerdicts(mixed).map(({ gate }) => gate)).toEqual(['c', 'h', 'a', 'g']);
    expect(sayRed(mixed)).toBe('c: It is open; h: It is closed; a: jira.example is down; g: It was never scanned.');
  });

  it.each([['no gate was asked', []], ['none of them blocks', [{ ...verdict('e', 'FAIL', 'Never mind.'), isBlocking: false }]]])('is that no gate passed, where %s', (_title, verdicts) => {
    expect([redVerdicts(judged(verdicts)), sayRed(judged(verdicts))]).toEqual([[], 'no gate passed.']);
  });
});
