import type { ChangeWindow } from '../../domain/change-window.ts';
import type { Timed } from './freezes.ts';

/**
 * A tool's schedule as stretches that are reckoned like freezes: each spelled-out occurrence by itself, each rule in the
 * schedule's zone. Null when some of its time is unknown: an entry nobody could read, or a rule without a zone.
 */
export function timedOf({ occurrences, recurring, timeZone, isPartial }: ChangeWindow): readonly Timed[] | null {
  if (isPartial || (recurring.length > 0 && timeZone === null)) return null;
  return [
    ...occurrences.map((first): Timed => ({ first, recurrence: null, timeZone: 'UTC' })),
    ...recurring.map(({ first, rule }): Timed => ({ first, recurrence: rule, timeZone: timeZone ?? 'UTC' })),
  ];
}
