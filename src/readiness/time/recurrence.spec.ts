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
    ['knows what was skipped and begins after, when asked about that hour alone', 'FREQ=WEEKLY;BYDAY=FR', 'Pacific/Apia', '2011-12-23T22:00:00.000Z', ['2011-12-30T21:00:00.000Z', '2011-12-30T23:00:00.000Z'], ['2011-12-30T22:00']],
    ['knows the first of two where the span ends in the second, when it is earlier by the clock', 'FREQ=DAILY', 'Europe/Berlin', '2026-10-01T00:30:00.000Z', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:10:00.000Z'], ['2026-10-25T00:30']],
    ['has nothing before its first, which began when the hour came again', 'FREQ=DAILY', 'Europe/Berlin', '2026-10-25T01:30:00.000Z', ['2026-10-24T00:00:00.000Z', '2026-10-27T00:00:00.000Z'], ['2026-10-25T01:30', '2026-10-26T01:30']],
    ['is in order where clocks that go forward turn two round', 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=10,50;BYSETPOS=2,3', 'Europe/Berlin', '2026-03-27T01:50:00.000Z', ['2026-03-29T00:00:00.000Z', '2026-03-30T00:00:00.000Z'], ['2026-03-29T01:10', '2026-03-29T01:50']],
    ['leaves out what begins with the end of the span', 'FREQ=DAILY', 'UTC', '2026-11-01T09:00:00.000Z', ['2026-11-02T00:00:00.000Z', '2026-11-03T09:00:00.000Z'], ['2026-11-02T09:00']],
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

  it.each(['Europe/Nowhere', '+01:00', '', 'CET/CEST', '2026-01-01T00:00+01:00[Europe/Berlin]'])('refuses the zone %j', (zone) => {
    expect(() => starts('FREQ=DAILY', zone, '2026-01-01T00:00:00.000Z', ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'])).toThrow(/no time zone/);
  });
});
