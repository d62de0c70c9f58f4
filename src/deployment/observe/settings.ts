import type { Instant } from '../../domain/instant.ts';

/** How the hub looks at what others deploy; times are milliseconds. */
export interface ObserveSettings {
  /** From the end of one look at a place to the next. */
  readonly everyMs: number;
  /** How far back the first look at a place goes. */
  readonly lookBackMs: number;
  /** How long the end of a run is waited for, from its start: no longer does it hold a place, or the cursor. */
  readonly endWithinMs: number;
  /** How far before the cursor each look begins: lists tell a run a little late. */
  readonly overlapMs: number;
  /** How often this process looks for places that are due. */
  readonly lookMs: number;
  /** How long a look may take; then another process takes over. */
  readonly leaseMs: number;
}

const minute = 60_000;
const day = 86_400_000;
export const observeDefaults: ObserveSettings = { everyMs: 5 * minute, lookBackMs: day, endWithinMs: day, overlapMs: 10 * minute, lookMs: 2_000, leaseMs: 5 * minute };

/** The wait after a failure doubles up to this. */
const longestBackoffMs = 15 * minute;

/** Milliseconds before a place is looked at again after so many failures: never before the tool said it may be. */
export function backoffMs(failures: number, everyMs: number, retryAt: Instant | null, now: Date): number {
  const doubled = Math.min(everyMs * 2 ** Math.min(failures - 1, 10), Math.max(everyMs, longestBackoffMs));
  return Math.max(doubled, retryAt === null ? 0 : Date.parse(retryAt) - now.getTime());
}
