import { blackoutsThatCount, countedSchedules, isBound, maintenanceThatCounts, type CountedSchedules } from './counted-schedules.ts';
import { known, unknown } from './fact.ts';
import type { AskedFacts } from './facts.ts';
import { askedFacts, blackoutOf, greenFacts, now, timeout } from './green.fixture.ts';

const [yearEnd, easter, weekend] = [blackoutOf({ label: 'Year end' }), blackoutOf({ label: 'Easter' }), blackoutOf({ label: 'Weekend', isBlackout: false })];
const facts = (windows: AskedFacts['windows'] = known([{ connection: 'servicenow', windows: known([yearEnd, weekend], now) }, { connection: 'itop', windows: known([easter], now) }], now)) => greenFacts({ asked: askedFacts({ windows }) });
const written = (given: unknown): CountedSchedules => countedSchedules.parse(given);
const counted = (given: unknown, of: ReturnType<typeof facts> = facts()) => { const { schedules, missing } = blackoutsThatCount(of, written(given)); return [schedules.map(({ label }) => label), missing]; };

describe('schedules that count', () => {
  it('are written as all, none, or some by name, for every service or for some', () => {
    expect([written('ALL'), written('NONE'), written(['Year end', { name: 'Easter', services: ['cards'] }])]).toEqual(['ALL', 'NONE', [{ name: 'Year end', services: null }, { name: 'Easter', services: ['cards'] }]]);
    for (const wrong of ['SOME', [''], [{ name: '', services: ['cards'] }], [{ name: 'Easter' }], [{ name: 'Easter', services: [] }], [{ name: 'Easter', services: [''] }], [{ name: 'Easter', services: ['cards'], zone: 'UTC' }]]) expect(countedSchedules.safeParse(wrong).success).toBe(false);
  });

  it('are those of their type, of every tool, or of those names that are about this release', () => {
    expect(counted('ALL')).toEqual([['Year end', 'Easter'], []]);
    expect(counted('NONE')).toStrictEqual([[], []]);
    expect(counted(['Easter'])).toEqual([['Easter'], []]);
    expect(counted([{ name: 'Easter', services: ['cards'] }, { name: 'Year end', services: ['cards', 'payments'] }])).toEqual([['Year end'], []]);
    expect(maintenanceThatCounts(facts(), written('ALL')).schedules).toEqual([weekend]);
  });

  it('are missing where no tool keeps one of that name and type, unless one did not answer', () => {
    expect(counted(['Easter', 'Weekend', 'May'])).toEqual([['Easter'], ['Weekend', 'May']]);
    expect(counted([{ name: 'May', services: ['cards'] }])).toEqual([[], []]);
    const half = facts(known([{ connection: 'servicenow', windows: known([yearEnd], now) }, { connection: 'itop', windows: unknown(timeout) }], now));
    expect([counted(['Year end', 'May'], half), counted('ALL', half)]).toEqual([[['Year end'], []], [['Year end'], []]]);
    expect(maintenanceThatCounts(half, written('ALL')).schedules).toStrictEqual([]);
    expect(counted(['May'], facts(unknown(timeout)))).toStrictEqual([[], []]);
  });

  it('bind a release by all, or by one that is about its service', () => {
    expect(['ALL', 'NONE', [], ['May'], [{ name: 'May', services: ['cards'] }], [{ name: 'May', services: ['cards'] }, { name: 'June', services: ['payments'] }]].map((given) => isBound(greenFacts(), written(given)))).toEqual([true, false, false, true, false, true]);
  });
});
