import type { Recurring } from '../../domain/freeze.ts';
import { occurrencesWithin } from './recurrence.ts';

const starts = (rule: string, timeZone: string, startAt: string, span: readonly [string, string], minutes = 60): readonly string[] =>
  occurrencesWithin({ rule, timeZone, first: { startAt, endAt: new Date(Date.parse(startAt) + minutes * 60_000).toISOString() } }, { startAt: span[0], endAt: span[1] }).map((one) => one.startAt.slice(0, 16));

describe('a recurrence', () => {
  it.each<[string, string, string, string, [string, string], string[]]>([
    ['keeps its wall clock when clocks go forward', 'FREQ=DAILY', 'Europe/Berlin', '2026-03-01T08:00:00.000Z', ['2026-03-28T00:00:00.000Z', '2026-03-31T00:00:00.000Z'], ['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00']],
    ['keeps its wall clock when clocks go back', 'FREQ=DAILY', 'America/New_York', '2026-10-01T14:00:00.000Z', ['2026-10-31T00:00:00.000Z', '2026-11-03T00:00:00.000Z'], ['2026-10-31T14:00', '2026-11-01T15:00', '2026-11-02T15:00']],
    ['reads a start that is skipped with the offset before', 'FREQ=DAILY', 'Europe/Berlin', '2026-03-01T01:30:00.000Z', ['2026-03-28T00:00:00.000Z', '2026-03-31T00:00:00.000Z'], ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']],
    ['takes the first of two', 'FREQ=DAILY', 'Europe/Berlin', '2026-10-01T00:30:00.000Z', ['2026-10-24T00:00:00.000Z', '2026-10-27T00:00:00.000Z'], ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30']],
    ['knows half an hour of change', 'FREQ=DAILY', 'Australia/Lord_Howe', '2026-03-01T00:00:00.000Z', ['2026-04-04T00:00:00.000Z', '2026-04-06T00:00:00.000Z'], ['2026-04-04T00:00', '2026-04-05T00:30']],
    ['knows a day that was skipped', 'FREQ=DAILY', 'Pacific/Apia', '2011-12-28T22:00:00.000Z', ['2011-12-28T00:00:00.000Z', '2012-01-01T00:00:00.000Z'], ['2011-12-28T22:00', '2011-12-29T22:00', '2011-12-30T22:00', '2011-12-31T22:00']],
    ['counts weekdays in its zone', 'FREQ=WEEKLY;BYDAY=SA', 'Asia/Kolkata', '2026-11-27T19:00:00.000Z', ['2026-11-20T00:00:00.000Z', '2026-12-10T00:00:00.000Z'], ['2026-11-27T19:00', '2026-12-04T19:00']],
    ['ends with UNTIL, which belongs to it', 'FREQ=DAILY;UNTIL=20261102T090000Z', 'UTC', '2026-11-01T09:00:00.000Z', ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'], ['2026-11-01T09:00', '2026-11-02T09:00']],
    ['counts a date of UNTIL to its end', 'FREQ=DAILY;UNTIL=20261102', 'America/New_York', '2026-11-02T01:00:00.000Z', ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'], ['2026-11-02T01:00', '2026-11-03T01:00']],
    ['ends with COUNT', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2', 'UTC', '2026-01-31T00:00:00.000Z', ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'], ['2026-01-31T00:00', '2026-02-28T00:00']],
    ['has its first even where the rule would not', 'FREQ=WEEKLY;BYDAY=MO', 'UTC', '2026-11-04T00:00:00.000Z', ['2026-11-01T00:00:00.000Z', '2026-11-10T00:00:00.000Z'], ['2026-11-04T00:00', '2026-11-09T00:00']],
  ])('%s', (_name, rule, zone, first, span, expected) => {
    expect(starts(rule, zone, first, span)).toEqual(expected);
  });

  it.each([
    ['FREQ=HOURLY', /FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not "HOURLY"/], ['DAILY', /DAILY is not a part/], ['', /an empty part/], ['INTERVAL=2', /FREQ is missing/],
    ['FREQ=DAILY;FREQ=DAILY', /twice/], ['FREQ=YEARLY;BYMONTH=13', /months from 1 to 12, not "13"/], ['FREQ=DAILY;BYHOUR=25', /hours from 0 to 23/], ['FREQ=DAILY;COUNT=2;UNTIL=20270101', /together/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL/], ['FREQ=WEEKLY;BYDAY=MO,XX', /not "XX"/], ['FREQ=DAILY;UNTIL=20261340', /calendar/], ['FREQ=DAILY;__proto__=1', /not a part/],
    ['FREQ=DAILY\nDTSTART:19990101T000000Z', /FREQ must be/],
  ])('refuses %j and says why', (rule, why) => {
    const ask = () => starts(rule, 'UTC', '2026-01-01T00:00:00.000Z', ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
    expect(ask).toThrow(why);
    expect(ask).toThrow(expect.objectContaining({ code: 'INVALID', path: ['recurrence'] }) as Error);
  });

  it.each(['Europe/Nowhere', '+01:00', '', 'CET/CEST'])('refuses the zone %j', (zone) => {
    expect(() => starts('FREQ=DAILY', zone, '2026-01-01T00:00:00.000Z', ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'])).toThrow(/no time zone/);
  });
});

/** Local wall clock of a minute, by Intl alone, as if it were UTC. */
function wall(zone: string): (ms: number) => number {
  const known = new Map<number, number>();
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  const read = (ms: number): number => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year'] ?? 0, (part['month'] ?? 0) - 1, part['day'], part['hour'], part['minute']);
  };
  return (ms) => {
    const wallMs = known.get(ms) ?? read(ms);
    known.set(ms, wallMs);
    return wallMs;
  };
}

const minute = 60_000;
const day = 1440 * minute;

/** Walks the minutes of the span and says which are covered; knows nothing of rules but "at this time of these weekdays". */
function byMinutes({ first }: Recurring, weekdays: readonly number[], [from, to]: readonly [number, number], local: (ms: number) => number): string {
  const firstMs = Date.parse(first.startAt);
  const timeOfDay = ((local(firstMs) % day) + day) % day;
  const length = Date.parse(first.endAt) - firstMs;
  const seen = new Set<number>();
  const starts = new Set<number>();
  const isStart = (wanted: number): boolean => ((wanted % day) + day) % day === timeOfDay && weekdays.includes(new Date(wanted).getUTCDay());
  let before = local(from - length - 2 * day - minute);
  for (let ms = from - length - 2 * day; ms < to; ms += minute) {
    const here = local(ms);
    // What the clocks skipped between the last minute and this one begins as long after it as it was skipped ahead.
    for (let wanted = before + minute; wanted < here; wanted += minute) {
      if (isStart(wanted)) starts.add(ms + (wanted - (before + minute)));
      seen.add(wanted);
    }
    if (!seen.has(here) && isStart(here)) starts.add(ms);
    seen.add(here);
    before = here;
  }
  const spans = [firstMs, ...[...starts].filter((start) => start > firstMs)];
  let text = '';
  for (let ms = from; ms < to; ms += minute) text += spans.some((start) => start <= ms && ms < start + length) ? '#' : '.';
  return text;
}

const changes = [
  ['Europe/Berlin', '2026-03-29'], ['Europe/Berlin', '2026-10-25'], ['America/New_York', '2026-03-08'], ['America/New_York', '2026-11-01'], ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'], ['Pacific/Chatham', '2026-04-05'], ['Pacific/Chatham', '2026-09-27'], ['America/St_Johns', '2026-03-08'], ['Africa/Casablanca', '2026-02-15'],
] as const;
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

describe('against a walk over every minute of three days around each change of clocks', () => {
  it.each(changes)('%s %s', (timeZone, date) => {
    const from = Date.parse(`${date}T00:00:00Z`) - day;
    const span = [from, from + 3 * day] as const;
    const local = wall(timeZone);
    // A fixed sequence, so that every run looks at the same cases: times of day near the change are drawn as often as all others.
    let seed = from / minute % 2_147_483_647;
    const draw = (below: number): number => { seed = (seed * 48_271) % 2_147_483_647; return seed % below; };
    for (let number = 0; number < 30; number += 1) {
      const firstMs = from - (2 + draw(20)) * day + (number % 2 === 0 ? draw(1440) : draw(18) * 15) * minute;
      const weekdays = [0, 1, 2, 3, 4, 5, 6].filter(() => draw(3) > 0);
      if (weekdays.length === 0) weekdays.push(0);
      const length = (1 + draw(number % 3 === 0 ? 2_000 : 200)) * minute;
      const recurring: Recurring = { timeZone, rule: `FREQ=WEEKLY;BYDAY=${weekdays.map((one) => names[one]).join(',')}`, first: { startAt: new Date(firstMs).toISOString(), endAt: new Date(firstMs + length).toISOString() } };
      const found = occurrencesWithin(recurring, { startAt: new Date(span[0]).toISOString(), endAt: new Date(span[1]).toISOString() });
      let text = '';
      for (let ms = span[0]; ms < span[1]; ms += minute) text += found.some(({ startAt, endAt }) => Date.parse(startAt) <= ms && ms < Date.parse(endAt)) ? '#' : '.';
      expect(`${JSON.stringify(recurring)} ${text}`).toBe(`${JSON.stringify(recurring)} ${byMinutes(recurring, weekdays, span, local)}`);
    }
  });
});
