import type { Problem } from '../../../domain/incident.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { askedFacts, gap, greenFacts, greenItem, greenService, now, policyGate, problemOf, timeout, troubled } from '../../green.fixture.ts';
import { noBlockingProblem } from './index.ts';

const gate = policyGate('no-blocking-problem');
const judge = (asked: Partial<AskedFacts>, parameters: Record<string, unknown> = {}, given: Partial<Facts> = {}) => noBlockingProblem.judge(greenFacts({ asked: askedFacts(asked), ...given }), { ...gate, parameters });
const open = (...problems: Partial<Problem>[]) => troubled([], problems.map(problemOf));

describe('no-blocking-problem', () => {
  it('passes when nothing is open', () => {
    expect(judge(open())).toMatchObject({ outcome: 'PASS', expected: 'no open problem', restsOn: ['servicenow:service:s1 without open problems'] });
    expect(judge(open({ isOpen: false })).outcome).toBe('PASS');
  });

  it('fails for every open problem, known error or not, unless the policy bears it', () => {
    expect(judge(open({ isKnownError: false }))).toMatchObject({ outcome: 'FAIL', because: 'Payments has a problem open: PRB0050001.', remedyUrl: 'https://servicenow.example/PRB0050001' });
    expect(judge(open({}))).toMatchObject({ outcome: 'FAIL', because: 'Payments has a known error open: PRB0050001.' });
    expect(judge(open({ isKnownError: null })).outcome).toBe('FAIL');
    expect(judge(open({ isOpen: null })).outcome).toBe('FAIL');
  });

  it('bears known errors where the policy says so, and no others', () => {
    const lenient = (...problems: Partial<Problem>[]) => judge(open(...problems), { bearsKnownErrors: true });
    expect(lenient({})).toMatchObject({ outcome: 'PASS', expected: 'no open problem that is no known error', evidence: [{ value: 'PRB0050001' }] });
    expect(lenient({}, { isKnownError: false }).outcome).toBe('FAIL');
    expect(lenient({}, { isKnownError: null })).toMatchObject({ outcome: 'UNKNOWN', because: 'Payments has the problem PRB0050001 open, and servicenow does not say whether it is a known error.' });
  });

  it('bears the problems that the policy names, by their whole number', () => {
    expect(judge(open({ isKnownError: false }), { bears: ['PRB0050001'] })).toMatchObject({ outcome: 'PASS', expected: 'no open problem but PRB0050001' });
    expect(judge(open(), { bears: ['PRB0050001', 'PRB0050002'] }).expected).toBe('no open problem but PRB0050001, PRB0050002');
    expect(judge(open({ isKnownError: false, number: 'PRB00500012' }), { bears: ['PRB0050001'] }).outcome).toBe('FAIL');
    expect(judge(open({ isKnownError: false, number: null }), { bears: ['PRB0050001'] }).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['what is reached was not gathered', { reach: unknown(timeout) }, {}],
    ['an item does not say what it reaches', { reach: known([{ item: greenItem.id, services: unknown(timeout) }], now) }, {}],
    ['the problems were not gathered', { ...open(), openProblems: unknown(timeout) }, {}],
    ['the problems of a service are unreadable', { openProblems: known([{ service: greenService.id, open: unknown(timeout) }], now) }, {}],
    ['a service is hidden', { openProblems: known([{ service: greenService.id, open: absent(now) }], now) }, {}],
    ['a look for more items is unfinished', open(), { gaps: [gap('CONFIGURATION_ITEM')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, {}, given).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing: no items, or none that reaches a service', () => {
    const alone = known([{ item: greenItem.id, services: known([], now) }], now);
    expect(judge({ reach: alone }).outcome).toBe('FAIL');
    expect(judge({}, {}, { items: [] }).outcome).toBe('FAIL');
    expect(noBlockingProblem.judge(greenFacts({ asked: askedFacts({ reach: alone }) }), { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
  });
});
