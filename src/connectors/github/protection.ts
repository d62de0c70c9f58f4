import { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ProtectedPlace, ProtectionAnswer, ProtectionRequest, RunAtDoor } from '../../domain/ports/protection.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { runPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { isOfWorkflow, toldBy } from './told.ts';
import { toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { deploymentSchema, runSchema } from './wire.ts';
import type { Deployment, Run } from './wire.ts';

/** GitHub shows the comment beside the run; a longer one is cut there or here. */
const longestComment = 1_000;
/** Refusals after which the run no longer waits for us: gone, or answered. 401, 403 and 429 are about our token, and throw. */
const noLongerAsked = [404, 409, 410, 422] as const;

/** The custom deployment protection rule before an environment of the repository (its webhook deployment_protection_rule asks, …/deployment_protection_rule is answered). */
export function protectedPlace(client: GitHubClient, settings: DeploySettings, environment: string, origin: () => Origin): ProtectedPlace {
  const place = settings.environment ?? environment;
  return {
    concerns: (request) => isSame(request.project, settings.repository) && isSame(request.place, place),
    read: (request, ask) => read(client, settings, request, origin(), ask),
    answer: (request, answer, ask) => post(client, settings, request, answer, ask),
  };
}

/** GitHub tells names of repositories and environments apart by their letters alone. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function read(client: GitHubClient, settings: DeploySettings, { runId, deploymentId }: ProtectionRequest, origin: Origin, ask: Ask): Promise<RunAtDoor | null> {
  const run = await found<Run>(client.send({ method: 'GET', path: runPath(settings, runId), schema: runSchema, ask, doing: 'reading a run that waits at a protection rule' }));
  if (run === null || !isOfWorkflow(run, settings)) return null;
  const progress = toProgress(run);
  if (progress === null || String(run.id) !== runId) {
    throw new SourceError(client.connection, { code: 'UNEXPECTED_ANSWER', message: `spoke of run ${runId} in a way we do not know; look at the run itself`, sinceAt: origin.fetchedAt, retryAt: null });
  }
  const deployment = deploymentId === null ? null : await found<Deployment>(client.send({
    method: 'GET', path: `/repos/${settings.repository}/deployments/${encodeURIComponent(deploymentId)}`, schema: deploymentSchema, ask, doing: 'reading the deployment that waits at a protection rule',
  }));
  const { version, digests, correlation } = toldBy(settings, run, deployment);
  return { run: toRun(run, origin), progress: progress.progress, version, digests, correlation };
}

async function found<T>(sent: Promise<{ readonly body: T }>): Promise<T | null> {
  try {
    return (await sent).body;
  } catch (error) {
    if (error instanceof HttpProblem && error.problem.code === 'NOT_FOUND') return null;
    throw error;
  }
}

const words = { APPROVED: 'approved', REJECTED: 'rejected', REPORTED: undefined } as const;

async function post(client: GitHubClient, settings: DeploySettings, { runId, place }: ProtectionRequest, { state, because }: ProtectionAnswer, ask: Ask): Promise<boolean> {
  const decision = words[state];
  const { status } = await client.send({
    method: 'POST',
    path: `${runPath(settings, runId)}/deployment_protection_rule`,
    json: { environment_name: place, comment: because.slice(0, longestComment), ...(decision && { state: decision }) },
    schema: z.unknown(),
    accepts: [204, ...noLongerAsked],
    ask: { ...ask, purpose: 'act' },
    doing: 'answering a deployment protection rule',
  });
  return status === 204;
}
