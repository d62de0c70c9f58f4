import type { Instant } from '../domain/instant.ts';
import type { GateVerdict, ReadinessOutcome } from '../domain/readiness.ts';

/**
 * Weighs verdicts. A blocking FAIL is NOT_READY; else a blocking UNKNOWN, or no PASS at all, is UNDETERMINED; else
 * READY (DESIGN §6). What was waived neither stands in the way nor is a PASS. Verdicts that do not block are told and do not weigh.
 */
export function weigh(verdicts: readonly GateVerdict[]): ReadinessOutcome {
  const blocking = verdicts.filter((verdict) => verdict.isBlocking);
  if (blocking.some(({ outcome }) => outcome === 'FAIL')) return 'NOT_READY';
  if (blocking.some(({ outcome }) => outcome === 'UNKNOWN')) return 'UNDETERMINED';
  return blocking.some(({ outcome }) => outcome === 'PASS') ? 'READY' : 'UNDETERMINED';
}

/** From when it would be READY: set only when time alone stands in the way of every blocking gate that does not let it through, and no waiver runs out before then. */
export function readyFrom(verdicts: readonly GateVerdict[]): Instant | null {
  const standing = verdicts.filter(({ isBlocking, outcome }) => isBlocking && (outcome === 'FAIL' || outcome === 'UNKNOWN'));
  const moments = standing.map(({ passesFromAt }) => passesFromAt).filter((moment) => moment !== null);
  const from = moments.length === standing.length ? (moments.sort().at(-1) ?? null) : null;
  const isStillWaived = verdicts.every(({ isBlocking, waiver }) => !isBlocking || waiver === null || (from !== null && waiver.expiresAt > from));
  return isStillWaived ? from : null;
}
