import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import { conclude, type Conclusion } from './conclude.ts';
import { finding, says, type Finding } from './finding.ts';
import type { Judged } from './gate.ts';
import { changeFactsOf, gap, grace, kenji, omar } from './green.fixture.ts';

const [early, late] = ['2026-11-24T02:00:00.000Z', '2026-11-25T02:00:00.000Z'] as const;
const found = (outcome: Finding['outcome'], name: string, given: Partial<Finding> = {}): Finding => finding(outcome, { because: `${name} says ${outcome}.`, actual: `${name} ${outcome}`, restsOn: [`${name} ${outcome}`], ...given });
const pass = found('PASS', 'a');
const nothing = { because: 'Nothing is linked.', remedy: 'Link something.' };
const drawn = (findings: readonly Finding[], { gaps = [], mayBeEmpty = false, ...given }: Partial<Conclusion> & { gaps?: readonly DiscoveryGap[]; mayBeEmpty?: boolean } = {}): Judged =>
  conclude('a-gate', { expected: 'all good', findings, passes: 'All is good.', nothing, ...given }, { gaps, mayBeEmpty });

describe('conclude', () => {
  it('passes when every finding does, in one sentence', () => {
    expect(drawn([pass, found('PASS', 'b', { remedy: null })])).toEqual({
      gate: 'a-gate', outcome: 'PASS', because: 'All is good.', expected: 'all good', actual: '2 of 2', evidence: [], remedy: null, remedyUrl: null, responsible: [],
      restsOn: ['a PASS', 'b PASS'], passesFromAt: null,
    });
  });

  it('fails for one finding that does, whatever the others say, and tells of that one', () => {
    expect(drawn([pass, found('UNKNOWN', 'b'), found('FAIL', 'c')], { gaps: [gap('CHANGE')] })).toMatchObject({ outcome: 'FAIL', because: 'c says FAIL.', actual: 'c FAIL', restsOn: ['a PASS', 'b UNKNOWN', 'c FAIL'] });
  });

  it('is unknown for one finding that is, and for a look that was not finished', () => {
    expect(drawn([pass, found('UNKNOWN', 'b')])).toMatchObject({ outcome: 'UNKNOWN', because: 'b says UNKNOWN.', actual: 'b UNKNOWN', remedy: null });
    const { connection, rule, problem } = gap('CHANGE');
    expect(drawn([pass], { gaps: [gap('CHANGE'), gap('CHANGE')] })).toMatchObject({
      outcome: 'UNKNOWN', actual: '1 of 1', remedy: `Judge again once ${connection} answers in full.`, passesFromAt: null, restsOn: ['a PASS'],
    });
    const stopped = { ...gap('CHANGE'), problem: { ...problem, message: 'v1.2 broke off.' } };
    expect(drawn([pass], { gaps: [stopped] }).because).toBe(`There may be more that nobody could see: ${connection} could not finish the look by "${rule}" (v1.2 broke off).`);
    expect(drawn([pass], { gaps: [stopped, { ...stopped, connection: 'other' }] })).toMatchObject({ because: expect.stringMatching(/\)\. There may.*: other could/) as string, remedy: `Judge again once ${connection} and other answers in full.` });
  });

  it('tells of what is unknown itself before what could not be looked for', () => {
    expect(drawn([found('UNKNOWN', 'b', { remedy: 'Ask b.' })], { gaps: [gap('CHANGE')] })).toMatchObject({ because: 'b says UNKNOWN.', actual: 'b UNKNOWN', remedy: 'Ask b.' });
  });

  it('never passes on nothing', () => {
    expect(drawn([])).toMatchObject({ outcome: 'FAIL', because: nothing.because, remedy: nothing.remedy, actual: 'none', passesFromAt: null });
    expect(drawn([], { mayBeEmpty: true })).toMatchObject({ outcome: 'NOT_APPLICABLE', because: nothing.because, remedy: null, actual: 'none' });
    expect(drawn([], { mayBeEmpty: true, gaps: [gap('CHANGE')] })).toMatchObject({ outcome: 'UNKNOWN', actual: 'none', remedy: expect.stringContaining('in full') as string });
    expect(drawn([], { gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
  });

  it('says at most three of what decides, and how many more there are', () => {
    const four = ['b', 'c', 'd', 'e'].map((name) => found('FAIL', name, { remedy: `Mend ${name}.` }));
    expect(drawn(four.slice(0, 3))).toMatchObject({ because: 'b says FAIL. c says FAIL. d says FAIL.', actual: 'b FAIL; c FAIL; d FAIL' });
    expect(drawn(four)).toMatchObject({ because: 'b says FAIL. c says FAIL. d says FAIL. And 1 more.', actual: 'b FAIL; c FAIL; d FAIL; And 1 more.', remedy: 'Mend b. Mend c. Mend d. And 1 more.' });
  });

  it('says each remedy once, and leads to the first', () => {
    const [silent, loud] = [found('FAIL', 'b', { remedyUrl: 'https://b' }), found('FAIL', 'c', { remedy: 'Mend it.', remedyUrl: 'https://c' })];
    expect(drawn([silent, loud, { ...loud, remedyUrl: 'https://d' }])).toMatchObject({ remedy: 'Mend it.', remedyUrl: 'https://c' });
    expect(drawn([silent])).toMatchObject({ remedy: null, remedyUrl: null });
  });

  it('names each of the responsible once, and shows the evidence of what decides', () => {
    const { record } = changeFactsOf();
    const evidence = record.state === 'known' ? [says(record.value, 'risk', 'HIGH')] : [];
    const verdict = drawn([{ ...pass, responsible: [kenji], evidence: [...evidence, ...evidence] }, found('FAIL', 'b', { responsible: [omar, grace], evidence }), found('FAIL', 'c', { responsible: [omar] })]);
    expect(verdict.responsible).toEqual([omar, grace]);
    expect(verdict.evidence).toEqual(evidence);
  });

  it('rests on all that it saw, each once and in order', () => {
    expect(drawn([found('FAIL', 'z', { restsOn: ['z', 'a', 'z'] }), found('PASS', 'm', { restsOn: ['m', 'a'] })]).restsOn).toEqual(['a', 'm', 'z']);
  });

  it.each<[string, readonly (string | null)[], string | null]>([
    ['the last of several moments', [early, late, early], late],
    ['no moment, when one finding has none', [late, null], null],
    ['no moment, when the first has none', [null, late], null],
  ])('passes from %s', (_name, moments, passesFromAt) => {
    const findings = moments.map((moment, at) => found('FAIL', `f${at}`, { passesFromAt: moment }));
    expect(drawn([pass, ...findings]).passesFromAt).toBe(passesFromAt);
    expect(drawn([...findings, found('UNKNOWN', 'u')]).passesFromAt).toBe(null);
    expect(drawn(findings, { gaps: [gap('CHANGE')] }).passesFromAt).toBe(null);
  });

  it('promises no moment for what does not fail', () => {
    expect(drawn([found('UNKNOWN', 'b', { passesFromAt: late })]).passesFromAt).toBe(null);
    expect(drawn([found('PASS', 'b', { passesFromAt: late })]).passesFromAt).toBe(null);
  });
});
