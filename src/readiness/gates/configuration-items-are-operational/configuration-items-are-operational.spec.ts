import { operationalStates } from '../../../domain/configuration-item.ts';
import { absent, unknown } from '../../fact.ts';
import { gap, greenFacts, itemFactsOf, now, policyGate, timeout } from '../../green.fixture.ts';
import { configurationItemsAreOperational } from './index.ts';

const gate = policyGate('configuration-items-are-operational');
const judge = (...items: ReturnType<typeof itemFactsOf>[]) => configurationItemsAreOperational.judge(greenFacts({ items }), gate);

describe('configuration-items-are-operational', () => {
  it('passes when all are operational', () => {
    expect(judge(itemFactsOf())).toMatchObject({ outcome: 'PASS', expected: 'operational' });
  });

  it.each(operationalStates.filter((state) => state !== 'OPERATIONAL' && state !== 'UNKNOWN'))('fails for one that is %s', (operationalState) => {
    const state = operationalState.toLowerCase().split('_').join('-');
    expect(judge(itemFactsOf(), itemFactsOf({ operationalState }))).toMatchObject({ outcome: 'FAIL', because: `payments-api-prod is ${state}.`, evidence: [{ field: 'operationalState', value: state }], remedyUrl: 'https://servicenow.example/payments-api-prod' });
  });

  it('takes other states where the policy says so', () => {
    const lenient = { ...gate, parameters: { allowedStates: ['OPERATIONAL', 'STANDBY'] } };
    expect(configurationItemsAreOperational.judge(greenFacts({ items: [itemFactsOf({ operationalState: 'STANDBY' })] }), lenient).outcome).toBe('PASS');
    expect(configurationItemsAreOperational.judge(greenFacts(), { ...gate, parameters: { allowedStates: ['UNKNOWN'] } }).outcome).toBe('UNKNOWN');
  });

  it('fails for one the CMDB does not have, and cannot tell of an unreadable or garbled one', () => {
    expect(judge({ ...itemFactsOf(), record: absent(now) }).outcome).toBe('FAIL');
    expect(judge({ ...itemFactsOf(), record: unknown(timeout) }).outcome).toBe('UNKNOWN');
    expect(judge(itemFactsOf({ operationalState: 'UNKNOWN' })).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing', () => {
    expect(judge().outcome).toBe('FAIL');
    expect(configurationItemsAreOperational.judge(greenFacts({ items: [], gaps: [gap('CONFIGURATION_ITEM')] }), gate).outcome).toBe('UNKNOWN');
    expect(configurationItemsAreOperational.judge(greenFacts({ gaps: [gap('CONFIGURATION_ITEM')] }), gate).outcome).toBe('UNKNOWN');
  });
});
