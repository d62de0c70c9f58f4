import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from '../../../domain/ports/ask.ts';

const firstPauseMs = 100;
const mostPauseMs = 3_000;

/** Looks again until it is done, with growing pauses; the last look when the time is up or the asker has gone. */
export async function lookUntil<T>(look: () => Promise<T>, isDone: (seen: T) => boolean, longestMs: number, { signal }: Ask): Promise<T> {
  const endsAt = performance.now() + longestMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, mostPauseMs)) {
    const seen = await look();
    if (isDone(seen) || performance.now() + pauseMs > endsAt || signal?.aborted === true) return seen;
    await pause(pauseMs);
  }
}

/** The same question without the deadline it shares with others: what is followed to its end takes longer than one answer. */
export function onItsOwn({ purpose, maxAgeMs, signal }: Ask): Ask {
  return { purpose, maxAgeMs, ...(signal === undefined ? {} : { signal }) };
}
