import { firstOpen } from './next-open.ts';

const hour = 3_600_000;
const at = (hours: number): string => new Date(Date.UTC(2026, 10, 23) + hours * hour).toISOString();
type Denial = readonly [from: number, to: number | null];
const denied = (all: readonly Denial[]) => all.map(([from, to]) => ({ startAt: at(from), endAt: to === null ? null : at(to) }));
const open = (least: number, all: readonly Denial[]): readonly number[] | null => {
  const found = firstOpen({ startAt: at(0), endAt: at(10) }, denied(all), least * hour);
  return found === null ? null : [found.startAt, found.endAt].map((moment) => (Date.parse(moment) - Date.parse(at(0))) / hour);
};

describe('the first stretch that is open', () => {
  it.each<[string, number, readonly Denial[], readonly number[] | null]>([
    ['all that is allowed where nothing is denied', 10, [], [0, 10]], ['none where that is too short', 10.5, [], null],
    ['what lies before the first denial, when it is just long enough', 3, [[3, 9]], [0, 3]], ['not what is too short by a little', 3.1, [[3, 6]], [6, 10]],
    ['what lies after the last, when it is just long enough', 1, [[0, 9]], [9, 10]], ['none after it when it is too short', 1.1, [[0, 9]], null],
    ['what lies between two, told in whatever order', 2, [[6, 9], [1, 4]], [4, 6]], ['what is left by two of which one lies within the other', 1, [[0, 8], [1, 2]], [8, 10]],
    ['none once one has no end', 1, [[0, null], [2, 3]], null], ['what lies before one without an end', 1, [[2, null]], [0, 2]],
    ['all, when denials begin with its end or after', 10, [[10, 12], [11, null]], [0, 10]], ['no more than what is allowed, when the first denial begins after it', 10, [[11, 12]], [0, 10]], ['none in no time at all', 0, [[0, 10]], null], ['no stretch of no length', 0, [[0, 4]], [4, 10]],
  ])('is %s', (_what, least, all, expected) => {
    expect(open(least, all)).toEqual(expected);
    expect(open(least, all.toReversed())).toEqual(expected);
  });
});
