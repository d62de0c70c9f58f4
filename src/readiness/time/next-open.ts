import { instant, type TimeWindow } from '../../domain/instant.ts';
import type { Stretch } from '../../domain/freeze.ts';

/** The first stretch within `allowed`, whole, that nothing denied touches and that lasts at least so long; null when there is none. Denied wins over allowed. */
export function firstOpen(allowed: TimeWindow, denied: readonly Stretch[], leastMs: number): TimeWindow | null {
  let opensAt = Date.parse(allowed.startAt);
  for (const { startAt, endAt } of denied.toSorted((a, b) => a.startAt.localeCompare(b.startAt))) {
    if (startAt >= allowed.endAt) break;
    if (Date.parse(startAt) - opensAt >= leastMs && Date.parse(startAt) > opensAt) return between(opensAt, Date.parse(startAt));
    if (endAt === null) return null;
    opensAt = Math.max(opensAt, Date.parse(endAt));
  }
  const closesAt = Date.parse(allowed.endAt);
  return closesAt > opensAt && closesAt - opensAt >= leastMs ? between(opensAt, closesAt) : null;
}

function between(startMs: number, endMs: number): TimeWindow {
  return { startAt: instant(new Date(startMs)), endAt: instant(new Date(endMs)) };
}
