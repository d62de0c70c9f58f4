import { absent, known, unknown } from '../../fact.ts';
import type { ChangeFacts } from '../../facts.ts';
import { approvedBy, changeFactsOf, gap, grace, greenFacts, kenji, now, omar, person, policyGate, stranger, timeout } from '../../green.fixture.ts';
import { riskIsAccepted } from './index.ts';

const judge = (changes: readonly ChangeFacts[], parameters: Record<string, unknown> = {}) => riskIsAccepted.judge(greenFacts({ changes }), policyGate('risk-is-accepted', { parameters }));
const named = { acceptedBy: ['OMAR@northbank.example'] };
const high = (given: Partial<ChangeFacts> = {}) => [changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4', label: 'CHG0030004', risk: 'HIGH' }, given)];
const approved = (...list: Parameters<typeof approvedBy>[]) => ({ approvals: known(list.map(([who, given]) => approvedBy(who, given)), now) });

describe('risk-is-accepted', () => {
  it('passes what the policy bears, to the very level', () => {
    expect(judge([changeFactsOf({ risk: 'MODERATE' })])).toMatchObject({ outcome: 'PASS', expected: 'risk of at most moderate', evidence: [{ field: 'risk', value: 'MODERATE' }] });
    expect(judge([changeFactsOf({ risk: 'VERY_HIGH' })], { highest: 'VERY_HIGH' }).outcome).toBe('PASS');
    expect(judge([changeFactsOf({ risk: 'MODERATE' })], { highest: 'LOW' }).outcome).toBe('FAIL');
  });

  it('fails a higher risk that nobody may accept', () => {
    expect(judge(high())).toMatchObject({ outcome: 'FAIL', because: 'The risk of CHG0030004 is high, more than moderate, and the policy names nobody who may accept it.' });
    expect(judge([changeFactsOf({ risk: 'VERY_HIGH' })], { highest: 'HIGH' }).because).toContain('is very high, more than high');
  });

  it('passes a higher risk that a person whom the policy names accepted', () => {
    expect(judge(high(), named)).toMatchObject({ outcome: 'PASS', responsible: [], restsOn: ['servicenow:change:c3 risk LOW PASS', 'servicenow:change:c4 accepted by person:omar@northbank.example', 'servicenow:change:c4 risk HIGH PASS'] });
  });

  it.each<[string, Partial<ChangeFacts>, string]>([
    ['of others', approved([grace]), 'nobody who may accept it has approved the change'],
    ['that is still awaited', approved([grace], [omar, { state: 'REQUESTED' }]), 'nobody who may accept it'],
    ['of the build only', approved([omar, { phase: 'BUILD_AND_TEST' }]), 'nobody who may accept it'],
    ['of who asked for the change', { ...approved([omar]), requester: omar }, 'who accepted it asked for the change'],
    ['of one who has left', approved([{ ...omar, isActive: false }]), 'Omar, who accepted it, is no longer active'],
    ['of an account that nobody mapped', approved([{ ...omar, isMapped: false }]), 'nobody who may accept it'],
    ['of nobody', approved(), 'nobody who may accept it'],
  ])('does not count the approval %s', (_name, given, because) => {
    expect(judge(high(given), named)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string });
  });

  it.each<[string, readonly ChangeFacts[]]>([
    ['the risk is not said', [changeFactsOf({ risk: null })]],
    ['the change is unreadable', [changeFactsOf({}, { record: unknown(timeout) })]],
    ['the approvals are unreadable', high({ approvals: unknown(timeout) })],
    ['the approvals are hidden', high({ approvals: absent(now) })],
    ['the phase is not said', high(approved([omar, { phase: null }]))],
    ['nobody says whether who accepted is active', high(approved([{ ...omar, isActive: null }]))],
    ['the requester is hidden', high({ requester: null })],
    ['the requester is nobody known', high({ requester: stranger })],
  ])('cannot tell when %s', (_name, changes) => {
    expect(judge(changes, named)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('needs one who surely accepted, whoever else did', () => {
    expect(judge(high(approved([kenji], [{ ...omar, isActive: null }], [person('Rosa')])), { acceptedBy: ['omar@northbank.example', 'rosa@northbank.example', 'kenji@northbank.example'] }).outcome).toBe('PASS');
  });

  it('never passes on nothing', () => {
    expect(judge([]).outcome).toBe('FAIL');
    expect(judge([changeFactsOf({}, { record: absent(now) })]).outcome).toBe('FAIL');
    expect(riskIsAccepted.judge(greenFacts({ changes: [], gaps: [gap('CHANGE')] }), policyGate('risk-is-accepted')).outcome).toBe('UNKNOWN');
    expect(riskIsAccepted.judge(greenFacts({ changes: [] }), policyGate('risk-is-accepted', { mayBeEmpty: true })).outcome).toBe('NOT_APPLICABLE');
  });
});
