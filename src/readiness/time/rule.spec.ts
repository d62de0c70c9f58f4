import { Temporal } from 'temporal-polyfill';
import { UserMistake } from '../../domain/error.ts';
import { lastStart, localStarts, readRule } from './rule.ts';

const mistake = (rule: string): string => { try { readRule(rule); return 'taken'; } catch (error) { return error instanceof UserMistake ? error.message : 'another error'; } };

describe('a rule', () => {
  it('is read in whatever letters, with or without its name, and without its end', () => {
    expect(readRule(' rrule:freq=weekly;byday=mo,2tu,-1fr;interval=2;wkst=su ')).toEqual({ text: 'FREQ=WEEKLY;BYDAY=MO,2TU,-1FR;INTERVAL=2;WKST=SU', until: null });
    expect(readRule('FREQ=DAILY;UNTIL=20261231T230000Z')).toEqual({ text: 'FREQ=DAILY', until: '20261231T230000Z' });
  });

  it.each([
    'INTERVAL=1', 'INTERVAL=1000', 'INTERVAL=+5', 'COUNT=1', 'COUNT=1000', 'UNTIL=20261231', 'UNTIL=20261231T230000', 'BYMONTH=1,12', 'BYMONTHDAY=1,31,-31', 'BYYEARDAY=1,366,-366', 'BYWEEKNO=1,53,-53', 'BYSETPOS=1,366,-1', 'BYDAY=+1MO,53SU',
    'WKST=MO', 'BYHOUR=0,23', 'BYMINUTE=0,59',
  ])('may hold %s', (part) => {
    expect(mistake(`FREQ=YEARLY;${part}`)).toBe('taken');
  });

  it.each([
    ['INTERVAL=0', 'INTERVAL must be a number from 1 to 1000, not "0"'], ['INTERVAL=1001', 'INTERVAL must be'], ['INTERVAL=1.5', 'INTERVAL must be'], ['INTERVAL=a1', 'INTERVAL must be'], ['INTERVAL=1a', 'INTERVAL must be'], ['INTERVAL=1,2', 'not "1,2"'],
    ['COUNT=0', 'COUNT must be a number from 1 to 1000'], ['COUNT=1,2', 'not "1,2"'], ['UNTIL=2026', 'UNTIL must be a moment as 20261231T230000Z, 20261231T230000 or 20261231, not "2026"'], ['UNTIL=X20261231', 'UNTIL must be'], ['UNTIL=20261231X', 'UNTIL must be'], ['UNTIL=20261231,20261231', 'UNTIL must be'],
    ['BYMONTHDAY=0', 'days from 1 to 31 or -31 to -1, not "0"'], ['BYMONTHDAY=X', 'not "X"'], ['BYYEARDAY=367', 'days from 1 to 366 or -366 to -1'], ['BYYEARDAY=0', 'days from 1 to 366'], ['BYWEEKNO=54', 'weeks from 1 to 53 or -53 to -1'], ['BYSETPOS=0', 'positions from 1 to 366 or -366 to -1'],
    ['BYDAY=0MO', 'weekdays as MO, 2TU or -1FR'], ['BYDAY=MOO', 'weekdays as'], ['WKST=MOO', 'one weekday as MO'], ['WKST=XMO', 'one weekday as MO'], ['WKST=MO,TU', 'not "MO,TU"'], ['BYMINUTE=60', 'minutes from 0 to 59'], ['BYMONTH=1=2', 'BYMONTH is not a part it may have; there are FREQ, INTERVAL, COUNT,'],
    ['=5', 'an empty part is not a part'], ['BYMONTH', 'BYMONTH must be months from 1 to 12, not ""'], ['RRULE:BYMONTH=1', 'RRULE:BYMONTH is not a part'],
  ])('may not hold %s', (part, why) => {
    expect(mistake(`FREQ=YEARLY;${part}`)).toContain(why);
  });

  it.each([['XDAILY', 'FREQ must be'], ['DAILYX', 'FREQ must be'], ['DAILY,WEEKLY', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not "DAILY,WEEKLY"']])('does not come %s', (often, why) => {
    expect(mistake(`FREQ=${often}`)).toBe(`The recurrence "FREQ=${often}" cannot be used: ${why}${why.endsWith('be') ? ` DAILY, WEEKLY, MONTHLY or YEARLY, not "${often}"` : ''}. Write an RFC 5545 rule, e.g. FREQ=WEEKLY;BYDAY=FR.`);
  });

  it('says what is wrong where its parts do not fit together', () => {
    const at = Temporal.PlainDateTime.from('2026-01-01T00:00');
    const following = (): unknown => localStarts({ text: 'FREQ=WEEKLY;BYWEEKNO=3', until: null }, at, at, at.add({ days: 9 }));
    expect(following).toThrow(UserMistake);
    expect(following).toThrow(/^The recurrence "FREQ=WEEKLY;BYWEEKNO=3" cannot be used: [^.]+\. Write an RFC 5545 rule/);
    expect(localStarts({ text: 'FREQ=DAILY', until: null }, at, at, at.add({ days: 1 })).map(String)).toEqual(['2026-01-01T00:00:00', '2026-01-02T00:00:00']);
  });

  it('ends with the last moment of a date, at a moment of its zone or of UTC, or never', () => {
    const end = (until: string | null): string | number => { const ms = lastStart({ text: '', until }, 'Europe/Berlin'); return Number.isFinite(ms) ? new Date(ms).toISOString() : ms; };
    expect([end(null), end('20261102'), end('20261102T090000'), end('20261102T090000Z'), end('20261025T023000')]).toEqual([Infinity, '2026-11-02T22:59:59.999Z', '2026-11-02T08:00:00.000Z', '2026-11-02T09:00:00.000Z', '2026-10-25T01:30:00.000Z']);
    expect(() => end('20261340')).toThrow('The recurrence "20261340" cannot be used: UNTIL is no date and time of the calendar.');
    expect(() => end('Christmas')).toThrow('The recurrence "Christmas" cannot be used: UNTIL is no date and time of the calendar.');
  });
});
