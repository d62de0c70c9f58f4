import { absent, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import { gap, greenFacts, itemFactsOf, now, policyGate, timeout } from '../../green.fixture.ts';
import { configurationItemsAreKnown } from './index.ts';

const judge = (given: Partial<Facts>, parameters: Record<string, unknown> = {}) => configurationItemsAreKnown.judge(greenFacts(given), policyGate('configuration-items-are-known', { parameters }));
const other = { id: 'servicenow:ci:i2', label: 'bus-prod', name: 'bus-prod' };
const lost = (record: Facts['items'][number]['record']) => ({ ...itemFactsOf(other), reference: 'servicenow:ci:bus-prod', record });
const target = (given: Partial<NonNullable<Facts['target']>>) => ({ target: { ...greenFacts().target, ...given } as Facts['target'] });

describe('configuration-items-are-known', () => {
  it('passes when every item and the target are found', () => {
    expect(judge({ items: [itemFactsOf(), itemFactsOf(other)] })).toMatchObject({ outcome: 'PASS', actual: '3 of 3', restsOn: ['servicenow:ci:i1 known', 'servicenow:ci:i2 known'] });
  });

  it.each<[string, Partial<Facts>, string]>([
    ['the CMDB has no such item', { items: [itemFactsOf(), lost(absent(now))] }, 'servicenow has no payments-api-prod'],
    ['the CMDB has no such target', target({ record: absent(now) }), 'servicenow has no payments-api-prod'],
    ['no target is declared', { target: null }, 'Configuration declares no item for payments in production.'],
    ['an item is of a test CMDB', { items: [{ ...itemFactsOf(), discountedBecause: 'it is a clone' }] }, 'does not count: it is a clone'],
  ])('fails when %s', (_name, given, because) => {
    expect(judge(given)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string });
  });

  it('fails an item of a class that the policy does not name', () => {
    const classes = { classes: ['cmdb_ci_appl'] };
    expect(judge({ items: [itemFactsOf(), itemFactsOf({ ...other, className: 'cmdb_ci' })] }, classes)).toMatchObject({ outcome: 'FAIL', because: 'bus-prod is of class cmdb_ci, which the policy does not name.' });
    expect(judge({}, classes).outcome).toBe('PASS');
    expect(judge({}, { classes: ['cmdb_ci_app'] }).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<Facts>]>([
    ['an item is unreadable', { items: [itemFactsOf(), lost(unknown(timeout))] }],
    ['the target is unreadable', target({ record: unknown(timeout) })],
    ['the name of an item is hidden', { items: [itemFactsOf({ name: null })] }],
    ['a look for more items is unfinished', { gaps: [gap('CONFIGURATION_ITEM')] }],
    ['a look for more changes is unfinished', { gaps: [gap('CHANGE')] }],
  ])('cannot tell when %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('never passes on nothing', () => {
    expect(judge({ items: [] }).outcome).toBe('FAIL');
    expect(judge({ items: [], target: null })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 touches no configuration item in production.' });
    expect(configurationItemsAreKnown.judge(greenFacts({ items: [], target: null }), policyGate('configuration-items-are-known', { mayBeEmpty: true })).outcome).toBe('NOT_APPLICABLE');
  });
});
