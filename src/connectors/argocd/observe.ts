import { instant, toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunLookup, RunReport } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import { z } from 'zod';
import { applicationPath, readApplication, unexpected } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { scopeOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { keptInHistory, readPastRunId, toPastRun, toProgress, toRun } from './translate.ts';
import type { Origin, Settling } from './translate.ts';
import { isOurs } from './wire.ts';
import type { Application } from './wire.ts';

/** From then on a sync that reached Argo CD shows on the application; before, not being there proves nothing. */
export const arrivalMs = 60_000;
/** How far Argo CD's clock and ours may differ. */
const clockSkewMs = 120_000;

/** Throws SourceError; NOT_FOUND when a later operation has taken the place of ours, UNEXPECTED_ANSWER for words we do not know. */
export async function observe(client: ArgoCdClient, settings: ApplicationSettings, runId: string, origin: Origin, ask: Ask): Promise<RunReport> {
  const application = await readApplication(client, settings, ask, 'following a sync');
  const past = readPastRunId(runId);
  if (past !== null) return pastReport(client, application, past, origin);
  const state = application.status.operationState ?? null;
  if (state !== null && isOurs(state.operation, runId)) {
    const progress = toProgress(state, application, settlingOf(client, settings, state.finishedAt ?? null));
    if (progress === null) throw unexpected(client, 'spoke of our sync in a way we do not know; look at the application itself');
    return { ...progress, run: toRun(runId, application, state, origin) };
  }
  if (isOurs(application.operation, runId)) return { progress: 'PENDING', because: 'The sync was asked for; the controller has not taken it up yet.', run: toRun(runId, application, null, origin) };
  throw unexpected(client, 'no longer tells of our sync: a later operation has taken its place; look at the application\'s history', 'NOT_FOUND');
}

/**
 * Looks for the operation that carries our correlation. An application tells of its last operation only, so absence is
 * proven only when none at all was asked for, begun or finished since the trigger: another may stand in the place of ours.
 */
export async function findRun(client: ArgoCdClient, settings: ApplicationSettings, correlation: string, triggeredAt: Instant, origin: Origin, ask: Ask): Promise<RunLookup> {
  const askedAt = client.clock.now().getTime();
  const application = await readApplication(client, settings, ask, 'looking for the sync of a deployment');
  const state = application.status.operationState ?? null;
  if (state !== null && isOurs(state.operation, correlation)) return { outcome: 'FOUND', run: toRun(correlation, application, state, origin) };
  if (isOurs(application.operation, correlation)) return { outcome: 'FOUND', run: toRun(correlation, application, null, origin) };
  const since = instant(new Date(Date.parse(triggeredAt) - clockSkewMs));
  return { outcome: 'ABSENT', isProven: askedAt - Date.parse(triggeredAt) >= arrivalMs && isQuietSince(application, since) };
}

function isQuietSince({ metadata, operation, status }: Application, since: Instant): boolean {
  const moments = [metadata.creationTimestamp, ...(status.operationState == null ? [] : [status.operationState.startedAt]), ...(status.history ?? []).map(({ deployStartedAt, deployedAt }) => deployStartedAt ?? deployedAt)];
  return (operation ?? null) === null && moments.every((moment) => (toInstant(moment) ?? since) < since);
}

/** Terminates the operation only while it is ours; one that has ended needs nothing. Throws a SourceError. */
export async function cancel(client: ArgoCdClient, settings: ApplicationSettings, runId: string, ask: Ask): Promise<void> {
  if (!(await isUnderWay(client, settings, runId, ask))) return;
  try {
    await client.send({ method: 'DELETE', path: `${applicationPath(settings)}/operation`, query: { ...scopeOf(settings) }, schema: z.object({}), ask: { ...ask, purpose: 'act' }, doing: 'terminating a sync' });
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 400 && !(await isUnderWay(client, settings, runId, ask))) return;
    throw error;
  }
}

async function isUnderWay(client: ArgoCdClient, settings: ApplicationSettings, runId: string, ask: Ask): Promise<boolean> {
  const { operation, status } = await readApplication(client, settings, ask, 'looking at the sync to terminate');
  if (isOurs(operation, runId)) return true;
  const state = status.operationState ?? null;
  if (state === null || !isOurs(state.operation, runId)) throw unexpected(client, 'no longer tells of our sync: a later operation has taken its place, and is not terminated for it', 'NOT_FOUND');
  return state.phase === 'Running' || state.phase === 'Terminating';
}

export function settlingOf(client: ArgoCdClient, { healthyWithinSeconds }: ApplicationSettings, finishedAt: string | null): Settling {
  const finished = finishedAt === null ? null : toInstant(finishedAt);
  return { isLate: finished !== null && client.clock.now().getTime() - Date.parse(finished) > healthyWithinSeconds * 1_000, withinSeconds: healthyWithinSeconds };
}

function pastReport(client: ArgoCdClient, application: Application, id: number, origin: Origin): RunReport {
  const entry = application.status.history?.find((one) => one.id === id);
  if (entry === undefined) throw unexpected(client, `has no sync ${id} in the application's history, or no longer`, 'NOT_FOUND');
  return { progress: 'SUCCEEDED', because: keptInHistory, run: toPastRun(id, entry, application, origin) };
}
