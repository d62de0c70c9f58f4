import { instant, type Clock } from '../domain/instant.ts';
import type { PeoplePast } from '../domain/ports/people-past.ts';
import type { Log } from './log.ts';
import { regularly } from './regularly.ts';

const everyMs = 3_600_000;

/** Forgets what was said of people longer ago than it is kept, synced or not: at the start, and every hour. Answers how to stop, which waits for what is under way. */
export function forgetting(keepMs: number, { peoplePast, clock, log }: { readonly peoplePast: PeoplePast; readonly clock: Clock; readonly log: Log }): () => Promise<void> {
  return regularly(everyMs, () => peoplePast.forget(instant(new Date(clock.now().getTime() - keepMs))), (error) => { log.error({ err: error }, 'what was said of people long ago could not be forgotten; it will be tried again in an hour'); });
}
