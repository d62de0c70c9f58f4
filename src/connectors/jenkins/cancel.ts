import { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { HttpRequest } from '../http/index.ts';
import type { JenkinsClient } from './client.ts';
import { look } from './observe.ts';
import { jobPath } from './settings.ts';
import type { JobSettings } from './settings.ts';
import type { Origin } from './translate.ts';

/**
 * Takes a run out of the queue, or stops its build; a run that has ended needs neither. What leaves the queue while it is
 * being cancelled (404) is looked at once more and stopped as a build. Throws a SourceError.
 */
export async function cancel(client: JenkinsClient, settings: JobSettings, runId: string, origin: Origin, ask: Ask): Promise<void> {
  const found = await look(client, settings, runId, origin, ask);
  if ('build' in found) {
    if (found.build.building) await stop(client, settings, found.build.number, ask);
    return;
  }
  if (found.item.cancelled === true) return;
  const status = await post(client, { path: '/queue/cancelItem', query: { id: found.item.id }, accepts: [204, 302, 404], doing: 'cancelling a queue item' }, ask);
  if (status !== 404) return;
  const later = await look(client, settings, runId, origin, ask);
  if ('build' in later && later.build.building) await stop(client, settings, later.build.number, ask);
}

/** Answered with a redirect to the build's page, which is not followed. */
async function stop(client: JenkinsClient, settings: JobSettings, number: number, ask: Ask): Promise<void> {
  await post(client, { path: `${jobPath(settings)}/${number}/stop`, accepts: [200, 204, 302], doing: 'stopping a build' }, ask);
}

async function post(client: JenkinsClient, request: Pick<HttpRequest<unknown>, 'path' | 'query' | 'accepts' | 'doing'>, ask: Ask): Promise<number> {
  const written = await client.post({ ...request, headers: await client.passes(ask), schema: z.unknown(), ask });
  if ('answer' in written) return written.answer.status;
  if (written.problem.status === 404 && request.accepts?.includes(404) === true) return 404;
  throw written.problem;
}
