import type { Incident } from '../domain/incident.ts';
import type { TimeWindow } from '../domain/instant.ts';

/** How long within the stretch at least one of them was open, milliseconds; null when one does not say since when. */
export function downtimeWithin({ startAt, endAt }: TimeWindow, incidents: readonly Incident[]): number | null {
  const [from, to] = [Date.parse(startAt), Date.parse(endAt)];
  if (incidents.some(({ openedAt }) => openedAt === null)) return null;
  const stretches = incidents
    .map(({ openedAt, resolvedAt }) => [Math.max(from, Date.parse(openedAt ?? '')), Math.min(to, resolvedAt === null ? to : Date.parse(resolvedAt))] as const)
    .sort(([one], [other]) => one - other);
  let [total, upTo] = [0, from];
  for (const [start, end] of stretches) {
    total += Math.max(0, end - Math.max(start, upTo));
    upTo = Math.max(upTo, end);
  }
  return total;
}
