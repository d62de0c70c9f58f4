import { z } from 'zod';
import type { GateDefinition } from './gate.ts';
import { finding } from './finding.ts';
import { defineGate, unjudgeable, unreadableGate } from './gate.ts';
import { changeFactsOf, gap, greenFacts, now, policyGate } from './green.fixture.ts';
import { known } from './fact.ts';

const parameters = z.strictObject({ least: z.strictObject({ count: z.int() }).default({ count: 1 }), word: z.string().optional() });
const plain: GateDefinition<typeof parameters> = {
  name: 'our-own', sentence: 'It is so.', why: 'We want it.', needs: ['changes'], parameters, relations: ['CHANGE'],
  look: (facts, { least }, mayBeEmpty) => ({
    expected: 'changes', passes: 'There are.', nothing: { because: 'There is none.', remedy: 'Link one.' },
    findings: facts.changes.map((change) => finding(change.approvals.state === 'known' && facts.changes.length >= least.count && !mayBeEmpty ? 'PASS' : 'FAIL', { because: 'x.', actual: 'x' })),
  }),
};
const gate = defineGate(plain);
const judge = (given: Parameters<typeof policyGate>[1] = {}, facts: Parameters<typeof greenFacts>[0] = {}) => gate.judge(greenFacts(facts), policyGate('our-own', given));

describe('a gate', () => {
  it('is what its author wrote down, and asks for nothing, reads anything and is the house’s where that is left out', () => {
    expect(gate).toMatchObject({ name: 'our-own', sentence: 'It is so.', why: 'We want it.', needs: ['changes'], reads: undefined, empty: null, asks: [], asksIf: {}, parameters, definition: null });
    expect(defineGate({ ...plain, reads: ['change'], empty: 'No change.', asks: ['freezes'], asksIf: { word: 'windows' }, definition: 'a file' })).toMatchObject({ reads: ['change'], empty: 'No change.', asks: ['freezes'], asksIf: { word: 'windows' }, definition: 'a file' });
  });

  it('looks with the parameters of the policy, and says which are wrong', () => {
    expect([judge().outcome, judge({ parameters: { least: { count: 2 } } }).outcome, judge({ mayBeEmpty: true }).outcome]).toEqual(['PASS', 'FAIL', 'FAIL']);
    expect(judge({ parameters: { least: { count: 'two' }, word: 7 } })).toEqual(unjudgeable('our-own', "The policy's parameters of our-own are wrong: least.count Invalid input: expected number, received string; word Invalid input: expected string, received number."));
  });

  it('sees no fact that is older than the policy bears, and no gap of what it does not look at', () => {
    const old = { changes: [changeFactsOf({}, { approvals: known([], '2026-11-23T11:00:00.000Z') })] };
    expect([judge({ maxFactAgeMs: 60_000 }, old).outcome, judge({ maxFactAgeMs: 7_200_000 }, old).outcome, judge({}, { gaps: [gap('WORK_ITEM')] }).outcome, judge({}, { gaps: [gap('CHANGE')] }).outcome]).toEqual(['FAIL', 'PASS', 'PASS', 'UNKNOWN']);
    expect([judge({}, { changes: [] }).outcome, judge({ mayBeEmpty: true }, { changes: [] }).outcome]).toEqual(['FAIL', 'NOT_APPLICABLE']);
    expect(now).toBe(greenFacts().judgedAt);
  });

  it('that could not be asked has found out nothing', () => {
    expect(unjudgeable('our-own', 'Why.')).toStrictEqual({ gate: 'our-own', outcome: 'UNKNOWN', because: 'Why.', expected: null, actual: null, evidence: [], responsible: [], restsOn: [], passesFromAt: null, remedy: "Mend the policy in Muster's configuration.", remedyUrl: null });
    const unreadable = unreadableGate('moon-is-full');
    expect(unreadable).toMatchObject({ name: 'moon-is-full', sentence: 'moon-is-full', why: 'moon-is-full', needs: [], reads: undefined, empty: null, asks: [], asksIf: {}, definition: null });
    expect(unreadable.parameters.safeParse({ any: 'thing' }).success).toBe(true);
    expect(unreadable.judge(greenFacts(), policyGate('moon-is-full'))).toEqual(unjudgeable('moon-is-full', 'The definition of moon-is-full has mistakes.'));
  });
});
