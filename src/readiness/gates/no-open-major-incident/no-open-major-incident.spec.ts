import type { Incident } from '../../../domain/incident.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { askedFacts, gap, greenFacts, greenItem, greenService, incidentOf, itemFactsOf, now, policyGate, timeout, troubled } from '../../green.fixture.ts';
import { noOpenMajorIncident } from './index.ts';

const gate = policyGate('no-open-major-incident');
const judge = (asked: Partial<AskedFacts>, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}) => noOpenMajorIncident.judge(greenFacts({ asked: askedFacts(asked), ...given }), { ...gate, parameters });
const open = (...incidents: Partial<Incident>[]) => troubled(incidents.map(incidentOf));

describe('no-open-major-incident', () => {
  it('passes when nothing is open, or nothing that stands in the way', () => {
    expect(judge(open())).toMatchObject({ outcome: 'PASS', expected: 'no open incident that is major or of priority 1', restsOn: ['servicenow:service:s1 without open incidents'], evidence: [{ field: 'open incidents', value: 'none' }] });
    expect(judge(open({ priority: 2 }))).toMatchObject({ outcome: 'PASS', evidence: [{ value: 'INC0040001' }] });
    expect(judge(open({ priority: 1, isMajor: true, isOpen: false })).outcome).toBe('PASS');
  });

  it.each<[string, Partial<Incident>, string]>([
    ['a major one', { isMajor: true, priority: 3 }, 'Payments has a major incident open: INC0040001.'],
    ['a major one of hidden priority', { isMajor: true, priority: null }, 'a major incident'],
    ['one of priority 1', { priority: 1 }, 'Payments has an incident of priority 1 open: INC0040001.'],
    ['one of priority 1 of which nobody says whether it is major', { priority: 1, isMajor: null }, 'priority 1'],
    ['a major one of which nobody says whether it is open: the tool told it among those that are', { isMajor: true, isOpen: null }, 'a major incident'],
  ])('fails when there is %s', (_name, given, because) => {
    expect(judge(open({}, given))).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string, remedy: 'Resolve INC0040001 in servicenow first.', remedyUrl: 'https://servicenow.example/INC0040001' });
  });

  it('cannot tell of an incident whose priority, or whether it is major, is not said', () => {
    expect(judge(open({ priority: null }))).toMatchObject({ outcome: 'UNKNOWN', because: 'Payments has INC0040001 open, and servicenow does not say its priority.' });
    expect(judge(open({ isMajor: null }))).toMatchObject({ outcome: 'UNKNOWN', because: 'Payments has INC0040001 open, and servicenow does not say whether it is major.' });
  });

  it('goes by the priority alone, or stops for less, where the policy says so', () => {
    expect(judge(open({ isMajor: null }), {}, { goesByPriority: true }).outcome).toBe('PASS');
    expect(judge(open({ isMajor: null, priority: null }), {}, { goesByPriority: true }).outcome).toBe('UNKNOWN');
    expect(judge(open({ priority: 2 }), {}, { priority: 2 })).toMatchObject({ outcome: 'FAIL', expected: 'no open incident that is major or of priority 2 or more urgent' });
    expect(judge(open({ priority: 1 }), {}, { priority: 0 })).toMatchObject({ outcome: 'PASS', expected: 'no open incident that is major' });
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['what is reached was not gathered', { reach: unknown(timeout) }, {}],
    ['an item does not say what it reaches', { ...open(), reach: known([{ item: greenItem.id, services: unknown(timeout) }], now) }, {}],
    ['an item hides what it reaches', { ...open(), reach: known([{ item: greenItem.id, services: absent(now) }], now) }, {}],
    ['one of two items was not asked', open(), { items: [itemFactsOf(), itemFactsOf({ id: 'servicenow:ci:i9', label: 'bus-prod' })] }],
    ['an item is unreadable', open(), { items: [itemFactsOf(), { ...itemFactsOf(), reference: 'servicenow:ci:other', record: unknown(timeout) }] }],
    ['the target is unreadable', open(), { target: { ...greenFacts().target, reference: 'servicenow:ci:other', record: unknown(timeout) } as Facts['target'] }],
    ['the incidents were not gathered', { openIncidents: unknown(timeout) }, {}],
    ['the incidents of a service are unreadable', { openIncidents: known([{ service: greenService.id, open: unknown(timeout) }], now) }, {}],
    ['a service is hidden', { openIncidents: known([{ service: greenService.id, open: absent(now) }], now) }, {}],
    ['a service was not asked', { openIncidents: known([], now) }, {}],
    ['a look for more items is unfinished', open(), { gaps: [gap('CONFIGURATION_ITEM')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('still tells the fire that it sees beside what it cannot see', () => {
    const other = { ...greenService, id: 'servicenow:service:s2', label: 'Ledger' };
    const reach = known([{ item: greenItem.id, services: known([greenService, other], now) }], now);
    const openIncidents = known([{ service: greenService.id, open: unknown(timeout) }, { service: other.id, open: known([incidentOf({ isMajor: true })], now) }], now);
    expect(judge({ reach, openIncidents })).toMatchObject({ outcome: 'FAIL', because: 'Ledger has a major incident open: INC0040001.' });
  });

  it('never passes on nothing: no items, or none that reaches a service', () => {
    const alone = known([{ item: greenItem.id, services: known([], now) }], now);
    expect(judge({ ...open(), reach: alone })).toMatchObject({ outcome: 'FAIL', because: 'No configuration item of payments-2.4.0 in production reaches a service.' });
    expect(judge(open(), { items: [] }).outcome).toBe('FAIL');
    expect(noOpenMajorIncident.judge(greenFacts({ asked: askedFacts({ reach: alone }) }), { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(judge(open(), { items: [itemFactsOf(), { ...itemFactsOf(), reference: 'servicenow:ci:gone', record: absent(now) }] }).outcome).toBe('FAIL');
  });
});
