import { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Deployer, RunReport } from '../../domain/ports/deployer.ts';
import type { GitLabClient } from './client.ts';
import { findRun } from './find-run.ts';
import { history } from './history.ts';
import { readPages } from './pages.ts';
import { places } from './places.ts';
import { pipelinePath } from './project-path.ts';
import { parameterSchema, readSettings } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { jobsNamed, toProgress, toRun, weighJobs } from './translate.ts';
import type { Origin } from './translate.ts';
import { trigger } from './trigger.ts';
import { jobsSchema, pipelineSchema } from './wire.ts';
import type { Job } from './wire.ts';

/** The deploy pipeline of one project. Throws UserMistake INVALID for settings that name none. */
export function pipelineDeployer(client: GitLabClient, declaration: DeployerDeclaration, clock: Clock): Deployer {
  const settings = readSettings(declaration);
  const { environment } = declaration;
  const origin = (): Origin => ({ connection: client.connection, project: settings.project, fetchedAt: instant(clock.now()) });
  return {
    name: declaration.name,
    system: 'GITLAB',
    connection: client.connection,
    parameters: parameterSchema(settings),
    trigger: (order, ask) => trigger(client, settings, order, origin(), ask),
    find: (correlation, triggeredAt, ask) => findRun(client, settings, correlation, triggeredAt, origin(), clock, ask),
    observe: (runId, ask) => observe(client, settings, runId, origin(), ask),
    cancel: (runId, ask) => cancel(client, settings, runId, ask),
    ...(environment === undefined ? {} : { history: (since, ask) => history(client, settings, environment, since, origin(), ask) }),
    places: (ask) => places(client, settings, origin(), ask),
  };
}

/** Throws SourceError; UNEXPECTED_ANSWER when GitLab speaks of another pipeline, or in words we do not know: then nobody knows how it went. */
async function observe(client: GitLabClient, settings: DeploySettings, runId: string, origin: Origin, ask: Ask): Promise<RunReport> {
  const { body: pipeline } = await client.send({ method: 'GET', path: pipelinePath(settings, runId), schema: pipelineSchema, ask, doing: 'following a deploy pipeline' });
  const progress = toProgress(pipeline.status);
  if (String(pipeline.id) !== runId || (progress === null && pipeline.status !== 'success')) {
    throw unexpected(origin, `spoke of pipeline ${runId} in a way we do not know; look at the pipeline itself`);
  }
  if (progress !== null && progress.progress !== 'FAILED') return { ...progress, run: toRun(pipeline, origin) };
  const jobs = await readJobs(client, settings, runId, origin, ask);
  return { ...(progress ?? weighJobs(jobs, settings.jobs)), run: toRun(pipeline, origin, logOf(jobs, settings)) };
}

/** All jobs of a pipeline, of the retried ones the last. */
async function readJobs(client: GitLabClient, settings: DeploySettings, runId: string, origin: Origin, ask: Ask): Promise<readonly Job[]> {
  const { rows, isWhole } = await readPages(client, { path: `${pipelinePath(settings, runId)}/jobs`, query: {}, schema: jobsSchema, ask, doing: 'reading the jobs of a deploy pipeline' });
  const isAboutIt = rows.every(({ pipeline }) => String(pipeline.id) === runId);
  if (!isWhole || !isAboutIt) throw unexpected(origin, `did not tell all jobs of pipeline ${runId} and no others; look at the pipeline itself`);
  return rows;
}

/** The page of the deploy job that tells most: the first that did not succeed, else the first. */
function logOf(jobs: readonly Job[], settings: DeploySettings): string | null {
  const deploying = settings.jobs.flatMap((name) => jobsNamed(jobs, name));
  return (deploying.find(({ status }) => status !== 'success') ?? deploying[0])?.web_url ?? null;
}

function unexpected(origin: Origin, message: string): SourceError {
  return new SourceError(origin.connection, { code: 'UNEXPECTED_ANSWER', message, sinceAt: origin.fetchedAt, retryAt: null });
}

/** GitLab answers 200 whether there was anything to cancel or not. */
async function cancel(client: GitLabClient, settings: DeploySettings, runId: string, ask: Ask): Promise<void> {
  await client.send({
    method: 'POST', path: `${pipelinePath(settings, runId)}/cancel`, schema: z.unknown(), ask: { ...ask, purpose: 'act' }, doing: 'cancelling a deploy pipeline',
  });
}
