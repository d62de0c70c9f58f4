import type { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { Instant } from '../../../domain/instant.ts';
import { anyIssue, updatedSince } from '../jql.ts';
import type { Jql } from '../jql.ts';
import { minuteNotAfter, readDatetime } from '../moment.ts';
import type { Issue } from '../wire.ts';

/**
 * A pass begins again this long before the newest moment it has seen: JQL knows minutes only, and the index may lag behind
 * what was written (apis/README.md §5).
 */
const overlapMs = 2 * 60_000;

/** A cursor as text, and back; `UserMistake INVALID` for what is none of ours. */
export function cursorOf<T>(schema: z.ZodType<T>, what: string): { readonly write: (cursor: T) => string; readonly read: (text: string) => T } {
  return {
    write: (cursor) => JSON.stringify(cursor),
    read: (text) => {
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        throw new UserMistake('INVALID', `${JSON.stringify(text.slice(0, 40))} is no cursor of ${what}; leave it out to begin anew.`, ['cursor']);
      }
    },
  };
}

/** When each issue was last written; what does not say so is left out. */
export function momentsOf(issues: readonly Issue[]): readonly Instant[] {
  return issues.flatMap(({ fields }) => readDatetime(fields.updated) ?? []);
}

export function latest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((best, one) => (best === null || (one !== null && one > best) ? one : best), null);
}

/** Of the last issues of a page: one of them may have been written again since the index was, and be newer than its place. */
const tailLength = 10;

/** How far in time a page certainly came; null where its issues do not say. */
export function reachedBy(issues: readonly Issue[]): Instant | null {
  return momentsOf(issues.slice(-tailLength)).reduce<Instant | null>((earliest, one) => (earliest === null || one < earliest ? one : earliest), null);
}

/** Whether a search that begins there is another one than that since `since`, in the minutes that JQL knows. */
export function isFurther(reached: Instant | null, since: Instant | null, zone: string | null): boolean {
  return reached !== null && (since === null || minuteNotAfter(reached, zone) > minuteNotAfter(since, zone));
}

export function writtenSince(since: Instant | null, zone: string | null): Jql {
  return since === null ? anyIssue : updatedSince(minuteNotAfter(since, zone));
}

/** Where the pass after one that saw this newest moment begins; null, with the first issue there is, when it saw none. */
export function nextSince(newest: Instant | null, now: Instant): Instant | null {
  if (newest === null) return null;
  return new Date(Math.min(Date.parse(newest), Date.parse(now)) - overlapMs).toISOString();
}
