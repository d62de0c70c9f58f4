import type { Finding, Place } from './finding.ts';

/** What sign-in tolerates, and a change window notices. An answer's Date counts whole seconds. */
const toleratedMs = 30_000;

/** A clock that is told by an answer, compared with this machine's. */
export function clockFinding(place: Place, clockAheadMs: number | null): readonly Finding[] {
  if (clockAheadMs === null) return [place.unknown('does not tell the time of day')];
  if (Math.abs(clockAheadMs) <= toleratedMs) return [];
  const apart = `${Math.round(Math.abs(clockAheadMs) / 1_000)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'}`;
  return [place.mend(`its clock is ${apart} this machine's`, 'synchronise the clocks of both by NTP: tokens, change windows and what was written since are judged by them')];
}
