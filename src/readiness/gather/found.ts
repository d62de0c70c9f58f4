import type { Instant } from '../../domain/instant.ts';
import type { FoundIn } from '../../domain/ports/records.ts';
import { known, unknown, type Fact } from '../fact.ts';

/** What a search in one connection is worth: one that failed, or may have missed some, tells nothing that can be relied on. */
export function factFound<T>({ records, problem, isComplete }: FoundIn<T>, askedAt: Instant): Fact<readonly T[]> {
  if (problem !== null) return unknown(problem);
  if (isComplete) return known(records, askedAt);
  return unknown({ code: 'UNEXPECTED_ANSWER', message: 'the answer may not be whole', sinceAt: askedAt, retryAt: null });
}
