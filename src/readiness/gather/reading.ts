import type { Instant } from '../../domain/instant.ts';
import type { Reading } from '../../domain/ports/records.ts';
import { absent, known, notOlderThan, unknown, type Fact } from '../fact.ts';

/** What a reading is worth. `notBefore` is when a LIVE judgement began: older answers and last known copies then count for nothing; null takes copies as they are. */
export function factOf<T>(reading: Reading<T> | undefined, notBefore: Instant | null): Fact<T> {
  if (reading === undefined) return unknown({ code: 'UNEXPECTED_ANSWER', message: 'no answer came for it', sinceAt: notBefore ?? new Date(0).toISOString(), retryAt: null });
  if (reading.state === 'unreadable') return unknown(reading.problem);
  if (reading.state === 'absent') return aged(absent(reading.fetchedAt), notBefore);
  if (notBefore !== null && reading.problem !== null) return unknown(reading.problem);
  return aged(known(reading.value, reading.fetchedAt), notBefore);
}

function aged<T>(fact: Fact<T>, notBefore: Instant | null): Fact<T> {
  return notBefore === null ? fact : notOlderThan(fact, notBefore);
}
