import type { Deployment } from '../../domain/deployment.ts';
import { instant, type Instant } from '../../domain/instant.ts';
import type { ProtectionAnswer } from '../../domain/ports/protection.ts';
import type { Readiness } from '../../domain/readiness.ts';
import { redVerdicts } from '../red-verdicts.ts';

/** What to say at the door, and when to judge again if that decides nothing yet. */
export interface Decision extends ProtectionAnswer {
  /** Null once it is decided. */
  readonly againAt: Instant | null;
}

/** A judgement that a tool kept open is made again so often, and for so long. */
export const reconsidered = { everyMs: 60_000, forMs: 3_600_000 } as const;

/**
 * READY lets the run in. Only time in the way: it waits for that. A judgement that some tool kept open is made again for
 * an hour; what cannot be told then, and all else, keeps it out: not knowing is never a yes. The words name gates and no
 * records: people who read them at the deployer need not be those who may read ServiceNow.
 */
export function decide(readiness: Readiness, askedAt: Instant, now: Date): Decision {
  const { releaseKey, environment, outcome, readyFromAt, policy, judgedAt } = readiness;
  if (outcome === 'READY') return { state: 'APPROVED', because: `${releaseKey} is ready for ${environment}, judged at ${judgedAt} by policy ${policy.name} ${policy.version}.`, againAt: null };
  if (readyFromAt !== null) return { state: 'REPORTED', because: `Only time stands in the way of ${releaseKey}: it waits until ${readyFromAt}. ${namedIn(readiness)}`, againAt: readyFromAt };
  const isOpenQuestion = outcome === 'UNDETERMINED' && redVerdicts(readiness).every((verdict) => verdict.outcome === 'UNKNOWN');
  const next = now.getTime() + reconsidered.everyMs;
  if (isOpenQuestion && next < Date.parse(askedAt) + reconsidered.forMs) {
    return { state: 'REPORTED', because: `Whether ${releaseKey} may go to ${environment} cannot be told at the moment, and is judged again each minute. ${namedIn(readiness)}`, againAt: instant(new Date(next)) };
  }
  return { state: 'REJECTED', because: `${releaseKey} ${isOpenQuestion ? 'cannot be judged' : 'is not ready'} for ${environment}. ${namedIn(readiness)}`, againAt: null };
}

/** One of ours is at the door because it was judged at its turn; one that ended, or that nobody triggered, has no business there. */
export function decideOurs({ id, state }: Deployment): Decision {
  const isUnderWay = state === 'TRIGGERING' || state === 'UNCLEAR' || state === 'RUNNING';
  if (isUnderWay) return { state: 'APPROVED', because: `Muster triggered this run itself for ${id}, which was judged at its turn.`, againAt: null };
  return { state: 'REJECTED', because: `This run carries the correlation key of ${id}, which is ${state} and runs nothing.`, againAt: null };
}

function namedIn(readiness: Readiness): string {
  const named = redVerdicts(readiness).map(({ gate, outcome }) => `${gate} ${outcome === 'FAIL' ? 'fails' : 'cannot be told'}`);
  return `${named.length === 0 ? 'No gate passed' : named.join(', ')}. Who must do what: muster readiness ${readiness.releaseKey} --env ${readiness.environment}`;
}
