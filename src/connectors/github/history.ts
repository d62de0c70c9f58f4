import { toInstant } from '../../domain/instant.ts';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { deploymentsSince } from './deployments.ts';
import type { ToldDeployment } from './deployments.ts';
import { runsSince } from './runs-since.ts';
import { runPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { isOfWorkflow, toldBy } from './told.ts';
import { toDeployerRun, toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { runSchema } from './wire.ts';
import type { Run } from './wire.ts';

/** Runs that are looked up by themselves because they began before the moment. */
const mostLookedUp = 20;

/**
 * What went out to the environment since a moment, oldest first: GitHub's deployments to it, joined to the runs that made
 * them; and runs of the workflow without a deployment whose name, by its declared pattern, says the environment. A run of
 * another workflow deploys another service, and is left out. Throws a SourceError.
 */
export async function history(client: GitHubClient, settings: DeploySettings, environment: string, since: Instant, origin: Origin, clock: Clock, ask: Ask): Promise<Findings<ObservedRun>> {
  const place = settings.environment ?? environment;
  const { told, isComplete } = await deploymentsSince(client, settings, place, since, clock, ask);
  const listed = await runsSince(client, settings, since, { doing: 'reading the runs of a deploy workflow', ask });
  const runs = new Map(listed.runs.map((run) => [run.id, run]));
  const earlier = [...new Set(told.flatMap(({ runId }) => (runId === null || runs.has(runId) ? [] : [runId])))];
  for (const id of earlier.slice(0, mostLookedUp)) {
    const run = await readRun(client, settings, id, ask);
    if (run !== null) runs.set(id, run);
  }
  const deployed = newestOfEachRun(told).flatMap((one) => ofDeployment(settings, one, runs, origin) ?? []);
  const linked = new Set(told.map(({ runId }) => runId));
  const bare = listed.runs.filter((run) => !linked.has(run.id)).map((run) => ofRun(settings, run, place, origin));
  const records = [...deployed, ...bare.filter((one) => one !== null && one !== 'unplaced')];
  const areAllTold = bare.every((one) => one !== 'unplaced') && earlier.length <= mostLookedUp;
  return { records: records.toSorted((a, b) => (a.run.startedAt ?? '').localeCompare(b.run.startedAt ?? '')), isComplete: isComplete && listed.isComplete && areAllTold };
}

/** A run may deploy to one environment several times, e.g. when it was started again: the last of them says how it went. */
function newestOfEachRun(told: readonly ToldDeployment[]): readonly ToldDeployment[] {
  const oldestFirst = told.toSorted((a, b) => a.deployment.id - b.deployment.id);
  return [...new Map(oldestFirst.map((one) => [one.runId ?? `deployment-${one.deployment.id}`, one])).values()];
}

/** null when a run of another workflow made it. */
function ofDeployment(settings: DeploySettings, { deployment, createdAt, endedAt, progress, because, state, pageUrl, runId }: ToldDeployment, runs: ReadonlyMap<number, Run>, origin: Origin): ObservedRun | null {
  const run = runId === null ? null : runs.get(runId) ?? null;
  if (run !== null && !isOfWorkflow(run, settings)) return null;
  const { version, correlation, digests } = toldBy(settings, run, deployment);
  return {
    progress, because, version, correlation, digests, revision: deployment.sha ?? run?.head_sha ?? null,
    // Of what a workflow made, GitHub names its own robot.
    startedBy: run?.triggering_actor?.login ?? run?.actor?.login ?? deployment.creator?.login ?? null,
    run: toDeployerRun({ id: runId ?? `deployment-${deployment.id}`, status: state, pageUrl: pageUrl ?? run?.html_url, startedAt: createdAt, finishedAt: endedAt }, origin),
  };
}

/**
 * A run that made no deployment in the list. Under way it may still make one, and is told then. "unplaced" when it ended in
 * success without saying where to; one that failed before it deployed deployed nothing.
 */
function ofRun(settings: DeploySettings, run: Run, place: string, origin: Origin): ObservedRun | 'unplaced' | null {
  const progress = toProgress(run);
  const { version, correlation, digests, environment } = toldBy(settings, run, null);
  if (environment === null) return settings.runName === undefined || progress?.progress !== 'SUCCEEDED' ? null : 'unplaced';
  if (environment.toLowerCase() !== place.toLowerCase()) return null;
  if (progress === null) return 'unplaced';
  // A run that is started again keeps the moment it was created, by which GitHub lists it.
  const createdAt = toInstant(run.created_at);
  return { ...progress, run: toRun(run, origin), ...(createdAt !== null && { toldSince: createdAt }), version, correlation, digests, revision: run.head_sha ?? null, startedBy: run.triggering_actor?.login ?? run.actor?.login ?? null };
}

/** null for a run that has gone: what it deployed stays. */
async function readRun(client: GitHubClient, settings: DeploySettings, id: number, ask: Ask): Promise<Run | null> {
  try {
    const { body } = await client.send({ method: 'GET', path: runPath(settings, String(id)), schema: runSchema, ask, doing: 'reading the run of a deployment' });
    return body.id === id && toInstant(body.created_at) !== null ? body : null;
  } catch (error) {
    if (error instanceof HttpProblem && error.problem.code === 'NOT_FOUND') return null;
    throw error;
  }
}
