import { absent, known, unknown } from './fact.ts';
import { finding, hidden, says, unlearnt, unread, unusable } from './finding.ts';
import { changeFactsOf, greenChange, now, timeout } from './green.fixture.ts';

const { source } = greenChange;
const url = 'https://servicenow.example/CHG0030003';
const change = (given: Parameters<typeof changeFactsOf>[1] = {}) => changeFactsOf({}, given);
const dotted = { ...timeout, message: 'v1.2 gave no answer.' };

describe('a finding', () => {
  it('has nothing beyond what it is told', () => {
    expect(finding('PASS', { because: 'Yes.', actual: 'yes' })).toStrictEqual({ outcome: 'PASS', because: 'Yes.', actual: 'yes', evidence: [], restsOn: [], remedy: null, remedyUrl: null, responsible: [], passesFromAt: null });
    expect(says(greenChange, 'state', 'Scheduled')).toStrictEqual({ source, recordId: 'servicenow:change:c3', field: 'state', label: 'CHG0030003', value: 'Scheduled', url });
    expect(says(greenChange, 'state', null, 'the change').label).toBe('the change');
  });

  it('says of a record before any gate looks into it that it does not count, is not there or was not read', () => {
    expect(unusable(change())).toBeNull();
    expect(unusable(change({ discountedBecause: 'it is a clone' }))).toMatchObject({
      outcome: 'FAIL', because: 'CHG0030003 does not count: it is a clone.', actual: 'CHG0030003 of servicenow', restsOn: ['servicenow:change:CHG0030003 discounted'], evidence: [{ source, recordId: 'servicenow:change:c3', field: null, label: 'CHG0030003', value: null, url }],
      remedy: 'Link the record of the production tool instead of servicenow:change:CHG0030003, or take this one out with a reason.', remedyUrl: url,
    });
    expect(unusable(change({ record: absent(now) }))).toMatchObject({
      outcome: 'FAIL', because: 'servicenow has no CHG0030003, or hides it from Muster.', actual: 'CHG0030003 not found', restsOn: ['servicenow:change:CHG0030003 absent'], evidence: [{ recordId: null, field: null, label: 'CHG0030003', value: null, url }],
      remedy: "Look CHG0030003 up in servicenow: mend the link, or let Muster's account see it.", remedyUrl: url,
    });
    expect(unusable(change({ record: unknown(dotted) }))).toMatchObject({ outcome: 'UNKNOWN', because: 'CHG0030003 could not be read from servicenow: v1.2 gave no answer.', restsOn: ['servicenow:change:CHG0030003 unread'] });
    expect(unusable(change({ record: unknown(timeout), discountedBecause: 'it is a clone' }))?.outcome).toBe('FAIL');
  });

  it('says that something of a record was not read, or is hidden', () => {
    expect(unread(change(), 'the approvals of CHG0030003', 'v1.2 gave no answer.')).toStrictEqual({
      outcome: 'UNKNOWN', because: 'the approvals of CHG0030003 could not be read from servicenow: v1.2 gave no answer.', actual: 'the approvals of CHG0030003 unread', restsOn: ['servicenow:change:CHG0030003 unread'],
      evidence: [{ source, recordId: 'servicenow:change:c3', field: null, label: 'the approvals of CHG0030003', value: null, url }], remedy: 'Judge again once servicenow answers; its connection page says what is wrong.', remedyUrl: url, responsible: [], passesFromAt: null,
    });
    expect(hidden(change(), 'isOnHold', 'whether it is on hold')).toStrictEqual({
      outcome: 'UNKNOWN', because: 'servicenow does not say whether it is on hold of CHG0030003.', actual: 'whether it is on hold of CHG0030003 hidden', restsOn: ['servicenow:change:CHG0030003 isOnHold hidden'],
      evidence: [{ source, recordId: 'servicenow:change:c3', field: 'isOnHold', label: 'CHG0030003', value: null, url }], remedy: "Fill in whether it is on hold of CHG0030003, or let Muster's account in servicenow read it.", remedyUrl: url, responsible: [], passesFromAt: null,
    });
    expect([unread(change({ record: unknown(timeout) }), 'x', 'y'), hidden(change({ record: absent(now) }), 'x', 'y')].map(({ evidence }) => evidence[0]?.recordId)).toEqual([null, null]);
  });

  it('says why something beyond records could not be learnt', () => {
    expect(unlearnt('which freezes stand', unknown(dotted))).toMatchObject({ outcome: 'UNKNOWN', because: 'Nobody can tell which freezes stand: v1.2 gave no answer.', actual: 'which freezes stand: unknown', restsOn: ['which freezes stand unknown'], remedy: 'Judge again; if it stays so, the connection pages say what is wrong.' });
    expect(unlearnt('which freezes stand', absent(now)).because).toBe('Nobody can tell which freezes stand: who keeps it says that it is not there.');
    expect(known(1, now).state).toBe('known');
  });
});
