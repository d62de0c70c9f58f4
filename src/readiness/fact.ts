import type { Instant } from '../domain/instant.ts';
import type { SourceProblem } from '../domain/source.ts';

/**
 * A piece of knowledge of one moment. known: a tool said so. absent: the tool answered, and has no such thing or hides
 * it. unknown: nobody could tell. Where it came from stands beside it, in the facts that hold it.
 */
export type Fact<T> = Known<T> | Absent | Unknown;
export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
  readonly fetchedAt: Instant;
}
export interface Absent {
  readonly state: 'absent';
  readonly fetchedAt: Instant;
}
export interface Unknown {
  readonly state: 'unknown';
  readonly problem: SourceProblem;
}

export function known<T>(value: T, fetchedAt: Instant): Known<T> {
  return { state: 'known', value, fetchedAt };
}

export function absent(fetchedAt: Instant): Absent {
  return { state: 'absent', fetchedAt };
}

export function unknown(problem: SourceProblem): Unknown {
  return { state: 'unknown', problem };
}

/** The same fact, or unknown when it was fetched before `notBefore`: an old yes is not a yes. */
export function notOlderThan<T>(fact: Fact<T>, notBefore: Instant): Fact<T> {
  if (fact.state === 'unknown' || fact.fetchedAt >= notBefore) return fact;
  return unknown({
    code: 'UNEXPECTED_ANSWER',
    message: `the answer is of ${fact.fetchedAt}, and nothing older than ${notBefore} counts here`,
    sinceAt: fact.fetchedAt,
    retryAt: null,
  });
}
