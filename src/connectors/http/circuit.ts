import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen, isBrokenCircuitError } from 'cockatiel';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';

/** The tool has just failed repeatedly and is not asked now. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/** Stops pages from waiting for a tool that does not answer (docs/decisions/0007). */
export interface Circuit {
  readonly state: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  /** When the next page is let through as a probe; null while closed. */
  retryAt(): Instant | null;
  /** Throws CircuitOpen for a page while open. A judgement, an act and a probe always go through, and close it when they succeed. */
  through<T>(purpose: Ask['purpose'] | 'probe', send: () => Promise<T>): Promise<T>;
}

/** What an error says of the tool itself: down (or hanging, or broken), alive, or nothing. */
export type Verdict = 'DOWN' | 'ALIVE' | 'NOTHING';

export interface CircuitOptions {
  readonly clock: Clock;
  readonly verdictOf: (error: unknown) => Verdict;
}

const failuresInARow = 3;
const restMs = { initialDelay: 5_000, maxDelay: 60_000, exponent: 2 } as const;

export function createCircuit({ clock, verdictOf }: CircuitOptions): Circuit {
  const backoff = new ExponentialBackoff({ ...restMs, generator: steadily });
  const row = new ConsecutiveBreaker(failuresInARow);
  const isFailure = (error: unknown): boolean => {
    const verdict = verdictOf(error);
    if (verdict === 'ALIVE') row.success();
    // A probe that proved nothing closes nothing.
    return verdict === 'DOWN' || (verdict === 'NOTHING' && breaker.state === CircuitState.HalfOpen);
  };
  const breaker: CircuitBreakerPolicy = circuitBreaker(handleWhen((error) => isFailure(error)), { halfOpenAfter: backoff, breaker: row });
  let opened = 0;
  let retryAt: Instant | null = null;
  breaker.onBreak(() => {
    retryAt = new Date(clock.now().getTime() + Math.min(restMs.maxDelay, restMs.initialDelay * restMs.exponent ** opened)).toISOString();
    opened += 1;
  });
  breaker.onReset(() => {
    opened = 0;
    retryAt = null;
  });
  const close = (): void => {
    row.success();
    if (breaker.state !== CircuitState.Closed) breaker.isolate().dispose();
  };
  const probing = async <T>(send: () => Promise<T>): Promise<T> => {
    const answer = await send();
    close();
    return answer;
  };
  return {
    get state() { return breaker.state === CircuitState.Closed ? 'CLOSED' : breaker.state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN'; },
    retryAt: () => retryAt,
    async through(purpose, send) {
      if (purpose !== 'page' && breaker.state !== CircuitState.Closed) return probing(send);
      // While one probes, no other page waits for what comes of it.
      if (breaker.state === CircuitState.HalfOpen) throw new CircuitOpen();
      try {
        return await breaker.execute(send);
      } catch (error) {
        if (isBrokenCircuitError(error)) throw new CircuitOpen();
        throw error;
      }
    },
  };
}

/** 5, 10, 20 … 60 s, the same that `retryAt` tells. */
function steadily(state: number | undefined, options: { readonly initialDelay: number; readonly maxDelay: number; readonly exponent: number }): [number, number] {
  const attempt = state ?? 0;
  return [Math.min(options.maxDelay, options.initialDelay * options.exponent ** attempt), attempt + 1];
}
