import type { Clock, Instant } from '../../domain/instant.ts';
import type { Limits } from '../connector.ts';
import { pause } from './pause.ts';
import { quietUntil } from './rate-limit.ts';
import type { Headers, Narrow } from './request.ts';
import { createSlots, type Slots } from './slots.ts';

/** The tool wants quiet for longer than a request may take. */
export class TooSoon extends Error {
  override readonly name = 'TooSoon';
  readonly retryAt: Instant;

  constructor(retryAt: Instant) {
    super('The tool wants quiet for longer than this request may take');
    this.retryAt = retryAt;
  }
}

/** How much one connection may ask at once and per minute, shared by all its clients. */
export interface Budget {
  readonly inFlight: number;
  /** When the tool may be asked again; null: now. */
  retryAt(): Instant | null;
  /** Waits its turn within the deadline, whose end is given by performance.now(); throws TooSoon when the turn would come later, save that what `goesAnyway` does not mind a quiet that long. */
  enter(endsAtMs: number, signal: AbortSignal, narrow?: Narrow, goesAnyway?: boolean): Promise<() => void>;
  /** Learns from what an answer says of the tool's limits. */
  heard(status: number, headers: Headers): void;
}

export const usualConcurrency = 10;
/** Limits are counted by the hour at most; a moment further away is a muddled header. */
const longestQuietMs = 3_600_000;

export function createBudget(clock: Clock, limits: Limits = {}): Budget {
  const slots = createSlots(limits.concurrency ?? usualConcurrency);
  const narrows = new Map<string, Slots>();
  const pace = createPace(limits.perMinute);
  let quiet: { readonly untilMs: number; readonly retryAt: Instant } | null = null;
  const quietNow = (): typeof quiet => (quiet !== null && quiet.untilMs > performance.now() ? quiet : null);
  const inNarrow = ({ name, atOnce }: Narrow): Slots => {
    const own = narrows.get(name) ?? createSlots(atOnce);
    narrows.set(name, own);
    return own;
  };
  const keepQuiet = async (endsAtMs: number, signal: AbortSignal, goesAnyway: boolean): Promise<void> => {
    for (let told = quietNow(); told !== null; told = quietNow()) {
      if (told.untilMs >= endsAtMs && goesAnyway) return;
      if (told.untilMs >= endsAtMs) throw new TooSoon(told.retryAt);
      await pause(told.untilMs - performance.now(), signal);
    }
  };
  const keepPace = async (endsAtMs: number, signal: AbortSignal): Promise<void> => {
    const waitMs = pace.next(endsAtMs);
    if (waitMs === null) throw new TooSoon(new Date(clock.now().getTime() + Math.ceil(pace.waitMs())).toISOString());
    if (waitMs > 0) await pause(waitMs, signal);
  };
  return {
    get inFlight() { return slots.taken; },
    retryAt: () => quietNow()?.retryAt ?? null,
    async enter(endsAtMs, signal, narrow, goesAnyway = false) {
      const leaves: (() => void)[] = [];
      const leave = (): void => { for (const give of leaves.splice(0)) give(); };
      try {
        if (narrow !== undefined) leaves.push(await inNarrow(narrow).take(signal));
        leaves.push(await slots.take(signal));
        await keepPace(endsAtMs, signal);
        await keepQuiet(endsAtMs, signal, goesAnyway);
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    },
    heard(status, headers) {
      const until = quietUntil(status, headers, clock.now());
      if (until === null) return;
      const untilMs = performance.now() + Math.min(longestQuietMs, Date.parse(until) - clock.now().getTime());
      if (quiet === null || untilMs > quiet.untilMs) quiet = { untilMs, retryAt: until };
    },
  };
}

interface Pace {
  /** Milliseconds to wait, the turn being taken; null, and none taken, when it would come after that moment. */
  next(endsAtMs: number): number | null;
  waitMs(): number;
}

/** So many beginnings per minute, up to a sixth of them (ten seconds' worth) in one go. */
function createPace(perMinute: number | undefined): Pace {
  if (perMinute === undefined) return { next: () => 0, waitMs: () => 0 };
  const stepMs = 60_000 / perMinute;
  let dueMs = 0;
  const waitMs = (): number => Math.max(0, dueMs - 10_000 - performance.now());
  return {
    waitMs,
    next(endsAtMs) {
      const wait = waitMs();
      if (performance.now() + wait >= endsAtMs) return null;
      dueMs = Math.max(dueMs, performance.now()) + stepMs;
      return wait;
    },
  };
}
