import type { ServiceLevel } from '../../../domain/configuration-item.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { askedFacts, gap, greenFacts, greenItem, greenService, levelOf, now, policyGate, timeout } from '../../green.fixture.ts';
import { serviceLevelsHold } from './index.ts';

const judge = (asked: Partial<AskedFacts>, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}, mayBeEmpty = false) =>
  serviceLevelsHold.judge(greenFacts({ asked: askedFacts(asked), ...given }), policyGate('service-levels-hold', { parameters, mayBeEmpty }));
const levels = (...given: Partial<ServiceLevel>[]): Partial<AskedFacts> => ({ serviceLevels: known([{ of: greenService.id, told: known(given.map(levelOf), now) }], now) });

describe('service-levels-hold', () => {
  it('passes when every level that runs holds, with enough left', () => {
    expect(judge({})).toMatchObject({ outcome: 'PASS', expected: 'no service level breached, 20 % left of each', restsOn: ['servicenow:service:s1 Incident resolution holds'], evidence: [{ value: '53.8 %' }] });
    expect(judge(levels({ remainingPercent: 20 })).outcome).toBe('PASS');
    expect(judge(levels({}, { target: null })).evidence.map(({ label }) => label)).toEqual(['Payments, Incident resolution (resolution)', 'Payments, Incident resolution']);
    expect(judge(levels({ remainingPercent: 0 }), {}, { minimumPercent: 0 }).outcome).toBe('PASS');
  });

  it('fails when one is breached, or too little is left of it', () => {
    expect(judge(levels({}, { isBreached: true, remainingPercent: null }))).toMatchObject({ outcome: 'FAIL', because: 'Payments has breached its service level Incident resolution.' });
    expect(judge(levels({ remainingPercent: 19.94 }))).toMatchObject({ outcome: 'FAIL', because: 'Payments has 19.9 % left of its service level Incident resolution, less than 20 %.' });
    expect(judge(levels({ isBreached: null, remainingPercent: 3 })).outcome).toBe('FAIL');
    expect(judge(levels({ remainingPercent: 53.8 }), {}, { minimumPercent: 60 }).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['nobody says how much is left', levels({ remainingPercent: null }), {}],
    ['nobody says whether it is breached', levels({ isBreached: null }), {}],
    ['levels were not gathered', { serviceLevels: unknown(timeout) }, {}],
    ['a service was not asked', { serviceLevels: known([], now) }, {}],
    ['the levels of a service are unread', { serviceLevels: known([{ of: greenService.id, told: unknown(timeout) }], now) }, {}],
    ['they are hidden', { serviceLevels: known([{ of: greenService.id, told: absent(now) }], now) }, {}],
    ['what is reached was not gathered', { reach: unknown(timeout) }, {}],
    ['an item does not say what it reaches', { reach: known([{ item: greenItem.id, services: unknown(timeout) }], now) }, {}],
    ['a look for more items is unfinished', {}, { gaps: [gap('CONFIGURATION_ITEM')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing: no items, no service, no level that runs', () => {
    expect(judge(levels())).toMatchObject({ outcome: 'FAIL', because: 'No service that payments-2.4.0 reaches in production has a service level that runs.' });
    expect(judge({}, { items: [] }).outcome).toBe('FAIL');
    expect(judge({ reach: known([{ item: greenItem.id, services: known([], now) }], now) }).outcome).toBe('FAIL');
    expect(judge(levels(), {}, {}, true).outcome).toBe('NOT_APPLICABLE');
  });
});
