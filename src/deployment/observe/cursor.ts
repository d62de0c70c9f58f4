import type { Instant } from '../../domain/instant.ts';

/** What a told run means for the cursor. */
export interface Told {
  /** The latest `since` with which it is told again; null when the tool tells no moment. */
  readonly since: Instant | null;
  /** true: it is to be looked at again: it goes on, has not begun, or may be one of ours. */
  readonly isOpen: boolean;
}

interface Standing {
  readonly cursor: Instant;
  readonly askedAt: Instant;
  readonly isComplete: boolean;
  readonly endWithinMs: number;
}

/**
 * Up to where all is known: never past a run that is to be looked at again, and never past the newest that was told, since
 * only those moments are the tool's own. It never goes back, nor ahead of our own clock, whatever a tool says. After an
 * answer that was not complete it stays, yet no longer than runs are waited for: what a tool cannot tell for so long, it never will.
 */
export function nextCursor(told: readonly Told[], { cursor, askedAt, isComplete, endWithinMs }: Standing): Instant {
  const moments = told.flatMap(({ since }) => since ?? []).toSorted();
  const open = told.flatMap(({ since, isOpen }) => (isOpen ? since ?? [] : [])).toSorted();
  const newest = moments.at(-1) ?? cursor;
  const reached = [open[0] ?? newest, newest, askedAt].toSorted()[0] ?? cursor;
  const wanted = isComplete ? reached : [reached, new Date(Date.parse(askedAt) - endWithinMs).toISOString()].toSorted()[0] ?? cursor;
  return wanted > cursor ? wanted : cursor;
}
