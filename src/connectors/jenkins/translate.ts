import type { DeployerRun } from '../../domain/deployment.ts';
import { instant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Build } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** Full name of the job. */
  readonly job: string;
  /** The job's page: below the connection's url, since the addresses in answers come from Jenkins' settings. */
  readonly page: string;
  readonly fetchedAt: Instant;
}

/**
 * A run is first an item of the queue and then a build: "queue/17", then "42". A run keeps its first id until somebody
 * looks at it as a build; either leads to the same run for ever, since a build remembers which item it was.
 */
export type RunId = { readonly kind: 'item'; readonly id: number } | { readonly kind: 'build'; readonly number: number };

export function readRunId(text: string): RunId | null {
  const [, queue, digits] = /^(queue\/)?([1-9]\d{0,14})$/.exec(text) ?? [];
  if (digits === undefined) return null;
  return queue === undefined ? { kind: 'build', number: Number(digits) } : { kind: 'item', id: Number(digits) };
}

/** Its link leads to the job: an item of the queue has no page of its own. */
export function queuedRun(itemId: number, status: string, origin: Origin): DeployerRun {
  return runOf(`queue/${itemId}`, { status, url: `${origin.page}/`, startedAt: null, finishedAt: null }, origin);
}

/** Its link leads to the build's log. */
export function toRun(build: Build, origin: Origin): DeployerRun {
  const isOver = !build.building && build.result !== null;
  return runOf(String(build.number), {
    status: isOver ? (build.result ?? '') : 'building',
    url: `${origin.page}/${build.number}/console`,
    startedAt: moment(build.timestamp),
    finishedAt: isOver ? moment(build.timestamp + build.duration) : null,
  }, origin);
}

type Told = Pick<DeployerRun, 'status' | 'url' | 'startedAt' | 'finishedAt'>;

function runOf(runId: string, told: Told, { connection, job, fetchedAt }: Origin): DeployerRun {
  const key = `${job}/${runId}`;
  return { source: { reference: formatReference(connection, 'build', key), system: 'JENKINS', connection, key, url: told.url, fetchedAt, isStale: false, problem: null }, runId, ...told };
}

/** How far a build is; null when Jenkins contradicts itself or uses a word we do not know. Only SUCCESS succeeded. */
export function toProgress({ building, result }: Pick<Build, 'building' | 'result'>): Pick<RunReport, 'progress' | 'because'> | null {
  // A pipeline may have settled on a result long before it ends.
  if (building) return { progress: 'RUNNING', because: 'The build is under way.' };
  switch (result) {
    case null: return { progress: 'RUNNING', because: 'The build is under way; it has no result yet.' };
    case 'SUCCESS': return { progress: 'SUCCEEDED', because: 'The build ended in SUCCESS.' };
    case 'ABORTED': return { progress: 'CANCELED', because: 'The build was aborted.' };
    case 'UNSTABLE': return { progress: 'FAILED', because: 'The build ended UNSTABLE: it ran to its end, but not everything in it went well.' };
    case 'FAILURE': case 'NOT_BUILT': return { progress: 'FAILED', because: `The build ended in ${result}.` };
    default: return null;
  }
}

function moment(milliseconds: number): Instant | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : instant(date);
}
