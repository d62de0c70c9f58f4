import { SourceError } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';

/** How long past its deadline a question is still waited for, whatever number of calls a connector makes of it (DESIGN §11). */
const marginMs = 50;

/**
 * Keeps every question within the time it has at a connection. The margin is for what another tool held up until the
 * end; a tool that itself let the whole time of a question pass is not asked for more of the same question.
 */
export class Guard {
  readonly #deadlineOf: (connection: Connection, purpose: Ask['purpose']) => number;
  readonly #clock: Clock;
  readonly #silent = new WeakMap<Ask, Map<string, SourceError>>();

  constructor(deadlineOf: (connection: Connection, purpose: Ask['purpose']) => number, clock: Clock) {
    this.#deadlineOf = deadlineOf;
    this.#clock = clock;
  }

  async keep<T>(connection: Connection, ask: Ask, work: () => Promise<T>): Promise<T> {
    const spentMs = ask.beganAtMs === undefined ? 0 : performance.now() - ask.beganAtMs;
    const leftMs = this.#deadlineOf(connection, ask.purpose) - spentMs;
    const silent = this.#silent.get(ask)?.get(connection.name);
    if (silent !== undefined && leftMs <= 0) throw silent;
    try {
      return await within(leftMs + marginMs, connection.name, this.#clock, work);
    } catch (error) {
      if (error instanceof SourceError && error.problem.code === 'TIMEOUT') this.#silent.set(ask, (this.#silent.get(ask) ?? new Map<string, SourceError>()).set(connection.name, error));
      throw error;
    }
  }
}

/**
 * Answers what `work` answers, or a TIMEOUT after `withinMs`; nothing is asked any more when no time is left. Connectors
 * keep a deadline for each call; this one is for all calls that make up a question.
 */
export async function within<T>(withinMs: number, connection: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const late = (): SourceError => new SourceError(connection, { code: 'TIMEOUT', message: 'No answer came in time.', sinceAt: instant(clock.now()), retryAt: null });
  if (withinMs <= 0) throw late();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(late()); }, withinMs);
  });
  try {
    return await Promise.race([work(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
