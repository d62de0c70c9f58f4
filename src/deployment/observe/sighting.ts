import type { Instant } from '../../domain/instant.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Sighting } from '../../domain/ports/observation-store.ts';
import type { Actor } from '../../domain/person.ts';
import type { FoundRelease } from './release-of.ts';
import type { Which } from './which.ts';

/** What a run of others is to stand as. */
export type OfOthers = Extract<Which, { readonly is: 'NEW' | 'STANDING' }>;

interface Beside {
  readonly found: FoundRelease;
  readonly startedBy: Actor | null;
  readonly now: Instant;
  readonly endWithinMs: number;
}

/** Said of a run whose end nobody told in time. It may well have ended well: nobody knows, and unknown is not yes. */
export function noEndTold(endWithinMs: number): string {
  return `No end of this run was told within ${Math.round(endWithinMs / 60_000)} minutes of its start: how it went nobody knows. Look at the run itself.`;
}

/** Has it done anything yet? What waits for an approval or a machine has deployed nothing, and stands nowhere. */
export function hasBegun(run: ObservedRun, which: OfOthers): boolean {
  return run.progress !== 'PENDING' || which.is === 'STANDING';
}

/**
 * The moment a run is counted from. Of a tool that tells none, or one that has not come yet, it is the moment we first
 * heard of the run: else a wrong clock could make it hold its place for ever.
 */
export function startOf({ run }: ObservedRun, which: OfOthers, now: Instant): Instant {
  const told = sane(run.startedAt);
  if (told !== null && told <= now) return told;
  return which.is === 'STANDING' ? which.known.deployment.requestedAt : now;
}

/** A moment that every database and calendar can hold; a tool may say anything. */
function sane(moment: Instant | null): Instant | null {
  return moment !== null && /^\d{4}-/.test(moment) ? moment : null;
}

/** A run as a deployment. Only a success that the tool told is one; a run that goes on for too long has failed. */
export function sightingOf(run: ObservedRun, which: OfOthers, { found, startedBy, now, endWithinMs }: Beside): Sighting {
  const startedAt = startOf(run, which, now);
  const holdsUntil = new Date(Date.parse(startedAt) + endWithinMs).toISOString();
  const isOpen = run.progress === 'PENDING' || run.progress === 'RUNNING';
  const standing = which.is === 'STANDING' ? which.known.deployment.run : null;
  const end = isOpen && holdsUntil <= now
    ? { state: 'FAILED', because: noEndTold(endWithinMs), finishedAt: holdsUntil } as const
    : { state: stateOf(run.progress), because: run.because, finishedAt: sane(run.run.finishedAt) };
  return {
    identity: which.identity, ...end, because: found.because === null ? end.because : `${end.because} ${found.because}`,
    releaseKey: found.releaseKey, packageDigest: found.packageDigest, startedBy, startedAt, correlation: sound(run.correlation), holdsUntil,
    // A tool that tells it under another name by now: it keeps the first.
    run: standing === null ? run.run : { ...run.run, runId: standing.runId, source: { ...run.run.source, reference: standing.source.reference, key: standing.source.key } },
  };
}

function stateOf(progress: ObservedRun['progress']): Sighting['state'] {
  return progress === 'PENDING' ? 'RUNNING' : progress;
}

/** Anybody may have written it: what is no key that a tool could look for is none. */
function sound(correlation: string | null): string | null {
  return correlation !== null && /^[\x21-\x7e]{1,200}$/.test(correlation) ? correlation : null;
}
