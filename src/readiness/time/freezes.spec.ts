import { concerns, type Freeze } from '../../domain/freeze.ts';
import { freezeOf, omar } from '../green.fixture.ts';
import { checkFreezeTimes, freeFrom, freezeState, nextStretches, stretchAt } from './freezes.ts';

const [at0, at1, at2, at3, at4] = ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'] as const;
const freeze = (given: Partial<Freeze> = {}): Freeze => freezeOf({ first: { startAt: at1, endAt: at2 }, ...given });
const stopped = freeze({ first: { startAt: at1, endAt: null } });
const lifted = { by: omar, at: at1, reason: 'Done.' };

describe('a freeze', () => {
  it('has its start and not its end', () => {
    expect([at0, at1, '2026-11-21T23:59:59.999Z', at2].map((now) => freezeState(freeze(), now))).toEqual(['SCHEDULED', 'ACTIVE', 'ACTIVE', 'PAST']);
    expect(stretchAt(freeze(), at1)).toEqual({ startAt: at1, endAt: at2 });
    expect([stretchAt(freeze(), at0), stretchAt(freeze(), at2)]).toEqual([null, null]);
  });

  it('without an end stops the line until it is lifted', () => {
    expect([at0, at1, '2099-01-01T00:00:00.000Z'].map((now) => freezeState(stopped, now))).toEqual(['SCHEDULED', 'ACTIVE', 'ACTIVE']);
    expect(stretchAt(stopped, at4)).toEqual({ startAt: at1, endAt: null });
    expect(freezeState({ ...stopped, lifted }, at4)).toBe('LIFTED');
  });

  it('that would come again and has no end is on for good', () => {
    expect([at0, at1, at4].map((now) => stretchAt({ ...stopped, recurrence: 'FREQ=DAILY' }, now))).toEqual([null, stopped.first, stopped.first]);
  });

  it('does not touch time that is needed until it begins', () => {
    const day = 86_400_000;
    expect([stretchAt(freeze(), at0, day), freeFrom([freeze()], at0, day)]).toEqual([null, at0]);
    expect([stretchAt(freeze(), at0, day + 1), freeFrom([freeze()], at0, day + 1)]).toEqual([{ startAt: at1, endAt: at2 }, at2]);
  });

  it('that comes again names those to come, the one that is on first', () => {
    const daily = freeze({ recurrence: 'FREQ=DAILY;COUNT=3' });
    expect(nextStretches(daily, '2026-11-22T12:00:00.000Z', 5)).toEqual([{ startAt: at2, endAt: at3 }, { startAt: at3, endAt: at4 }]);
    expect([freezeState(daily, at3), freezeState(daily, at4)]).toEqual(['ACTIVE', 'PAST']);
    expect(nextStretches(freeze({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' }), at4, 2).map(({ startAt }) => startAt.slice(0, 10))).toEqual(['2028-02-29', '2032-02-29']);
  });

  it('are past for good once the rule has ended, however often they came', () => {
    const ended = freeze({ first: { startAt: '2026-01-01T20:00:00.000Z', endAt: '2026-01-02T04:00:00.000Z' }, recurrence: 'FREQ=DAILY;UNTIL=20260301T000000Z' });
    expect([freezeState(ended, '2026-03-01T00:00:00.000Z'), freezeState(ended, '2026-11-29T12:00:00.000Z'), nextStretches(ended, '2026-11-29T12:00:00.000Z', 5)]).toEqual(['ACTIVE', 'PAST', []]);
  });

  it('is about the environments and services of its scope, or all', () => {
    const scope = (environments: string[] | null, services: string[] | null) => concerns({ scope: { environments, services } }, 'production', 'payments');
    expect([scope(null, null), scope(['production'], null), scope(null, ['payments', 'ledger'])]).toEqual([true, true, true]);
    expect([scope(['staging'], null), scope(['production'], ['ledger']), scope([], null)]).toEqual([false, false, false]);
  });

  it.each<[string, Partial<Freeze>, RegExp]>([
    ['its rule is wrong and it has no end', { first: { startAt: at1, endAt: null }, recurrence: 'FREQ=NEVER' }, /FREQ must be/],
    ['it ends before it starts', { first: { startAt: at2, endAt: at1 } }, /not after its start/],
    ['it ends where it starts', { first: { startAt: at1, endAt: at1 } }, /not after its start/],
    ['it comes again without an end', { first: { startAt: at1, endAt: null }, recurrence: 'FREQ=DAILY' }, /without an end/],
    ['its rule is wrong', { recurrence: 'FREQ=NEVER' }, /FREQ must be/],
    ['its rule never happens', { recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, /never comes again/],
    ['its zone is unknown', { timeZone: 'Mars/Olympus' }, /no time zone/],
    ['an occurrence is longer than a year', { first: { startAt: at1, endAt: '2028-01-01T00:00:00.000Z' }, recurrence: 'FREQ=YEARLY' }, /366 days/],
  ])('is refused when %s', (_name, given, why) => {
    const check = (): void => { checkFreezeTimes(freeze(given)); };
    expect(check).toThrow(why);
    expect(check).toThrow(expect.objectContaining({ code: 'INVALID', path: [/zone/.test(why.source) ? 'timeZone' : /FREQ|never comes/.test(why.source) ? 'recurrence' : 'firstEndAt'] }) as Error);
  });

  it('is taken otherwise', () => {
    expect(() => { for (const one of [freeze(), stopped, freeze({ recurrence: 'FREQ=WEEKLY;BYDAY=SA', timeZone: 'Europe/Berlin' }), freeze({ first: { startAt: at1, endAt: '2027-11-22T00:00:00.000Z' }, recurrence: 'FREQ=YEARLY' })]) checkFreezeTimes(one); }).not.toThrow();
  });
});

describe('the union of freezes', () => {
  it('is left where the last of those that overlap or touch ends', () => {
    const daily = freeze({ recurrence: 'FREQ=DAILY;COUNT=3' });
    expect(freeFrom([daily], at1)).toBe(at4);
    expect(freeFrom([freeze(), freeze({ first: { startAt: '2026-11-21T12:00:00.000Z', endAt: at3 } })], at1)).toBe(at3);
    expect(freeFrom([freeze(), freeze({ first: { startAt: at2, endAt: at4 } })], at1)).toBe(at4);
    expect(freeFrom([freeze(), freeze({ first: { startAt: at3, endAt: at4 } })], at1)).toBe(at2);
  });

  it('is left at once where nothing covers the time, and never while one has no end', () => {
    expect([freeFrom([], at1), freeFrom([freeze()], at2)]).toEqual([at1, at2]);
    expect(freeFrom([freeze(), stopped], at1)).toBeNull();
    expect(freeFrom([freeze({ recurrence: 'FREQ=DAILY' })], at1)).toBeNull();
  });

  it('has no end where one of those that cover the time has none, in whatever order', () => {
    const [long, endless] = [freeze({ first: { startAt: at0, endAt: at4 } }), stopped];
    expect([freeFrom([long, endless], at1), freeFrom([endless, long], at1)]).toEqual([null, null]);
    expect(freeFrom([freeze({ first: { startAt: at0, endAt: at4 } }), freeze({ first: { startAt: at0, endAt: at3 } })], at1)).toBe(at4);
  });

  it('is of the occurrence that ends last where they overlap', () => {
    expect(stretchAt(freeze({ first: { startAt: at0, endAt: at2 }, recurrence: 'FREQ=DAILY' }), '2026-11-21T12:00:00.000Z')).toEqual({ startAt: at1, endAt: at3 });
  });
});
