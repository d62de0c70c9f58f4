import { activeStates } from '../../domain/deployment.ts';
import type { Deployment, DeployerRun } from '../../domain/deployment.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { KnownDeployment, ObservedPlace } from '../../domain/ports/observation-store.ts';
import type { Reference } from '../../domain/reference.ts';

/**
 * Which deployment a run is: OURS; NEW or STANDING, one of others; HELD while one of ours runs there and nobody knows yet
 * which run it is, so that this one may be it.
 */
export type Which =
  | { readonly is: 'OURS' }
  | { readonly is: 'HELD' }
  | { readonly is: 'NEW'; readonly identity: string }
  | { readonly is: 'STANDING'; readonly identity: string; readonly known: KnownDeployment };

/** Two moments of one run that a tool tells under two names lie no further apart than its whole seconds. */
const sameMs = 2_000;

export function identityOf({ connection, serviceKey, environment }: ObservedPlace, run: DeployerRun): string {
  return `observed:${connection}:${serviceKey}:${environment}:${run.source.key}`;
}

/**
 * `known` was read after the run was told: a deployment of ours that caused it stands there, wherever it is by now. `told`
 * are the references of all runs of the same answer.
 */
export function whichIs(run: ObservedRun, place: ObservedPlace, known: readonly KnownDeployment[], told: ReadonlySet<Reference>): Which {
  if (known.some(({ observedAs, deployment }) => observedAs === null && isOurs(deployment, run))) return { is: 'OURS' };
  const identity = identityOf(place, run.run);
  const standing = known.find(({ observedAs }) => observedAs === identity);
  if (standing !== undefined) return { is: 'STANDING', identity, known: standing };
  if (run.correlation !== null) return { is: 'NEW', identity };
  const here = known.filter(({ deployment }) => deployment.serviceKey === place.serviceKey && deployment.environment === place.environment);
  const same = run.hidesCorrelation ? here.find(({ deployment }) => isUnderAnotherName(deployment.run, run.run, told)) : undefined;
  if (same?.observedAs === null) return { is: 'OURS' };
  if (same !== undefined) return { is: 'STANDING', identity: same.observedAs, known: same };
  return here.some(({ observedAs, deployment }) => observedAs === null && mayBe(deployment, run)) ? { is: 'HELD' } : { is: 'NEW', identity };
}

/** A run that begins with our correlation key once ours has ended was started again by somebody, with what ours was given. */
function isOurs({ correlation, run: own }: Deployment, { correlation: told, run }: ObservedRun): boolean {
  if (own?.source.reference === run.source.reference) return true;
  if (correlation !== told) return false;
  const endedAt = own?.finishedAt ?? null;
  return endedAt === null || run.startedAt === null || run.startedAt < endedAt;
}

/**
 * A tool that tells a run under another name later runs one at a time: what began at the same moment is the same. Where an
 * entry does not tell when it began, its end stands for it.
 */
function isUnderAnotherName(one: DeployerRun | null, other: DeployerRun, told: ReadonlySet<Reference>): boolean {
  if (one === null || one.source.connection !== other.source.connection || told.has(one.source.reference)) return false;
  return isNear(one.startedAt, other.startedAt) || (other.startedAt === other.finishedAt && isNear(one.finishedAt, other.finishedAt));
}

/** Triggered, and its run not known, or not known by what this one could be told from. */
function mayBe({ triggeredAt, state, run: own }: Deployment, { hidesCorrelation }: ObservedRun): boolean {
  return triggeredAt !== null && activeStates.has(state) && (own === null || (hidesCorrelation === true && own.startedAt === null));
}

function isNear(one: Instant | null, other: Instant | null): boolean {
  return one !== null && other !== null && Math.abs(Date.parse(one) - Date.parse(other)) <= sameMs;
}
