import { instant } from '../../domain/instant.ts';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunLookup } from '../../domain/ports/deployer.ts';
import { foundAmong } from '../found-runs.ts';
import { buildsSince } from './builds.ts';
import type { JenkinsClient } from './client.ts';
import type { JobSettings } from './settings.ts';
import { queuedRun, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { itemTree, parameterOf, queueSchema } from './wire.ts';
import type { Build } from './wire.ts';

/** From then on a trigger that reached Jenkins is in its queue or among its builds; before, not being there proves nothing. */
export const arrivalMs = 60_000;
/** How far Jenkins' clock and ours may differ. */
const clockSkewMs = 120_000;

/**
 * Looks a run up by its parameter `correlation`: in the queue first, then among the builds, so that what moves from one to
 * the other meanwhile is seen. One trigger that somebody on the way repeated may have become several. Absence is proven only a while after the trigger, by builds without a gap, when every
 * item and build since then carries a correlation of its own: one without may be ours, its parameters dropped.
 */
export async function findRun(client: JenkinsClient, settings: JobSettings, correlation: string, triggeredAt: Instant, origin: Origin, clock: Clock, ask: Ask): Promise<RunLookup> {
  const askedAt = clock.now().getTime();
  const { body: queue } = await client.read({ path: '/queue/api/json', query: { tree: `items[${itemTree}]` }, schema: queueSchema, ask, doing: 'looking for the queue item of a deployment' });
  const { builds, isComplete } = await buildsSince(client, settings, Date.parse(triggeredAt) - clockSkewMs, 'looking for the build of a deployment', ask);
  const isOurs = (one: Pick<Build, 'actions'>): boolean => parameterOf(one, 'correlation') === correlation;
  const built = builds.filter(isOurs).toSorted((a, b) => a.number - b.number);
  // What began to build between the two looks stands in both.
  const queued = queue.items.filter((item) => isOurs(item) && !built.some(({ queueId }) => queueId === item.id));
  const found = foundAmong([...built.map((build) => toRun(build, { ...origin, fetchedAt: instant(clock.now()) })), ...queued.map(({ id }) => queuedRun(id, 'queued', origin))]);
  if (found !== null) return found;
  const items = queue.items.filter(({ task }) => mayBeOfJob(task?.url, settings));
  const isAccountedFor = [...items, ...builds].every((one) => (parameterOf(one, 'correlation') ?? '') !== '');
  return { outcome: 'ABSENT', isProven: isComplete && isAccountedFor && askedAt - Date.parse(triggeredAt) >= arrivalMs };
}

/** By the last name of its address alone: what stands before comes from Jenkins' settings. Steps of a pipeline that wait for a node have no address. */
function mayBeOfJob(taskUrl: string | null | undefined, { job }: JobSettings): boolean {
  if (typeof taskUrl !== 'string') return false;
  const last = taskUrl.replace(/\/$/, '').split('/').at(-1) ?? '';
  const name = job.split('/').at(-1) ?? '';
  return last === name || last === encodeURIComponent(name) || last === encodeURI(name);
}
