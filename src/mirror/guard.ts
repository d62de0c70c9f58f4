import { SourceError } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';

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
