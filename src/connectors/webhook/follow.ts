import { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunLookup, RunReport } from '../../domain/ports/deployer.ts';
import type { Instant } from '../../domain/instant.ts';
import type { WebhookClient } from './client.ts';
import { problem } from './client.ts';
import { placeOf } from './settings.ts';
import type { HookSettings } from './settings.ts';
import { toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { statusSchema } from './wire.ts';
import type { Status } from './wire.ts';

/** From then on a post that reached the service is known to it; before, not being known proves nothing. */
export const arrivalMs = 60_000;

/** Throws SourceError; NOT_FOUND when the service says that it knows no such run. */
export async function observe(client: WebhookClient, settings: HookSettings, runId: string, origin: Origin, ask: Ask): Promise<RunReport> {
  const answer = await readStatus(client, settings, runId, ask);
  if (answer.status === 'unknown') throw problem(client, 'NOT_FOUND', 'says that it knows no such run');
  return { ...toProgress(answer.status), run: toRun(answer, origin) };
}

/** Absence is proven only by the service's own `unknown`, a while after the trigger; a 404 without it is an error like any other. */
export async function findRun(client: WebhookClient, settings: HookSettings, correlation: string, triggeredAt: Instant, origin: Origin, ask: Ask): Promise<RunLookup> {
  const askedAt = client.clock.now().getTime();
  const answer = await readStatus(client, settings, correlation, ask);
  if (answer.status === 'unknown') return { outcome: 'ABSENT', isProven: askedAt - Date.parse(triggeredAt) >= arrivalMs };
  return { outcome: 'FOUND', run: toRun(answer, origin) };
}

async function readStatus(client: WebhookClient, settings: HookSettings, correlation: string, ask: Ask): Promise<Status> {
  const { status, body } = await client.read({ path: placeOf(settings.status, correlation), schema: z.unknown(), accepts: [200, 404], ask, doing: 'reading how a deployment goes' });
  const read = statusSchema.safeParse(body);
  if (!read.success) throw status === 404 ? problem(client, 'NOT_FOUND', 'has nothing at the status address (404), nor says that it knows no such run') : problem(client, 'UNEXPECTED_ANSWER', 'told of a run in a shape or a word we do not know');
  if (read.data.correlation !== correlation) throw problem(client, 'UNEXPECTED_ANSWER', 'was asked for one run and spoke of another');
  if (status === 404 && read.data.status !== 'unknown') throw problem(client, 'UNEXPECTED_ANSWER', 'said 404 of a run and told of it all the same');
  return read.data;
}

/** A run that has ended (409) needs no cancelling. Throws SourceError, also when no address to cancel was declared. */
export async function cancel(client: WebhookClient, settings: HookSettings, runId: string, ask: Ask): Promise<void> {
  if (settings.cancel === undefined) throw problem(client, 'NOT_FOUND', 'was given no address to cancel a run: declare `cancel` for the deployer, or end the run there by hand');
  await client.post({
    path: placeOf(settings.cancel, runId), body: { correlation: runId }, idempotencyKey: `${runId}-cancel`, schema: z.unknown(), accepts: [200, 201, 202, 204, 409], ask, doing: 'cancelling a deployment',
  });
}
