import type { Ask } from '../../domain/ports/ask.ts';
import type { Deadlines } from '../connector.ts';

/** One end for a whole exchange, from signing in to the last byte, waiting and further attempts included; it counts from when the whole question began. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly milliseconds: number;
  /** By performance.now(). */
  readonly endsAtMs: number;
  /** Why it ended early; null while it has not. */
  reason(): 'deadline' | 'asker' | null;
  /** Rejects as soon as the end comes, even when the promise never settles. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Must be called when the exchange is over, else the timer keeps running. */
  stop(): void;
}

/** What is left to an exchange that begins as its question ends, milliseconds, as long as the mirror's guard waits beyond it. */
const leastMs = 50;

export function startDeadline(ask: Ask, deadlines: Deadlines): Deadline {
  const controller = new AbortController();
  const milliseconds = { page: deadlines.pageMs, judge: deadlines.judgeMs, act: deadlines.actMs }[ask.purpose];
  const wholeMs = (ask.beganAtMs ?? performance.now()) + milliseconds;
  // A question that another tool kept from its turn still gets the moment that whoever guards the whole one waits beyond it.
  const endsAtMs = Math.max(wholeMs, Math.min(performance.now(), wholeMs) + Math.min(leastMs, milliseconds));
  let reason: 'deadline' | 'asker' | null = null;
  const end = (why: 'deadline' | 'asker'): void => {
    reason ??= why;
    controller.abort();
  };
  const onAsker = (): void => { end('asker'); };
  const leftMs = endsAtMs - performance.now();
  const timer = leftMs > 0 ? setTimeout(() => { end('deadline'); }, leftMs) : undefined;
  if (leftMs <= 0) end('deadline');
  if (ask.signal?.aborted === true) onAsker();
  else ask.signal?.addEventListener('abort', onAsker, { once: true });
  return {
    signal: controller.signal,
    milliseconds,
    endsAtMs,
    reason: () => reason,
    race: (promise) => raceAbort(promise, controller.signal),
    stop: () => {
      clearTimeout(timer);
      ask.signal?.removeEventListener('abort', onAsker);
    },
  };
}

async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => { reject(new DOMException('The exchange ended early', 'AbortError')); };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
