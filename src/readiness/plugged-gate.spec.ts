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

  it('sees a copy of the facts, which other gates judge too', () => {
    const facts = { changes: [changeFactsOf()] };
    judged({ look: (seen: { changes: unknown[] }) => { seen.changes.length = 0; return { ...conclusion, findings: [] }; } }, facts);
    expect(facts.changes).toHaveLength(1);
  });

  it.each([
    ['no object', 'a gate', 'gate'], ['no name', { ...definition, name: undefined }, 'name'], ['a name in capitals', { ...definition, name: 'OurOwn' }, 'name'],
    ['parameters that are no schema', { ...definition, parameters: {} }, 'parameters: must be a zod schema'], ['nothing that looks', { ...definition, look: 'yes' }, 'look: must be a function'],
  ])('with %s is refused', (_what, exported, words) => {
    expect(plugIn(exported, 'file sha')).toEqual({ problem: expect.stringContaining(words) as string });
  });
});
