import { writeFacts } from './facts-json.ts';
import { changeFactsOf, greenFacts, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { replay } from './replay.ts';

describe('a replay', () => {
  it.each([greenFacts(), greenFacts({ workItems: [workFactsOf({ progress: 'TO_DO' })], changes: [] }), greenFacts({ changes: [changeFactsOf({ title: '\u0000\ud800' })] }), greenFacts({ workItems: [workFactsOf({ label: 'PAY-\u0000\ud800', progress: 'TO_DO' })] })])('of the same facts is the same, also as a database kept it', (facts) => {
    const then = judgeFacts(facts, 'LIVE');
    const stored = JSON.parse(JSON.stringify(then), (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\uFFFD') : value)) as typeof then;
    expect(replay(writeFacts(facts), stored)).toEqual({ isSame: true, differences: [] });
  });

  it('names what is not as it was', () => {
    const then = judgeFacts(greenFacts(), 'LIVE');
    const { isSame, differences } = replay(writeFacts(greenFacts({ workItems: [workFactsOf({ progress: 'TO_DO' })] })), then);
    expect(isSame).toBe(false);
    expect(differences[0]).toBe('It was READY and would be NOT_READY.');
    expect(differences.join()).toContain('work-items-are-done was PASS');
    expect(differences).toEqual([
      'It was READY and would be NOT_READY.', expect.stringMatching(/^work-items-are-done was PASS \(.+\) and would be FAIL \(.+\)\.$/), expect.stringMatching(new RegExp(`^The facts digest was ${then.factsDigest} and would be [0-9a-f]{64}\\.$`)),
    ]);
    const [first, ...rest] = then.verdicts;
    const reworded = { ...then, verdicts: [...(first ? [{ ...first, because: 'Otherwise.' }] : []), ...rest] };
    expect(replay(writeFacts(greenFacts()), reworded).differences).toHaveLength(1);
    expect(replay(writeFacts(greenFacts()), { ...then, verdicts: rest }).differences[0]).toContain('was not judged');
    const told = `${first?.outcome ?? ''} (${first?.because ?? ''})`;
    expect(replay(writeFacts(greenFacts()), { ...then, verdicts: rest }).differences).toEqual([`${first?.gate ?? ''} was not judged and would be ${told}.`]);
    expect(replay(writeFacts(greenFacts()), { ...then, verdicts: [...then.verdicts, ...(first ? [{ ...first, gate: 'gone' }] : [])] }).differences).toEqual([`gone was ${told} and would be not judged.`]);
    expect(replay(writeFacts(greenFacts()), { ...then, verdicts: [...(first ? [{ ...first, evidence: [] }] : []), ...rest] }).differences).toEqual([`${first?.gate ?? ''} was ${told} and would be ${told}, with other evidence.`]);
  });
});
