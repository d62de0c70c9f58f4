import { coveredFrom, coverWithin, gapsWithin } from './cover.ts';
import type { Timed } from './freezes.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const once = (from: number, to: number | null): Timed => ({ first: { startAt: at(from), endAt: to === null ? null : at(to) }, recurrence: null, timeZone: 'UTC' });
const hour = 3_600_000;
const day = { startAt: at(0), endAt: at(24) };
const hours = (windows: readonly { readonly startAt: string; readonly endAt: string }[]) => windows.map(({ startAt, endAt }) => [startAt, endAt].map((moment) => (Date.parse(moment) - Date.parse(at(0))) / hour));

describe('a union of times', () => {
  it('is cut to the span, and joins what touches or overlaps', () => {
    expect(hours(coverWithin([once(8, 10), once(-3, 2), once(10, 12), once(9, 11), once(20, 30)], day))).toEqual([[0, 2], [8, 12], [20, 24]]);
    expect(hours(coverWithin([once(8, 20), once(9, 10)], day))).toEqual([[8, 20]]);
    expect(hours(coverWithin([once(22, null)], day))).toEqual([[22, 24]]);
    expect(coverWithin([], day)).toEqual([]);
  });

  it('turned round is all the rest of the span', () => {
    expect(hours(gapsWithin([once(8, 10), once(-3, 2), once(20, 30)], day))).toEqual([[2, 8], [10, 20]]);
    expect(hours(gapsWithin([], day))).toEqual([[0, 24]]);
    expect(gapsWithin([once(-1, 25)], day)).toEqual([]);
  });

  it('is on from now, or from when it first lasts long enough', () => {
    const all = [once(8, 9), once(12, 13), once(13, 15)];
    expect(coveredFrom(all, at(8), hour)).toBe(at(8));
    expect(coveredFrom(all, at(8), hour + 1)).toBe(at(12));
    expect(coveredFrom(all, at(14), hour)).toBe(at(14));
    expect(coveredFrom(all, at(14), hour + 1)).toBeNull();
    expect(coveredFrom([], at(0), 1)).toBeNull();
  });

  it('is looked for years ahead', () => {
    const leap: Timed = { first: { startAt: '2024-02-29T00:00:00.000Z', endAt: '2024-02-29T06:00:00.000Z' }, recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', timeZone: 'UTC' };
    expect(coveredFrom([leap], at(0), hour)).toBe('2028-02-29T00:00:00.000Z');
    expect(coveredFrom([once(4_000 * 24 - 1, 4_000 * 24 + 1)], at(0), 2 * hour)).toBe(at(4_000 * 24 - 1));
  });
});
