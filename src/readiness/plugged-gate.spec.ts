import { changeFactsOf, gap, greenFacts, policyGate } from './green.fixture.ts';
import type { Facts } from './facts.ts';
import type { Judged } from './gate.ts';
import { plugIn } from './plugged-gate.ts';
import { defineGate, finding, z } from './plug-in.ts';

const definition = defineGate({
  name: 'our-own', sentence: 'It is as we want it.', why: 'We want it so.', needs: ['changes'], relations: ['CHANGE'], parameters: z.strictObject({ least: z.int().default(1) }),
  look: ({ changes }, { least }) => ({
    expected: 'changes', passes: 'There are enough.', nothing: { because: 'There is no change.', remedy: 'Link one.' },
    findings: changes.map((change) => finding(changes.length >= least ? 'PASS' : 'FAIL', { because: `${change.reference} counts.`, actual: 'counted' })),
  }),
});
const judged = (given: object = {}, facts: Partial<Facts> = {}, parameters = {}): Judged => {
  const made = plugIn({ ...definition, ...given }, 'file sha');
  if ('problem' in made) throw new Error(made.problem);
  return made.gate.judge(greenFacts(facts), policyGate('our-own', { parameters }));
};

describe('a gate of a plug-in', () => {
  it('judges by the laws of the house', () => {
    expect(judged()).toMatchObject({ gate: 'our-own', outcome: 'PASS' });
    expect(judged({}, {}, { least: 2 }).outcome).toBe('FAIL');
    expect(judged({}, { changes: [] })).toMatchObject({ outcome: 'FAIL', because: 'There is no change.' });
    expect(judged({}, { gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
    expect(judged({}, {}, { least: 'two' }).outcome).toBe('UNKNOWN');
  });

  const conclusion = { expected: 'x', passes: 'x', nothing: { because: 'x', remedy: 'x' } };
  it.each([
    ['throws', () => { throw new Error('no such field'); }],
    ['answers nothing', () => undefined],
    ['promises an answer', () => Promise.resolve({ ...conclusion, findings: [finding('PASS', { because: 'x', actual: 'x' })] })],
    ['invents an outcome', () => ({ ...conclusion, findings: [{ outcome: 'WAIVED', because: 'x', actual: 'x' }] })],
    ['says yes in words of its own', () => ({ outcome: 'PASS' })],
    ['brings evidence that is none', () => ({ ...conclusion, findings: [{ outcome: 'PASS', because: 'x', actual: 'x', evidence: 'trust me' }] })],
  ])('that %s has found out nothing', (_what, look) => {
    expect(judged({ look })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('The gate our-own could not judge') as string });
  });

  const good = { label: 'x', source: {} };
  it.each([['texts', ['trust me'], false], ['nothing', [null], false], ['what has no label', [{ source: {} }], false], ['what has no source', [{ label: 'x' }], false], ['what says() makes', [good], true], ['functions', [Object.assign(() => 0, good)], false]])('takes %s for evidence: %s', (_what, evidence, isTaken) => {
    const verdict = judged({ look: () => ({ ...conclusion, findings: [{ outcome: 'PASS', because: 'x', actual: 'x', evidence }] }) });
    expect([verdict.outcome, verdict.because]).toEqual(isTaken ? ['PASS', 'x'] : ['UNKNOWN', 'The gate our-own could not judge: it answered what is no conclusion (findings.0.evidence.0: must be made by says()).']);
  });

  const rosa = { id: 'person:rosa', name: 'Rosa' };
  it.each([['texts', ['Rosa'], false], ['nothing', [null], false], ['who has no name', [{ id: 'x' }], false], ['who has no id', [{ name: 'Rosa' }], false], ['people', [rosa], true], ['functions', [Object.assign(() => 0, { id: 'person:rosa' })], false]])('takes %s for people: %s', (_what, responsible, isTaken) => {
    const verdict = judged({ look: () => ({ ...conclusion, findings: [{ outcome: 'FAIL', because: 'x', actual: 'x', responsible }] }) });
    expect([verdict.outcome, verdict.because]).toEqual(isTaken ? ['FAIL', 'x'] : ['UNKNOWN', 'The gate our-own could not judge: it answered what is no conclusion (findings.0.responsible.0: must be people of the facts).']);
  });

  it('may find that nobody can tell', () => {
    expect(judged({ look: () => ({ ...conclusion, findings: [{ outcome: 'UNKNOWN', because: 'Who knows.', actual: 'x' }] }) })).toMatchObject({ outcome: 'UNKNOWN', because: 'Who knows.' });
  });

  it('may leave out of a finding what it has nothing to say of', () => {
    expect(judged({ look: () => ({ ...conclusion, findings: [{ outcome: 'FAIL', because: 'No.', actual: 'none' }] }) })).toMatchObject({ outcome: 'FAIL', because: 'No.', evidence: [], restsOn: [], remedy: null, remedyUrl: null, responsible: [], passesFromAt: null });
  });

  it('says what went wrong where it could not judge, and what to do', () => {
    expect(judged({ look: () => { throw new Error('no such field'); } })).toMatchObject({
      outcome: 'UNKNOWN', because: 'The gate our-own could not judge: it failed (no such field).', expected: 'It is as we want it.', actual: 'not judged', restsOn: ['not judged'], remedy: 'Mend the plug-in that brings the gate, and start the hub again.',
    });
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    expect(judged({ look: () => { throw 'a word'; } }).because).toBe('The gate our-own could not judge: it failed (a word).');
    expect(judged({ look: () => undefined }).because).toMatch(/it answered what is no conclusion \(answer: /);
    expect(judged({ look: () => ({ expected: '', passes: 'x', nothing: conclusion.nothing, findings: [] }) }).because).toMatch(/no conclusion \(expected: [^;]+\)\.$/);
    expect(judged({ look: () => ({ passes: 'x', nothing: conclusion.nothing }) }).because).toMatch(/no conclusion \(expected: .+; findings: .+\)\.$/);
  });

  it('is made of what was exported, its file and what it asks for', () => {
    const made = (given: object) => { const one = plugIn({ ...definition, ...given }, 'file sha'); return 'gate' in one ? one.gate : null; };
    expect(made({})).toMatchObject({ name: 'our-own', empty: null, asks: [], asksIf: {}, definition: 'file sha' });
    expect(made({ empty: 'No change.', asks: ['freezes'], asksIf: { word: 'windows' } })).toMatchObject({ empty: 'No change.', asks: ['freezes'], asksIf: { word: 'windows' } });
    expect(judged({ relations: undefined }, { gaps: [gap('CHANGE')] }).outcome).toBe('PASS');
  });

  it('sees a copy of the facts, which other gates judge too', () => {
    const facts = { changes: [changeFactsOf()] };
    judged({ look: (seen: { changes: unknown[] }) => { seen.changes.length = 0; return { ...conclusion, findings: [] }; } }, facts);
    expect(facts.changes).toHaveLength(1);
  });

  it.each([
    ['no object', 'a gate', 'gate'], ['no name', { ...definition, name: undefined }, 'name'], ['a name in capitals', { ...definition, name: 'OurOwn' }, 'name'],
    ['parameters that are no schema', { ...definition, parameters: {} }, 'parameters: must be a zod schema'], ['nothing that looks', { ...definition, look: 'yes' }, 'look: must be a function'],
    ['a name that ends in capitals', { ...definition, name: 'ourOwn' }, 'name: must be lower case letters'], ['parameters that are a word', { ...definition, parameters: 'any' }, 'parameters: must be a zod schema'], ['no parameters', { ...definition, parameters: null }, 'parameters: must be a zod schema'],
    ['parameters that only look like a schema', { ...definition, parameters: { safeParse: true } }, 'parameters: must be a zod schema'], ['parameters that are a function', { ...definition, parameters: Object.assign(() => 0, { safeParse: () => 0 }) }, 'parameters: must be a zod schema'],
  ])('with %s is refused', (_what, exported, words) => {
    expect(plugIn(exported, 'file sha')).toEqual({ problem: expect.stringContaining(words) as string });
  });

  it('with several mistakes is refused with all of them', () => {
    expect(plugIn({ ...definition, name: 'OurOwn', look: 'yes' }, 'file sha')).toEqual({ problem: 'name: must be lower case letters, digits and dashes, beginning with a letter; look: must be a function' });
    expect(plugIn({ ...definition, needs: ['changes', 7] }, 'file sha')).toEqual({ problem: expect.stringMatching(/^needs\.1: /) as string });
    expect(plugIn('a gate', 'file sha')).toEqual({ problem: expect.stringMatching(/^gate: /) as string });
  });
});
