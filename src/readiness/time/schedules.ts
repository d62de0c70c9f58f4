import type { ChangeWindow } from '../../domain/change-window.ts';
import type { Stretch } from '../../domain/freeze.ts';
import type { Instant } from '../../domain/instant.ts';
import { nextStretches, type Timed } from './freezes.ts';

/**
 * A tool's schedule as stretches that are reckoned like freezes: each spelled-out occurrence by itself, each rule in the
 * schedule's zone. Null when some of its time is unknown: an entry nobody could read, or a rule without a zone.
 */
export function timedOf({ occurrences, recurring, timeZone, isPartial }: Pick<ChangeWindow, 'occurrences' | 'recurring' | 'timeZone' | 'isPartial'>): readonly Timed[] | null {
  if (isPartial || (recurring.length > 0 && timeZone === null)) return null;
  return [
    ...occurrences.map((first): Timed => ({ first, recurrence: null, timeZone: 'UTC' })),
    ...recurring.map(({ first, rule }): Timed => ({ first, recurrence: rule, timeZone: timeZone ?? 'UTC' })),
  ];
}

/** The first occurrences that end after `now`, as far as they can be told: a rule without a zone has none. */
export function nextOccurrences({ occurrences, recurring, timeZone }: ChangeWindow, now: Instant, count: number): readonly Stretch[] {
  const timed = timedOf({ occurrences, recurring: timeZone === null ? [] : recurring, timeZone, isPartial: false }) ?? [];
  const ahead = timed.flatMap((one) => nextStretches(one, now, count));
  const each = new Map(ahead.map((stretch) => [`${stretch.startAt} ${stretch.endAt ?? ''}`, stretch]));
  return [...each.values()].sort((one, other) => (one.startAt < other.startAt ? -1 : 1)).slice(0, count);
}
