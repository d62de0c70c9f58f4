import { UserMistake } from '../../domain/error.ts';
import type { Freeze, FreezeState, Stretch } from '../../domain/freeze.ts';
import { instant, type Instant, type TimeWindow } from '../../domain/instant.ts';
import { checkTimeZone, occurrencesWithin } from './recurrence.ts';
import { readRule } from './rule.ts';

const dayMs = 24 * 60 * 60_000;

/** How far ahead occurrences are looked for, days: the near ones first, so that a daily freeze is not counted for a century. */
const lookAhead = [40, 400, 4_000, 40_000];
const longestRecurringMs = 366 * dayMs;
const mostSteps = 1_000;

/** When something is on: once, or again and again by its rule. */
export type Timed = Pick<Freeze, 'first' | 'recurrence' | 'timeZone'>;

/** The occurrences of a freeze that touch the span, in order of start; its being lifted is not looked at. */
export function stretchesWithin({ first, recurrence, timeZone }: Timed, span: TimeWindow): readonly Stretch[] {
  const { startAt, endAt } = first;
  if (recurrence !== null && endAt !== null) return occurrencesWithin({ first: { startAt, endAt }, rule: recurrence, timeZone }, span);
  return startAt < span.endAt && (endAt === null || endAt > span.startAt) ? [first] : [];
}

/** The first occurrences that end after `now`: the one that is on, if any, and those to come. */
export function nextStretches(freeze: Timed, now: Instant, count: number): readonly Stretch[] {
  let found: readonly Stretch[] = [];
  for (const days of lookAhead) {
    found = stretchesWithin(freeze, { startAt: now, endAt: instant(new Date(Date.parse(now) + days * dayMs)) });
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

/** The occurrence that covers `now`, or any of the time from then on that is needed; the one that ends last where there are several, null while none does. Its being lifted is not looked at. */
export function stretchAt(freeze: Timed, now: Instant, neededMs = 0): Stretch | null {
  // Each lasts as long as the first did, so that the one that begins last ends last.
  return stretchesWithin(freeze, timeFrom(now, neededMs)).at(-1) ?? null;
}

/**
 * From when none of these freezes covers the time any more, nor begins while it is needed: their union, followed from one occurrence to the next that
 * touches or overlaps it. `now` itself when none covers it; null when that cannot be told, or only lifting one ends it.
 */
export function freeFrom(freezes: readonly Timed[], now: Instant, neededMs = 0): Instant | null {
  let moment = now;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const covering = freezes.map((freeze) => stretchAt(freeze, moment, neededMs)).filter((stretch) => stretch !== null);
    if (covering.length === 0) return moment;
    const end = covering.reduce<Instant | null>((latest, { endAt }) => laterOf(latest, endAt), moment);
    if (end === null) return null;
    moment = end;
  }
  return null;
}

export function freezeState(freeze: Timed & Pick<Freeze, 'lifted'>, now: Instant): FreezeState {
  if (freeze.lifted !== null) return 'LIFTED';
  const [next] = nextStretches(freeze, now, 1);
  if (next === undefined) return 'PAST';
  return next.startAt <= now ? 'ACTIVE' : 'SCHEDULED';
}

function timeFrom(now: Instant, neededMs: number): TimeWindow {
  return { startAt: now, endAt: instant(new Date(Date.parse(now) + Math.max(1, neededMs))) };
}

/** The later of two ends; no end at all is the latest. */
function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** @throws UserMistake INVALID that names what is wrong with the times of a freeze that is about to be declared. */
export function checkFreezeTimes(freeze: Timed): void {
  const { first: { startAt, endAt }, recurrence } = freeze;
  checkTimeZone(freeze.timeZone);
  if (endAt !== null && endAt <= startAt) throw new UserMistake('INVALID', `The freeze ends at ${endAt}, which is not after its start at ${startAt}: give it a later end.`, ['firstEndAt']);
  if (recurrence === null) return;
  readRule(recurrence);
  if (endAt === null) throw new UserMistake('INVALID', 'A freeze without an end cannot come again: give the first occurrence an end, or leave out the recurrence.', ['firstEndAt']);
  if (Date.parse(endAt) - Date.parse(startAt) > longestRecurringMs) throw new UserMistake('INVALID', 'An occurrence of a freeze that comes again may last 366 days at most: give the first an earlier end.', ['firstEndAt']);
  if (nextStretches(freeze, endAt, 1).length === 0) throw new UserMistake('INVALID', `A freeze with the recurrence "${recurrence}" never comes again after ${endAt}: leave the recurrence out, or mend it.`, ['recurrence']);
}
