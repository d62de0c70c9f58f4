import { instantIn, readScheduled, zoneOf } from './schedule-moment.ts';
import { windowOf } from './translate/schedule.ts';

const origin = { instance: { name: 'snow', url: 'https://bank.example' }, fetchedAt: '2026-11-23T05:00:00.000Z' };
const id = 'a'.repeat(32);
const berlin = (text: string): string | null => {
  const told = readScheduled(text);
  return told === null ? null : instantIn(told, 'Europe/Berlin');
};

it('reads a schedule\'s own format by its zone\'s clocks, and what ends in Z as UTC', () => {
  expect(['20260114T020000', '20260714T020000', '20260714T020000Z'].map(berlin)).toEqual(['2026-01-14T01:00:00.000Z', '2026-07-14T00:00:00.000Z', '2026-07-14T02:00:00.000Z']);
  expect(['20260329T023000', '20261025T033000'].map(berlin)).toEqual(['2026-03-29T01:30:00.000Z', '2026-10-25T02:30:00.000Z']);
  for (const odd of ['2026-01-14 02:00:00', '20260230T020000', '20260114T250000', '20260114', 'x']) expect(readScheduled(odd)).toBeNull();
});

it('has no zone where the schedule floats or names none', () => {
  expect(['Europe/Berlin', 'US/Pacific', 'floating', 'Nowhere/At_All', '', null].map(zoneOf)).toEqual(['Europe/Berlin', 'US/Pacific', null, null, null, null]);
});

it.each<[string, Record<string, string>, string | null]>([
  ['every second week until a day', { repeat_type: 'weekly', days_of_week: '135', repeat_count: '2', repeat_until: '20261231' }, 'FREQ=WEEKLY;BYDAY=MO,WE,FR;INTERVAL=2;UNTIL=20261231T225959Z'],
  ['weekdays without an end', { repeat_type: 'weekdays', repeat_until: '00000000' }, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['a day of every month', { repeat_type: 'monthly', monthly_type: 'dom' }, 'FREQ=MONTHLY;BYMONTHDAY=14'],
  ['the last Friday', { repeat_type: 'monthly', monthly_type: 'ldow' }, null],
  ['a week without days', { repeat_type: 'weekly' }, null],
  ['a type nobody knows', { repeat_type: 'specific' }, null],
  ['an end nobody can read', { repeat_type: 'daily', repeat_until: 'soon' }, null],
  ['what is taken out', { type: 'exclude', repeat_type: 'daily' }, null],
])('puts %s as a rule or is partial', (_name, told, rule) => {
  const span = { sys_id: id, start_date_time: '20260114T020000', end_date_time: '20260114T060000', ...told };
  const window = windowOf({ sys_id: id, name: 'x', type: 'blackout', time_zone: 'Europe/Berlin' }, [span], false, origin);
  expect([window.isPartial, window.recurring.map((one) => one.rule)]).toEqual(rule === null ? [true, []] : [false, [rule]]);
});
