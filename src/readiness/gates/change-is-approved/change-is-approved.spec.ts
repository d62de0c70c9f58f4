import type { Facts, ChangeFacts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { absent, known, unknown } from '../../fact.ts';
import { approvedBy, changeFactsOf, gap, grace, greenFacts, kenji, link, now, omar, person, policyGate, stranger, timeout } from '../../green.fixture.ts';
import { changeIsApproved } from './index.ts';

const gate = policyGate('change-is-approved', { parameters: { allowedTemplates: ['Patch a web server'], emergencyApprovers: ['omar@northbank.example'] } });

function judge(changes: readonly ChangeFacts[], given: Partial<Facts> = {}): Judged {
  return changeIsApproved.judge(greenFacts({ changes, ...given }), gate);
}

const approvals = (...list: Parameters<typeof approvedBy>[]) => ({ approvals: known(list.map(([who, given]) => approvedBy(who, given)), now) });
const discovered = { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'DISCOVERED' }) };
const correlated = { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'CORRELATED' }) };

describe('change-is-approved', () => {
  it('passes a scheduled change that others than its requester approved', () => {
    const verdict = judge([changeFactsOf()]);
    expect(verdict).toMatchObject({ outcome: 'PASS', restsOn: ['servicenow:change:c3 approved'] });
    expect(verdict.evidence[0]).toMatchObject({ recordId: 'servicenow:change:c3', field: 'approval', url: 'https://servicenow.example/CHG0030003' });
  });

  it('says who is still waited for, where, and who must act', () => {
    expect(judge([changeFactsOf({ approval: 'APPROVED' }, approvals([grace], [omar, { state: 'REQUESTED' }]))])).toMatchObject({
      outcome: 'FAIL', because: 'CHG0030003 still waits for the approval of Omar.', remedy: 'Ask Omar to approve CHG0030003 in servicenow.',
      remedyUrl: 'https://servicenow.example/CHG0030003', responsible: [omar],
    });
  });

  it('says who is waited for rather than the state that follows from it, unless the change is over', () => {
    const waiting = approvals([grace], [omar, { state: 'REQUESTED' }]);
    expect(judge([changeFactsOf({ state: 'AUTHORIZE', approval: 'REQUESTED' }, waiting)]).because).toBe('CHG0030003 still waits for the approval of Omar.');
    expect(judge([changeFactsOf({ state: 'CANCELED', approval: 'REQUESTED' }, waiting)]).because).toContain('not scheduled');
  });

  it.each<[string, ChangeFacts, string]>([
    ['rejected by one', changeFactsOf({}, approvals([grace], [omar, { state: 'REJECTED' }])), 'rejected by Omar'],
    ['waiting in a phase nobody can tell', changeFactsOf({}, approvals([grace], [omar, { phase: null, state: 'REQUESTED' }])), 'still waits'],
    ['approved by its requester', changeFactsOf({}, approvals([kenji], [omar])), 'was approved by Kenji, who asked for it'],
    ['nobody approved', changeFactsOf({}, approvals()), 'Nobody approved'],
    ['approved for building only', changeFactsOf({}, approvals([omar, { phase: 'BUILD_AND_TEST' }])), 'Nobody approved the release of CHG0030003: Omar approved building and testing it, no more'],
    ['approved for building, and by a release approval that was taken back', changeFactsOf({}, approvals([omar, { phase: 'BUILD_AND_TEST' }], [grace, { state: 'CANCELED' }])), 'Nobody approved the release of CHG0030003: Omar approved building and testing it, no more.'],
    ['rejected by somebody with a dot in their name', changeFactsOf({}, approvals([person('J. Smith'), { state: 'REJECTED' }])), 'CHG0030003 was rejected by J. Smith.'],
    ['only requested', changeFactsOf({ approval: 'REQUESTED' }), 'approval is requested'],
    ['not requested', changeFactsOf({ approval: 'NOT_REQUESTED' }), 'approval is not requested'],
    ['new', changeFactsOf({ state: 'NEW', stateLabel: 'New' }), 'in New'],
    ['authorize', changeFactsOf({ state: 'AUTHORIZE' }), 'not scheduled'],
    ['in review', changeFactsOf({ state: 'REVIEW' }), 'not scheduled'],
    ['closed', changeFactsOf({ state: 'CLOSED' }), 'not scheduled'],
    ['canceled', changeFactsOf({ state: 'CANCELED' }), 'not scheduled'],
    ['on hold', changeFactsOf({ isOnHold: true }), 'on hold'],
    ['absent', changeFactsOf({}, { record: absent(now) }), 'has no CHG0030003, or hides it'],
    ['of a test connection', changeFactsOf({}, { discountedBecause: 'it is a clone' }), 'does not count: it is a clone'],
    ['only discovered', changeFactsOf({}, discovered), 'No change was declared'],
    ['correlated once, and no more', changeFactsOf({ correlationId: 'payments-2.3.0' }, correlated), 'No change was declared'],
  ])('fails a change that is %s', (_name, change, because) => {
    const verdict = judge([change]);
    expect(verdict.outcome).toBe('FAIL');
    expect(verdict.because).toContain(because);
    expect(verdict.remedy).not.toBeNull();
    if (because.endsWith('.')) expect([verdict.because, verdict.actual]).toEqual([because, because.slice(0, -1)]);
  });

  it('does not mind who took back an approval, even who asked for it', () => {
    expect(judge([changeFactsOf({}, approvals([omar], [kenji, { state: 'CANCELED' }]))]).outcome).toBe('PASS');
  });

  it('makes nobody responsible whose name is hidden', () => {
    expect(judge([changeFactsOf({}, approvals([null], [omar, { state: 'REJECTED' }], [null, { state: 'REJECTED', group: 'CAB' }]))])).toMatchObject({ because: 'CHG0030003 was rejected by Omar, CAB.', responsible: [omar] });
    expect(judge([changeFactsOf({}, approvals([null]))]).responsible).toEqual([]);
  });

  it.each<[string, ChangeFacts]>([
    ['unreadable', changeFactsOf({}, { record: unknown(timeout) })],
    ['in a state nobody knows', changeFactsOf({ state: 'UNKNOWN' })],
    ['of an approval nobody knows', changeFactsOf({ approval: 'UNKNOWN' })],
    ['of a type nobody knows', changeFactsOf({ type: 'OTHER' })],
    ['hiding its hold', changeFactsOf({ isOnHold: null })],
    ['hiding its requester', changeFactsOf({ requestedBy: null }, { requester: null })],
    ['of a requester nobody mapped', changeFactsOf({}, { requester: stranger })],
    ['approved by an account nobody mapped', changeFactsOf({}, approvals([stranger], [omar]))],
    ['approved by somebody hidden', changeFactsOf({}, approvals([null]))],
    ['approved for a phase nobody can tell', changeFactsOf({}, approvals([omar, { phase: null }]))],
    ['with unreadable approvals', changeFactsOf({}, { approvals: unknown(timeout) })],
    ['with hidden approvals', changeFactsOf({}, { approvals: absent(now) })],
    ['with a garbled approval', changeFactsOf({}, approvals([omar], [grace, { state: 'UNKNOWN' }]))],
    ['correlated with a hidden correlation id', changeFactsOf({ correlationId: null }, correlated)],
    ['standard with a hidden template', changeFactsOf({ type: 'STANDARD', template: null })],
  ])('cannot tell of a change %s', (_name, change) => {
    expect(judge([change])).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('lets an allow-listed template stand for the approvals of a standard change, and no other', () => {
    const standard = (template: string) => changeFactsOf({ type: 'STANDARD', approval: 'NOT_REQUESTED', template }, approvals());
    expect(judge([standard('Patch a web server')]).outcome).toBe('PASS');
    expect(judge([standard('Reboot everything')])).toMatchObject({ outcome: 'FAIL' });
    const shown = (given: Partial<ChangeFacts>) => judge([changeFactsOf({ type: 'STANDARD', template: 'Patch a web server' }, given)]).evidence.map(({ value }) => value);
    expect([shown(approvals()), shown({ approvals: unknown(timeout) }), shown(approvals([omar], [null], [grace, { state: 'CANCELED' }]))]).toEqual([['approved', 'Scheduled'], ['approved', 'Scheduled'], ['approved', 'Scheduled', 'approved by Omar', 'approved by somebody']]);
    expect(judge([changeFactsOf({ type: 'STANDARD', approval: 'REJECTED', template: 'Patch a web server' })]).outcome).toBe('FAIL');
  });

  it('wants one of the people whom the policy names for emergencies', () => {
    expect(judge([changeFactsOf({ type: 'EMERGENCY' }, approvals([omar]))]).outcome).toBe('PASS');
    expect(judge([changeFactsOf({ type: 'EMERGENCY' }, approvals([grace]))]).outcome).toBe('FAIL');
    expect(judge([changeFactsOf({ type: 'EMERGENCY' }, approvals([{ ...omar, email: null }]))])).toMatchObject({ outcome: 'FAIL', because: 'CHG0030003 is an emergency change, and nobody the policy names for emergencies approved it.' });
    expect(changeIsApproved.judge(greenFacts({ changes: [changeFactsOf({ type: 'EMERGENCY' })] }), policyGate('change-is-approved')).outcome).toBe('FAIL');
  });

  it('fails for a discovered change too, but is never satisfied by one alone', () => {
    const second = changeFactsOf({ id: 'servicenow:change:c4', label: 'CHG0030004', isOnHold: true }, discovered);
    expect(judge([changeFactsOf(), second])).toMatchObject({ outcome: 'FAIL', because: 'CHG0030004 is on hold.' });
    expect(judge([changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4' }, discovered)]).outcome).toBe('PASS');
  });

  it('says once, and without a doubled full stop, what could not be read', () => {
    const silent = changeFactsOf({}, { ...correlated, record: unknown({ ...timeout, message: 'No answer came in time.' }) });
    expect(judge([silent])).toMatchObject({ outcome: 'UNKNOWN', because: 'CHG0030003 could not be read from servicenow: No answer came in time.' });
  });

  it('never passes when the only correlated change is gone', () => {
    expect(judge([changeFactsOf({}, { ...correlated, record: absent(now) })]).outcome).toBe('FAIL');
    expect(judge([changeFactsOf({}, { ...correlated, record: unknown(timeout) }), changeFactsOf({ id: 'x' }, discovered)]).outcome).toBe('UNKNOWN');
  });

  it('lets FAIL go before UNKNOWN', () => {
    expect(judge([changeFactsOf({}, { record: unknown(timeout) }), changeFactsOf({ isOnHold: true })]).outcome).toBe('FAIL');
  });

  it('never passes on nothing', () => {
    expect(judge([])).toMatchObject({ outcome: 'FAIL', because: 'No change is linked to payments-2.4.0 for production.' });
    expect(judge([], { gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
    expect(changeIsApproved.judge(greenFacts({ changes: [] }), { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(changeIsApproved.judge(greenFacts({ changes: [], gaps: [gap('CHANGE')] }), { ...gate, mayBeEmpty: true }).outcome).toBe('UNKNOWN');
  });

  it('cannot pass while a look for more changes is unfinished', () => {
    expect(judge([changeFactsOf()], { gaps: [gap('CHANGE')] })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('There may be more that nobody could see') as string });
    expect(judge([changeFactsOf()], { gaps: [gap('WORK_ITEM')] }).outcome).toBe('PASS');
  });

  it.each<[string, Parameters<typeof approvedBy>[], string, string | null]>([
    ['both', [[omar], [grace, { phase: 'BUILD_AND_TEST' }]], 'PASS', null],
    ['the release only', [[omar]], 'FAIL', 'Nobody approved building and testing CHG0030003.'],
    ['building only', [[omar, { phase: 'BUILD_AND_TEST' }]], 'FAIL', 'Nobody approved the release of CHG0030003'],
    ['building by who asked', [[omar], [kenji, { phase: 'BUILD_AND_TEST' }]], 'FAIL', 'was approved by Kenji, who asked for it'],
    ['building not yet', [[omar], [grace, { phase: 'BUILD_AND_TEST', state: 'REQUESTED' }]], 'FAIL', 'still waits for the approval of Grace'],
    ['nobody can tell what', [[omar], [grace, { phase: null }]], 'UNKNOWN', null],
    ['both, and building taken back by another', [[omar], [grace, { phase: 'BUILD_AND_TEST' }], [kenji, { phase: 'BUILD_AND_TEST', state: 'CANCELED' }]], 'PASS', null],
    ['building taken back', [[omar], [grace, { phase: 'BUILD_AND_TEST', state: 'CANCELED' }]], 'FAIL', 'Nobody approved building and testing CHG0030003.'],
    ['nobody can tell what was taken back', [[omar], [grace, { phase: null, state: 'CANCELED' }]], 'UNKNOWN', 'Nobody can tell whether building and testing of CHG0030003 was approved.'],
  ])('tells the phases apart where the policy wants both approved: %s', (_name, list, outcome, because) => {
    const both = policyGate('change-is-approved', { parameters: { phases: ['BUILD_AND_TEST', 'RELEASE'] } });
    const verdict = changeIsApproved.judge(greenFacts({ changes: [changeFactsOf({}, approvals(...list))] }), both);
    expect([verdict.outcome, because === null ? null : verdict.because]).toEqual([outcome, because === null ? null : expect.stringContaining(because)]);
  });

  it('never stands on the approval of building alone: a policy that leaves the release out is wrong', () => {
    expect(changeIsApproved.judge(greenFacts(), policyGate('change-is-approved', { parameters: { phases: ['BUILD_AND_TEST'] } }))).toMatchObject({ outcome: 'UNKNOWN', because: "The policy's parameters of change-is-approved are wrong: phases must name RELEASE." });
  });

  it('cannot be judged by wrong parameters', () => {
    expect(changeIsApproved.judge(greenFacts(), policyGate('change-is-approved', { parameters: { allowedTemplate: [] } })).outcome).toBe('UNKNOWN');
  });

  it('takes no fact older than the policy bears', () => {
    const old = greenFacts({ changes: [changeFactsOf({}, { approvals: known([approvedBy(omar)], '2026-11-23T11:00:00.000Z') })] });
    expect(changeIsApproved.judge(old, { ...gate, maxFactAgeMs: 60_000 }).outcome).toBe('UNKNOWN');
    expect(changeIsApproved.judge(old, { ...gate, maxFactAgeMs: 7_200_000 }).outcome).toBe('PASS');
  });
});
