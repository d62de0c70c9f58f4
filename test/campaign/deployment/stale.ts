import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from './part.ts';
import type { Stage, Standing } from './stage.ts';

/** Longer than the lease of two seconds and a sweep. */
export const pastTheLeaseMs = 3_500;
/** So long somebody who comes back may take to do what he must not. */
const mischiefMs = 1_500;

/** Keeps a node from writing, and lets it again; it may have held a deployment. */
export interface Suspension { suspend(): void; resume(): void }

/**
 * A few deployments are asked for, and the first node is kept from writing at a moment of chance, past its lease; the
 * other one takes them over. Once the first is back, nothing that has ended may move, and nothing may be done twice.
 */
export async function suspended(stage: Stage, services: number, moment: number, suspension: Suspension): Promise<Tally> {
  const before = stage.posts('github');
  const asked = Array.from({ length: services }, (_, service) => stage.trigger(0, service, 'github'));
  const all = await Promise.all(asked);
  await pause(moment);
  suspension.suspend();
  const suspendedAt = Date.now();
  await pause(pastTheLeaseMs);
  suspension.resume();
  const ended = await stage.ended(all);
  await pause(mischiefMs);
  const later = await stage.standing(all);
  const runs = await stage.runs('github', all);
  const posts = stage.posts('github') - before;
  const moved = later.filter((one, nth) => JSON.stringify(one) !== JSON.stringify(ended[nth]) && ended[nth]?.finishedAt !== null);
  const doubled = runs.filter((made) => made > 1).length + Math.max(0, posts - all.length);
  const odd = ended.filter((one, nth) => one.finishedAt === null || (one.state === 'SUCCEEDED') !== (runs[nth] === 1));
  return {
    counts: { suspensions: 1, deployments: all.length, staleWrites: moved.length + doubled, doubleTriggers: doubled, lostDeployments: ended.filter(({ finishedAt }) => finishedAt === null).length, takenOver: takenOver(ended, suspendedAt) },
    wrong: [...odd.map((one) => `${one.id} is ${one.state}: ${one.because}`), ...moved.map((one) => `${one.id} moved after its end: ${one.because}`), ...(doubled > 0 ? [`${posts} posts, runs ${runs.join(', ')}`] : [])],
  };
}

/** How many went on while the first node could not write. */
function takenOver(standing: readonly Standing[], sinceMs: number): number {
  return standing.filter(({ steps }) => steps.some(({ startedAt }) => startedAt !== null && Date.parse(startedAt) > sinceMs + 1_500 && Date.parse(startedAt) < sinceMs + pastTheLeaseMs)).length;
}
