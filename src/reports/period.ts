import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/instant.ts';

/** Whether this is an IANA time zone that we know. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** An instant as it is written with its offset, or the beginning of a day in the time zone; null for anything else. */
export function momentIn(timeZone: string, text: string): Instant | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text)
      ? instantOf(Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).toInstant())
      : instantOf(Temporal.Instant.from(text));
  } catch {
    return null;
  }
}

/** The beginning of the week, Monday's, so many weeks before the one of `moment`. */
export function weekBefore(moment: Instant, weeks: number, timeZone: string): Instant {
  const day = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate();
  return instantOf(day.subtract({ days: day.dayOfWeek - 1 + 7 * weeks }).toZonedDateTime(timeZone).toInstant());
}

/** Where the week ends in which a period begins. */
export function firstWeek({ since, timeZone }: { readonly since: Instant; readonly timeZone: string }): Instant {
  return weekBefore(since, -1, timeZone);
}

function instantOf(moment: Temporal.Instant): Instant {
  return moment.toString({ smallestUnit: 'millisecond' });
}
