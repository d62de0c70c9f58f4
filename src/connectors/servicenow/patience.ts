import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from '../../domain/ports/ask.ts';

const longestMs = 10_000;
const firstPauseMs = 100;
const mostPauseMs = 1_000;

/** Looks again until the work is done, with growing pauses; the last look when it takes longer than ten seconds or the asker has gone. */
export async function lookUntil<T>(look: () => Promise<T>, isDone: (seen: T) => boolean, { signal }: Ask): Promise<T> {
  const endsAt = performance.now() + longestMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, mostPauseMs)) {
    const seen = await look();
    if (isDone(seen) || performance.now() + pauseMs > endsAt || signal?.aborted === true) return seen;
    await pause(pauseMs);
  }
}
