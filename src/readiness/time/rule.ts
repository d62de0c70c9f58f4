import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { UserMistake } from '../../domain/error.ts';

/** An RFC 5545 rule that was read: its parts without UNTIL, and UNTIL by itself. */
export interface Rule {
  readonly text: string;
  readonly until: string | null;
}

const days = 'MO|TU|WE|TH|FR|SA|SU';
const whole = (low: number, high: number) => (text: string): boolean => /^[+-]?\d{1,4}$/.test(text) && Number(text) >= low && Number(text) <= high;
const eitherSign = (high: number) => (text: string): boolean => whole(-high, high)(text) && Number(text) !== 0;

/**
 * The parts a rule may have and what each of their values must be. Nothing comes more often than by day: what recurs by
 * the hour is one long freeze. COUNT is bounded because every occurrence before now is counted anew.
 */
const parts: Readonly<Record<string, { readonly is: (text: string) => boolean; readonly words: string }>> = {
  FREQ: { is: (text) => /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(text), words: 'DAILY, WEEKLY, MONTHLY or YEARLY' },
  INTERVAL: { is: whole(1, 1000), words: 'a number from 1 to 1000' },
  COUNT: { is: whole(1, 1000), words: 'a number from 1 to 1000' },
  UNTIL: { is: (text) => untilPattern.test(text), words: 'a moment as 20261231T230000Z, 20261231T230000 or 20261231' },
  BYMONTH: { is: whole(1, 12), words: 'months from 1 to 12' },
  BYMONTHDAY: { is: eitherSign(31), words: 'days from 1 to 31 or -31 to -1' },
  BYYEARDAY: { is: eitherSign(366), words: 'days from 1 to 366 or -366 to -1' },
  BYWEEKNO: { is: eitherSign(53), words: 'weeks from 1 to 53 or -53 to -1' },
  BYSETPOS: { is: eitherSign(366), words: 'positions from 1 to 366 or -366 to -1' },
  BYDAY: { is: (text) => new RegExp(`^([+-]?[1-9]\\d?)?(${days})$`).test(text), words: 'weekdays as MO, 2TU or -1FR' },
  WKST: { is: (text) => new RegExp(`^(${days})$`).test(text), words: 'one weekday as MO' },
  BYHOUR: { is: whole(0, 23), words: 'hours from 0 to 23' },
  BYMINUTE: { is: whole(0, 59), words: 'minutes from 0 to 59' },
};
const untilPattern = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;
const single = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST'];

/** Reads an RFC 5545 rule, with or without "RRULE:" before it. @throws UserMistake INVALID that names the part. */
export function readRule(given: string): Rule {
  const pairs = given.trim().toUpperCase().replace(/^RRULE:/, '').split(';').map((part) => part.split('='));
  const read = new Map<string, string>();
  for (const [name = '', value = '', ...more] of pairs) {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part === undefined || more.length > 0) throw wrong(given, `${name === '' ? 'an empty part' : name} is not a part it may have; there are ${Object.keys(parts).join(', ')}`);
    if (read.has(name)) throw wrong(given, `${name} stands in it twice`);
    const values = single.includes(name) ? [value] : value.split(',');
    const bad = values.find((one) => !part.is(one));
    if (bad !== undefined) throw wrong(given, `${name} must be ${part.words}, not "${bad}"`);
    read.set(name, value);
  }
  if (!read.has('FREQ')) throw wrong(given, 'FREQ is missing');
  if (read.has('COUNT') && read.has('UNTIL')) throw wrong(given, 'COUNT and UNTIL cannot stand together');
  const until = read.get('UNTIL') ?? null;
  read.delete('UNTIL');
  return { text: [...read].map(([name, value]) => `${name}=${value}`).join(';'), until };
}

/**
 * Wall-clock times at which the rule begins anew, from `from` to `to`, both included. Counted without a zone, so that no
 * change of clocks can drop one: RFC 5545 would ignore a start that does not exist, and a freeze must not be missing then.
 * @throws UserMistake INVALID when the rule cannot be followed, e.g. because its parts do not fit together.
 */
export function localStarts(rule: Rule, first: Temporal.PlainDateTime, from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): readonly Temporal.PlainDateTime[] {
  try {
    const recurrence = new RRuleTemporal({ rruleString: rule.text, dtstart: first.toZonedDateTime('UTC'), strict: true });
    return recurrence.between(from.toZonedDateTime('UTC'), to.toZonedDateTime('UTC'), true).map((start) => Temporal.PlainDateTime.from(start.toString()));
  } catch (error) {
    throw wrong(rule.text, error instanceof Error ? error.message : 'it cannot be followed');
  }
}

/** The last moment at which an occurrence may start, milliseconds; a date counts to its end. Infinity without UNTIL. */
export function lastStart({ until }: Rule, timeZone: string): number {
  if (until === null) return Infinity;
  const [, year, month, day, hour, minute, second, utc] = untilPattern.exec(until) ?? [];
  try {
    const date = `${year}-${month}-${day}`;
    if (hour === undefined) return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1;
    const local = Temporal.PlainDateTime.from(`${date}T${hour}:${minute}:${second}`);
    return local.toZonedDateTime(utc === undefined ? timeZone : 'UTC', { disambiguation: 'later' }).epochMilliseconds;
  } catch {
    throw wrong(until, 'UNTIL is no date and time of the calendar');
  }
}

function wrong(rule: string, why: string): UserMistake {
  return new UserMistake('INVALID', `The recurrence "${rule}" cannot be used: ${why}. Write an RFC 5545 rule, e.g. FREQ=WEEKLY;BYDAY=FR.`, ['recurrence']);
}
