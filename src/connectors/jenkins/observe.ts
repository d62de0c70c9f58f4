import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import { buildsSince } from './builds.ts';
import type { JenkinsClient } from './client.ts';
import { jobPath } from './settings.ts';
import type { JobSettings } from './settings.ts';
import { queuedRun, readRunId, toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { buildSchema, buildTree, itemSchema, itemTree } from './wire.ts';
import type { Build, Item } from './wire.ts';

/** A run as Jenkins has it just now: still in the queue (or cancelled there), or a build. */
export type Found = { readonly item: Item } | { readonly build: Build };

/** Throws SourceError; UNEXPECTED_ANSWER when Jenkins speaks of another run or in words we do not know. */
export async function observe(client: JenkinsClient, settings: JobSettings, runId: string, origin: Origin, ask: Ask): Promise<RunReport> {
  const found = await look(client, settings, runId, origin, ask);
  if ('item' in found) return waitingReport(found.item, origin);
  const progress = toProgress(found.build);
  if (progress === null) throw odd(client, origin, `spoke of run ${runId} in a way we do not know; look at the build itself`);
  return { ...progress, run: toRun(found.build, origin) };
}

/** An item that has left the queue leads to its build; one that Jenkins has forgotten (after 5 minutes) is found by its build. */
export async function look(client: JenkinsClient, settings: JobSettings, runId: string, origin: Origin, ask: Ask): Promise<Found> {
  const id = readRunId(runId);
  if (id === null) throw odd(client, origin, 'can have no run of that id', 'NOT_FOUND');
  if (id.kind === 'build') return { build: await readBuild(client, settings, id.number, origin, ask) };
  const item = await readItem(client, id.id, origin, ask);
  if (item === null) return { build: await buildOfItem(client, settings, id.id, origin, ask) };
  const number = item.executable?.number;
  if (number === undefined) return { item };
  const build = await readBuild(client, settings, number, origin, ask);
  if (build.queueId !== id.id) throw odd(client, origin, `said that queue item ${id.id} became build ${number}, which denies it`);
  return { build };
}

async function readItem(client: JenkinsClient, id: number, origin: Origin, ask: Ask): Promise<Item | null> {
  try {
    const { body } = await client.read({ path: `/queue/item/${id}/api/json`, query: { tree: itemTree }, schema: itemSchema, ask, doing: 'following a queue item' });
    if (body.id !== id) throw odd(client, origin, `was asked for queue item ${id} and spoke of another`);
    return body;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}

async function readBuild(client: JenkinsClient, settings: JobSettings, number: number, origin: Origin, ask: Ask): Promise<Build> {
  const { body } = await client.read({ path: `${jobPath(settings)}/${number}/api/json`, query: { tree: buildTree }, schema: buildSchema, ask, doing: 'following a build' });
  if (body.number !== number) throw odd(client, origin, `was asked for build ${number} and spoke of another`);
  return body;
}

async function buildOfItem(client: JenkinsClient, settings: JobSettings, itemId: number, origin: Origin, ask: Ask): Promise<Build> {
  const { builds } = await buildsSince(client, settings, 0, 'looking for the build of a queue item', ask);
  const build = builds.find(({ queueId }) => queueId === itemId);
  if (build === undefined) throw odd(client, origin, `has forgotten queue item ${itemId}, and no build of the job came from it: it was cancelled in the queue, or its build was deleted; look at the job itself`, 'NOT_FOUND');
  return build;
}

function waitingReport(item: Item, origin: Origin): RunReport {
  if (item.cancelled === true) return { progress: 'CANCELED', because: 'It was cancelled in the queue; nothing was built.', run: queuedRun(item.id, 'cancelled', origin) };
  return { progress: 'PENDING', because: 'It waits in Jenkins\' queue.', run: queuedRun(item.id, 'queued', origin) };
}

function odd(client: JenkinsClient, origin: Origin, message: string, code: 'UNEXPECTED_ANSWER' | 'NOT_FOUND' = 'UNEXPECTED_ANSWER'): SourceError {
  return new SourceError(client.connection, { code, message, sinceAt: origin.fetchedAt, retryAt: null });
}
