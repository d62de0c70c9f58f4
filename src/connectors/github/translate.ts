import type { DeployerRun } from '../../domain/deployment.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Run } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** owner/name */
  readonly repository: string;
  readonly fetchedAt: Instant;
}

/** What GitHub told of a run, as much as it told. A run is no record kind of its own: it is referred to as a build of its repository. */
export interface RunFacts {
  /** Of a run a number; of a deployment that no run made "deployment-<number>". */
  readonly id: number | string;
  readonly status: string;
  readonly pageUrl: string | null | undefined;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

export function toDeployerRun({ id, status, pageUrl, startedAt, finishedAt }: RunFacts, origin: Origin): DeployerRun {
  const key = `${origin.repository}/${id}`;
  const url = toPage(pageUrl);
  return {
    source: { reference: formatReference(origin.connection, 'build', key), system: 'GITHUB', connection: origin.connection, key, url, fetchedAt: origin.fetchedAt, isStale: false, problem: null },
    runId: String(id),
    status,
    url,
    startedAt,
    finishedAt,
  };
}

/** A run from a list or by itself. Its status is GitHub's own word: the conclusion once it has one. */
export function toRun(run: Run, origin: Origin): DeployerRun {
  const isCompleted = run.status === 'completed';
  return toDeployerRun({
    id: run.id,
    status: isCompleted ? (run.conclusion ?? run.status) : run.status,
    pageUrl: run.html_url,
    startedAt: toInstant(run.run_started_at ?? run.created_at),
    finishedAt: isCompleted && typeof run.updated_at === 'string' ? toInstant(run.updated_at) : null,
  }, origin);
}

type Progress = Pick<RunReport, 'progress' | 'because'>;

const underWay: ReadonlyMap<string, Progress> = new Map<string, Progress>([
  ['queued', { progress: 'PENDING', because: 'The run waits for a runner.' }],
  ['requested', { progress: 'PENDING', because: 'The run was asked for.' }],
  ['pending', { progress: 'PENDING', because: 'The run waits for its turn.' }],
  ['waiting', { progress: 'PENDING', because: 'The run waits for an approval or a timer that its GitHub environment asks for.' }],
  ['in_progress', { progress: 'RUNNING', because: 'The run is under way.' }],
]);

/** How far a run is; null when GitHub's words are not among those we know. Only "success" succeeded: neutral, skipped, stale and the like did not deploy. */
export function toProgress({ status, conclusion }: Pick<Run, 'status' | 'conclusion'>): Progress | null {
  if (status !== 'completed') return underWay.get(status) ?? null;
  switch (conclusion) {
    case null: return null;
    case 'success': return { progress: 'SUCCEEDED', because: 'The run ended in success.' };
    case 'cancelled': return { progress: 'CANCELED', because: 'The run was cancelled.' };
    default: return { progress: 'FAILED', because: `The run ended in ${/^[a-z_]{1,40}$/.test(conclusion) ? conclusion : 'a way we do not know'}.` };
  }
}

/** An address that may be shown as a link; null for everything else. */
export function toPage(url: string | null | undefined): string | null {
  return typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
