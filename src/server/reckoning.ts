import type { ApprovalWaits } from '../domain/ports/approval-waits.ts';
import type { LeadTimes } from '../domain/ports/lead-times.ts';
import type { Log } from './log.ts';
import { regularly } from './regularly.ts';

/** What was written since is reckoned by the reports themselves, one by one: after a minute there is little of it. */
const everyMs = 60_000;

/** Keeps lead times and the waits of approvals reckoned: at the start, and every minute. Answers how to stop, which waits for what is under way. */
export function reckoning({ leadTimes, approvalWaits, log }: { readonly leadTimes: LeadTimes; readonly approvalWaits: ApprovalWaits; readonly log: Log }): () => Promise<void> {
  const kept = (what: string, store: LeadTimes | ApprovalWaits): (() => Promise<void>) =>
    regularly(everyMs, () => store.reckon(), (error) => { log.error({ err: error }, `${what} could not be reckoned; they will be again, and reports reckon them meanwhile`); });
  const stops = [kept('lead times', leadTimes), kept('waits of approvals', approvalWaits)];
  return async () => { await Promise.all(stops.map((stop) => stop())); };
}
