import type { LeadTimes } from '../domain/ports/lead-times.ts';
import type { Log } from './log.ts';
import { regularly } from './regularly.ts';

/** What was written since is reckoned by the report itself, deployment by deployment: after a minute there is little of it. */
const everyMs = 60_000;

/** Keeps lead times reckoned: at the start, and every minute. Answers how to stop, which waits for what is under way. */
export function reckoning({ leadTimes, log }: { readonly leadTimes: LeadTimes; readonly log: Log }): () => Promise<void> {
  return regularly(everyMs, () => leadTimes.reckon(), (error) => { log.error({ err: error }, 'lead times could not be reckoned; they will be again, and reports reckon them meanwhile'); });
}
