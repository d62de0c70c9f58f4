import type { Stretch } from '../../domain/freeze.ts';
import { instant, type Instant, type TimeWindow } from '../../domain/instant.ts';
import { stretchesWithin, type Timed } from './freezes.ts';

const dayMs = 24 * 60 * 60_000;
/** How far ahead a stretch that is long enough is looked for, days: the near ones first. */
const lookAhead = [40, 400, 4_000];

/** The union of all that is on within the span, cut to it: stretches that neither touch nor overlap, in order. */
export function coverWithin(all: readonly Timed[], span: TimeWindow): readonly TimeWindow[] {
  const sorted = all.flatMap((one) => stretchesWithin(one, span)).map((one) => cut(one, span)).toSorted((a, b) => a.startAt.localeCompare(b.startAt));
  return sorted.reduce<readonly TimeWindow[]>((merged, one) => {
    const last = merged.at(-1);
    if (last === undefined || last.endAt < one.startAt) return [...merged, one];
    return [...merged.slice(0, -1), { startAt: last.startAt, endAt: one.endAt > last.endAt ? one.endAt : last.endAt }];
  }, []);
}

/** What of the span the union leaves out: allowed time turned round into denied. */
export function gapsWithin(all: readonly Timed[], span: TimeWindow): readonly TimeWindow[] {
  const cover = coverWithin(all, span);
  const [starts, ends] = [[...cover.map(({ startAt }) => startAt), span.endAt], [span.startAt, ...cover.map(({ endAt }) => endAt)]];
  return ends.map((startAt, index) => ({ startAt, endAt: starts[index] ?? span.endAt })).filter(({ startAt, endAt }) => startAt < endAt);
}

/** From when the union is on for at least so long without a break: `now` itself where it is already; null when it never is, as far as is looked. */
export function coveredFrom(all: readonly Timed[], now: Instant, leastMs: number): Instant | null {
  for (const days of lookAhead) {
    const endMs = Date.parse(now) + days * dayMs + leastMs;
    const found = coverWithin(all, { startAt: now, endAt: instant(new Date(endMs)) }).find(({ startAt, endAt }) => Date.parse(endAt) - Date.parse(startAt) >= leastMs);
    if (found !== undefined) return found.startAt;
  }
  return null;
}

function cut({ startAt, endAt }: Stretch, span: TimeWindow): TimeWindow {
  return { startAt: startAt > span.startAt ? startAt : span.startAt, endAt: endAt === null || endAt > span.endAt ? span.endAt : endAt };
}
