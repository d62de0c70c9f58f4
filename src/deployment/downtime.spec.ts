import { downtimeWithin } from './downtime.ts';
import { outage } from './testing/reached.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 5, minute)).toISOString();
const watch = { startAt: at(0), endAt: at(30) };
const minuteMs = 60_000;

describe('downtime', () => {
  it.each<[string, Parameters<typeof downtimeWithin>[1], number | null]>([
    ['nothing went wrong', [], 0],
    ['one that is open still counts to the end', [outage('1', at(10))], 20],
    ['one that began before and ended after counts within only', [outage('1', at(-10), { resolvedAt: at(50) })], 30],
    ['two at once count once', [outage('1', at(5), { resolvedAt: at(15) }), outage('2', at(10), { resolvedAt: at(20) })], 15],
    ['one within another adds nothing', [outage('1', at(5), { resolvedAt: at(25) }), outage('2', at(10), { resolvedAt: at(12) })], 20],
    ['two apart add up, in whatever order', [outage('2', at(20), { resolvedAt: at(25) }), outage('1', at(1), { resolvedAt: at(2) })], 6],
    ['one that does not say since when', [outage('1', null)], null],
    ['one that was over before', [outage('1', at(-10), { resolvedAt: at(-5) })], 0],
  ])('%s', (_title, incidents, minutes) => {
    expect(downtimeWithin(watch, incidents)).toBe(minutes === null ? null : minutes * minuteMs);
  });
});
