import { differenceBetween } from './difference.ts';
import { greenFacts, policy, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';

const before = judgeFacts(greenFacts(), 'LIVE');

describe('what moved between two judgements', () => {
  it('is nothing where only the moment differs', () => {
    expect(differenceBetween(before, { ...before, judgedAt: '2030-01-01T00:00:00.000Z' })).toEqual({ isSame: true, outcomeBefore: 'READY', outcomeAfter: 'READY', gates: [], others: [] });
  });

  it('names the gate, what it said and says, and what it rests on', () => {
    const after = judgeFacts(greenFacts({ workItems: [workFactsOf({ progress: 'IN_PROGRESS' })] }), 'LIVE');
    const { isSame, outcomeAfter, gates } = differenceBetween(before, after);
    expect([isSame, outcomeAfter, gates.map(({ gate }) => gate)]).toEqual([false, 'NOT_READY', ['work-items-are-done']]);
    expect(gates[0]).toMatchObject({ before: 'PASS', after: 'FAIL', becauseBefore: expect.stringContaining('done') as string, becauseAfter: expect.stringContaining('not done') as string });
    expect(gates[0]?.added).not.toEqual(gates[0]?.removed);
  });

  it('tells a sentence that reads otherwise though it rests on the same', () => {
    const [first, ...others] = before.verdicts;
    if (first === undefined) throw new Error('no verdict');
    expect(differenceBetween(before, { ...before, verdicts: [{ ...first, because: 'Otherwise.' }, ...others] })).toMatchObject({ isSame: false, gates: [{ gate: first.gate, added: [], removed: [], becauseAfter: 'Otherwise.' }] });
  });

  it('tells gates that came and went, and advisory ones', () => {
    const [gone, ...left] = before.verdicts;
    const { gates } = differenceBetween(before, { ...before, verdicts: left });
    expect(gates).toMatchObject([{ gate: gone?.gate, before: gone?.outcome, after: null, becauseAfter: null }]);
    const telling = { ...before, verdicts: before.verdicts.map((verdict, nth) => (nth === 0 ? { ...verdict, isBlocking: false, outcome: 'FAIL' as const } : verdict)) };
    expect(differenceBetween(before, telling).gates).toHaveLength(1);
  });

  it('tells a gate of which only the outcome is another, or only the sentence, and no other', () => {
    const [first, second, ...others] = before.verdicts;
    if (first === undefined || second === undefined) throw new Error('no verdicts');
    expect(differenceBetween(before, { ...before, verdicts: [{ ...first, restsOn: [...first.restsOn, 'z'] }, second, ...others] }).gates).toMatchObject([{ gate: first.gate, before: 'PASS', after: 'PASS', added: ['z'], removed: [], becauseBefore: first.because, becauseAfter: first.because }]);
    const gatesOf = (verdicts: typeof before.verdicts) => differenceBetween(before, { ...before, verdicts }).gates;
    expect(gatesOf([{ ...first, outcome: 'WAIVED' }, { ...second, because: 'Otherwise.' }, ...others])).toMatchObject([
      { gate: first.gate, before: 'PASS', after: 'WAIVED', becauseBefore: first.because, becauseAfter: first.because }, { gate: second.gate, before: 'PASS', after: 'PASS', becauseBefore: second.because, becauseAfter: 'Otherwise.' },
    ]);
    expect(differenceBetween({ ...before, verdicts: [] }, { ...before, verdicts: [first] }).gates).toEqual([{ gate: first.gate, before: null, after: 'PASS', added: first.restsOn, removed: [], becauseBefore: null, becauseAfter: first.because }]);
    expect(differenceBetween({ ...before, verdicts: [first] }, { ...before, verdicts: [] }).gates).toEqual([{ gate: first.gate, before: 'PASS', after: null, added: [], removed: first.restsOn, becauseBefore: first.because, becauseAfter: null }]);
  });

  it('is not the same where the outcome, a gate or a policy is another, each by itself', () => {
    const [first, ...others] = before.verdicts;
    if (first === undefined) throw new Error('no verdict');
    const isSame = (given: Partial<typeof before>) => differenceBetween(before, { ...before, ...given }).isSame;
    expect([isSame({}), isSame({ outcome: 'NOT_READY' }), isSame({ verdicts: [{ ...first, because: 'Otherwise.' }, ...others] }), isSame({ policy: { ...before.policy, version: '8' } })]).toEqual([true, false, false, false]);
  });

  it('says what a policy says only where it is the one of the name and version', () => {
    const says = (given: Partial<typeof policy>) => differenceBetween({ ...before, policy: { ...policy, digest: 'a' } }, { ...before, policy: { ...policy, digest: 'b', ...given } }).others;
    const [was, by] = [`The policy was ${policy.name} ${policy.version} and is`, `What policy ${policy.name} ${policy.version} says was a and is b.`];
    expect([says({}), says({ version: '8' }), says({ name: 'lenient' }), says({ name: 'lenient', version: '8' })]).toEqual([[by], [`${was} ${policy.name} 8.`], [`${was} lenient ${policy.version}.`], [`${was} lenient 8.`]]);
  });

  it('tells a plan or a package that there was not, or is not any more, or of a version nobody remembers', () => {
    const none = { ...before, planId: null, planVersion: null, packageDigest: null };
    const plan = `${before.planId ?? ''} version 3`;
    expect(differenceBetween(none, before).others).toEqual([`The package was none and is ${before.packageDigest ?? ''}.`, `The plan was none and is ${plan}.`]);
    expect(differenceBetween(before, none).others).toEqual([`The package was ${before.packageDigest ?? ''} and is none.`, `The plan was ${plan} and is none.`]);
    expect(differenceBetween(before, { ...before, planVersion: null }).others).toEqual([`The plan was ${plan} and is ${before.planId ?? ''} version unknown.`]);
  });

  it.each([
    ['the package', { packageDigest: 'f'.repeat(64) }, `The package was ${before.packageDigest ?? ''} and is ${'f'.repeat(64)}.`],
    ['the plan', { planVersion: 9 }, expect.stringMatching(/^The plan was .* version 3 and is .* version 9\.$/) as string],
    ['the policy', { policy: { ...policy, version: '8' } }, `The policy was ${policy.name} ${policy.version} and is ${policy.name} 8.`],
    ['what the policy says', { policy: { ...policy, digest: 'a'.repeat(64) } }, expect.stringContaining(`What policy ${policy.name} ${policy.version} says was`) as string],
  ])('tells that %s is another', (_what, given, sentence) => {
    expect(differenceBetween({ ...before, policy }, { ...before, policy, ...given }).others).toEqual([sentence]);
  });
});
