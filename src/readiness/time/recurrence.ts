import { Temporal } from 'temporal-polyfill';
import { UserMistake } from '../../domain/error.ts';
import type { Recurring } from '../../domain/freeze.ts';
import { instant, type TimeWindow } from '../../domain/instant.ts';
import { lastStart, localStarts, readRule } from './rule.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * The occurrences that touch the span, in order of start, whole (not cut to it). The first is always one. Each starts at
 * its wall-clock time in the zone and lasts as long as the first did in elapsed time (RFC 5545 §3.6.1 on DTEND). A start
 * that the clocks skip is read with the offset before the gap, one that happens twice is the first (§3.3.5).
 * @throws UserMistake INVALID for a rule or zone that cannot be used.
 */
export function occurrencesWithin({ first, rule, timeZone }: Recurring, span: TimeWindow): readonly TimeWindow[] {
  checkTimeZone(timeZone);
  const read = readRule(rule);
  const [firstMs, from, to] = [Date.parse(first.startAt), Date.parse(span.startAt), Date.parse(span.endAt)];
  const lengthMs = Date.parse(first.endAt) - firstMs;
  const last = lastStart(read, timeZone);
  // Two days to each side, because wall clocks are compared here, and no zone is further from UTC, or ever skipped more.
  const [earliest, latest] = [from - lengthMs - 2 * dayMs, Math.min(to, last) + 2 * dayMs];
  const starts = (earliest > latest ? [] : localStarts(read, wallClock(firstMs, timeZone), wallClock(earliest, timeZone), wallClock(latest, timeZone)))
    .map((local) => local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
    .filter((start) => start > firstMs && start <= last);
  return [...new Set([firstMs, ...starts])].sort((a, b) => a - b)
    .filter((start) => start < to && start + lengthMs > from)
    .map((start) => ({ startAt: instant(new Date(start)), endAt: instant(new Date(start + lengthMs)) }));
}

/** @throws UserMistake INVALID when this is not a zone of the IANA database. */
export function checkTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone)) throw new UserMistake('INVALID', `"${timeZone}" is no time zone that Muster knows: write an IANA name, e.g. Europe/Berlin or UTC.`, ['timeZone']);
}

function isTimeZone(timeZone: string): boolean {
  // Temporal takes "+01:00" too, which knows no change of clocks, and whole moments, of which it reads the zone.
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    wallClock(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

function wallClock(ms: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
}
