import { minuteNotAfter, readDatetime } from './moment.ts';

describe('a minute that is not after a moment', () => {
  it.each([
    ['2026-01-15T09:30:59.999Z', 'Etc/UTC', '2026-01-15 09:30'],
    ['2026-01-15T09:30:00.000Z', 'Europe/Paris', '2026-01-15 10:30'],
    ['2026-07-15T09:30:00.000Z', 'America/New_York', '2026-07-15 05:30'],
    ['2026-07-15T23:30:00.000Z', 'Asia/Kolkata', '2026-07-16 05:00'],
  ])('%s in %s is %s', (moment, zone, minute) => {
    expect(minuteNotAfter(moment, zone)).toBe(minute);
  });

  it.each([null, 'Nowhere/Land', ''])('in the zone %j is hours earlier', (zone) => {
    expect(minuteNotAfter('2026-01-15T13:30:00.000Z', zone)).toBe('2026-01-15 01:30');
  });

  it('when the clocks go back and the hour comes twice, lies before both', () => {
    for (const moment of ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']) expect(minuteNotAfter(moment, 'Europe/Paris') < '2026-10-25 02:00').toBe(true);
    expect(minuteNotAfter('2026-10-25T05:00:00.000Z', 'Europe/Paris')).toBe('2026-10-25 06:00');
  });

  it('is never before the first', () => {
    expect(minuteNotAfter('1970-01-01T00:00:00.000Z', null)).toBe('1970-01-01 00:00');
  });
});

it.each([['2021-03-28T08:06:08.711+0800', '2021-03-28T00:06:08.711Z'], ['2021-03-28T08:06:08Z', '2021-03-28T08:06:08.000Z'], [{}, null], ['2021-03-28', null]])('%j is the moment %s', (value, moment) => {
  expect(readDatetime(value)).toBe(moment);
});
