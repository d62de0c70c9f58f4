import type { Instant } from '../../domain/instant.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import type { SourceProblem, SourceProblemCode } from '../../domain/source.ts';
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

const silences: ReadonlySet<SourceProblemCode> = new Set<SourceProblemCode>(['TIMEOUT', 'UNREACHABLE', 'CIRCUIT_OPEN']);

/** Connections that were just found silent, and why: to wait for them a second time would make one deadline two. */
export function silentConnections(gaps: readonly DiscoveryGap[]): ReadonlyMap<string, SourceProblem> {
  return new Map(gaps.filter((gap) => silences.has(gap.problem.code)).map((gap) => [gap.connection, gap.problem]));
}
