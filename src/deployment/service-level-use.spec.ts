import type { ServiceLevelUse } from '../domain/availability.ts';
import type { ServiceLevel } from '../domain/configuration-item.ts';
import { useOf } from './service-level-use.ts';
import { Reached } from './testing/reached.ts';
import type { WatchedFacts } from './watched-facts.ts';

const [payments] = new Reached().services;
const ledger = payments && { ...payments, id: 'servicenow:service:s2', label: 'Ledger' };
const services = [payments, ledger].flatMap((one) => one ?? []);
const clock = (name: string, isBreached: boolean | null, remainingPercent: number | null): ServiceLevel => ({ name, target: null, isBreached, remainingPercent });
const use = (more: Partial<ServiceLevelUse> = {}): ServiceLevelUse => ({ serviceId: 'servicenow:service:s1', service: 'Payments', name: 'Resolution', wasBreached: false, isBreached: false, leftBefore: 40, leftAfter: 40, ...more });
const ofLedger = use({ serviceId: 'servicenow:service:s2', service: 'Ledger' });

/** What the services have now: Payments, then Ledger. */
function facts(...levels: readonly (readonly ServiceLevel[])[]): WatchedFacts {
  return { services, incidents: [], levels: new Map(levels.flatMap((its, index) => (services[index] === undefined ? [] : [[services[index].id, its] as const]))), unknown: [] };
}

describe('what becomes of service levels', () => {
  it('is as it is now where one is seen for the first time', () => {
    expect(useOf(facts([clock('Resolution', true, -5)]), [])).toEqual([use({ wasBreached: true, isBreached: true, leftBefore: -5, leftAfter: -5 })]);
  });

  it('is compared with how that very one of that very service was', () => {
    const before = [use({ name: 'Response', leftBefore: 90 }), ofLedger, use({ wasBreached: null, leftBefore: 70 })];
    expect(useOf(facts([clock('Resolution', true, -5)], [clock('Resolution', false, 30)]), before)).toEqual([
      use({ wasBreached: null, isBreached: true, leftBefore: 70, leftAfter: -5 }), { ...ofLedger, leftAfter: 30 }, use({ name: 'Response', leftBefore: 90 }),
    ]);
  });

  it('stays as it was last seen once its clock has stopped', () => {
    expect(useOf(facts([]), [use({ leftAfter: 20 }), ofLedger])).toEqual([use({ leftAfter: 20 }), ofLedger]);
    expect(useOf(facts([clock('Response', false, 80)]), [use()])).toEqual([use({ name: 'Response', leftBefore: 80, leftAfter: 80 }), use()]);
  });

  it.each<[string, readonly ServiceLevel[], boolean | null, number | null]>([
    ['a breach, whatever the others', [clock('Resolution', null, 10), clock('Resolution', true, -5), clock('Resolution', false, 60)], true, -5],
    ['one that does not say, beside those that are kept', [clock('Resolution', false, 60), clock('Resolution', null, null)], null, null],
    ['the one with the least left', [clock('Resolution', false, 60), clock('Resolution', false, 0)], false, 0],
  ])('of several clocks by one name is the worst: %s', (_title, levels, isBreached, leftAfter) => {
    expect(useOf(facts(levels), [use()])).toEqual([use({ isBreached, leftAfter })]);
  });

  it('is nothing for a service whose levels could not be read', () => {
    expect(useOf({ ...facts(), levels: new Map() }, [])).toEqual([]);
  });
});
