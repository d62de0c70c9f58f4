import { SourceError } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Deployer, RunReport } from '../../domain/ports/deployer.ts';
import type { GitHubClient } from './client.ts';
import { findRun } from './find-run.ts';
import { history } from './history.ts';
import { whatItWaitsFor } from './pending.ts';
import { places } from './places.ts';
import { protectedPlace } from './protection.ts';
import { parameterSchema, readSettings, runPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { trigger } from './trigger.ts';
import type { RunDetails } from './trigger.ts';
import { runSchema } from './wire.ts';
import { z } from 'zod';

/** A deploy workflow of one repository. Throws UserMistake INVALID for settings that name none. */
export function workflowDeployer(client: GitHubClient, declaration: DeployerDeclaration, clock: Clock, details: RunDetails): Deployer {
  const settings = readSettings(declaration);
  const { environment } = declaration;
  const origin = (): Origin => ({ connection: client.connection, repository: settings.repository, fetchedAt: instant(clock.now()) });
  return {
    name: declaration.name,
    system: 'GITHUB',
    connection: client.connection,
    parameters: parameterSchema(settings),
    trigger: (order, ask) => trigger(client, settings, order, origin(), details, ask),
    find: (correlation, triggeredAt, ask) => findRun(client, settings, correlation, triggeredAt, origin(), clock, ask),
    observe: (runId, ask) => observe(client, settings, runId, origin(), ask),
    cancel: (runId, ask) => cancel(client, settings, runId, ask),
    ...(environment === undefined ? {} : { history: (since, ask) => history(client, settings, environment, since, origin(), clock, ask) }),
    places: (ask) => places(client, settings, origin(), ask),
    ...(environment === undefined ? {} : { protectedPlace: protectedPlace(client, settings, environment, origin) }),
  };
}

/** Throws SourceError; UNEXPECTED_ANSWER when GitHub speaks of another run, or in words we do not know: then nobody knows how it went. */
async function observe(client: GitHubClient, settings: DeploySettings, runId: string, origin: Origin, ask: Ask): Promise<RunReport> {
  const { body } = await client.send({ method: 'GET', path: runPath(settings, runId), schema: runSchema, ask, doing: 'following a deploy run' });
  const progress = toProgress(body);
  if (progress === null || String(body.id) !== runId) {
    throw new SourceError(client.connection, { code: 'UNEXPECTED_ANSWER', message: `spoke of run ${runId} in a way we do not know; look at the run itself`, sinceAt: origin.fetchedAt, retryAt: null });
  }
  const waitsFor = body.status === 'waiting' ? await whatItWaitsFor(client, settings, runId, ask) : null;
  return { progress: progress.progress, because: waitsFor ?? progress.because, run: toRun(body, origin) };
}

/** A run that has ended already (409) needs no cancelling. */
async function cancel(client: GitHubClient, settings: DeploySettings, runId: string, ask: Ask): Promise<void> {
  await client.send({
    method: 'POST', path: `${runPath(settings, runId)}/cancel`, schema: z.unknown(), accepts: [202, 409], ask: { ...ask, purpose: 'act' }, doing: 'cancelling a deploy run',
  });
}
