import type { Clock } from '../domain/instant.ts';

/** The machine's time, moved by an offset that only the sandbox and tests use. */
export function offsetClock(offsetMs: number): Clock {
  return { now: () => new Date(Date.now() + offsetMs) };
}
