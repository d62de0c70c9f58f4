import type { DeployerRun } from '../../domain/deployment.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ObservedRun, RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { DeploySettings } from './settings.ts';
import { jobsNamed, toPage } from './translate.ts';
import type { Origin } from './translate.ts';
import type { Deployment } from './wire.ts';

type Progress = Pick<RunReport, 'progress' | 'because'>;

/** Deployments of one pipeline to one environment, or one that no pipeline made. */
export interface JoinedDeployment {
  readonly pipelineId: number | null;
  readonly deployment: Deployment;
  /** The id of its newest. */
  readonly newest: number;
  /** When one of them moved last; null when none says. */
  readonly movedAt: Instant | null;
  told(origin: Origin): Omit<ObservedRun, 'version' | 'digests' | 'correlation'>;
}

/** Worst first: a pipeline that deploys by several jobs is as far as the one that is worst off. */
const words: ReadonlyMap<string, Progress> = new Map<string, Progress>([
  ['failed', { progress: 'FAILED', because: 'The deployment failed.' }],
  ['skipped', { progress: 'FAILED', because: 'The deployment was skipped: nothing was deployed.' }],
  ['canceled', { progress: 'CANCELED', because: 'The deployment was cancelled.' }],
  ['running', { progress: 'RUNNING', because: 'The deployment is under way.' }],
  ['blocked', { progress: 'PENDING', because: 'The deployment waits for approvals in GitLab.' }],
  ['created', { progress: 'PENDING', because: 'The deployment was created, and waits for its job.' }],
  ['success', { progress: 'SUCCEEDED', because: 'The deployment succeeded.' }],
]);
const worstFirst = [...words.keys()];

/** Whether it is of this deployer: made by one of its jobs, or told by hand, when nobody knows of which. */
export function deployedBy({ deployable }: Deployment, settings: DeploySettings): boolean {
  if (deployable === null || deployable === undefined) return true;
  return settings.jobs.some((name) => jobsNamed([{ ...deployable, id: 1, status: '', pipeline: { id: 1 } }], name).length > 0);
}

/** One per pipeline, of each job the newest. Those in words we do not know are left out, and said so. */
export function joinDeployments(rows: readonly Deployment[], settings: DeploySettings): { readonly deployments: readonly JoinedDeployment[]; readonly areAllKnown: boolean } {
  const known = rows.filter(({ status }) => words.has(status));
  const groups = Map.groupBy(known.toSorted((a, b) => a.id - b.id), (row) => row.deployable?.pipeline?.id ?? `deployment-${row.id}`);
  const deployments = [...groups].map(([key, its]) => {
    const newestOfEachJob = [...new Map(its.map((row) => [row.deployable?.name, row])).values()];
    return join(key, newestOfEachJob.toSorted((a, b) => worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status)), settings);
  });
  return { deployments: deployments.filter((one) => one !== null), areAllKnown: known.length === rows.length };
}

function join(key: number | string, worst: readonly Deployment[], settings: DeploySettings): JoinedDeployment | null {
  const [telling] = worst;
  const progress = words.get(telling?.status ?? '');
  if (telling === undefined || progress === undefined) return null;
  const { deployable, user, sha } = telling;
  const isEnded = progress.progress !== 'PENDING' && progress.progress !== 'RUNNING';
  const starts = worst.flatMap((row) => toInstant(row.deployable?.started_at ?? row.created_at) ?? []).toSorted();
  const ends = worst.flatMap((row) => toInstant(row.deployable?.finished_at ?? row.updated_at ?? '') ?? []).toSorted();
  return {
    pipelineId: typeof key === 'number' ? key : null,
    deployment: telling,
    newest: Math.max(...worst.map((row) => row.id)),
    movedAt: worst.flatMap((row) => toInstant(row.updated_at ?? row.created_at) ?? []).toSorted().at(-1) ?? null,
    told: (origin) => ({
      progress: progress.progress,
      because: settings.jobs.length > 1 && deployable ? `${progress.because.slice(0, -1)} (job ${deployable.name}).` : progress.because,
      revision: sha ?? null,
      startedBy: deployable?.user?.username ?? user?.username ?? null,
      run: runOf(key, telling, { startedAt: starts[0] ?? null, finishedAt: isEnded ? ends.at(-1) ?? null : null }, origin),
    }),
  };
}

function runOf(key: number | string, { status, deployable }: Deployment, times: Pick<DeployerRun, 'startedAt' | 'finishedAt'>, origin: Origin): DeployerRun {
  const place = `${origin.project}/${key}`;
  const page = toPage(deployable?.pipeline?.web_url);
  return {
    source: { reference: formatReference(origin.connection, 'build', place), system: 'GITLAB', connection: origin.connection, key: place, url: page, fetchedAt: origin.fetchedAt, isStale: false, problem: null },
    // Where the log is: the deploy job's page.
    runId: String(key), status, url: toPage(deployable?.web_url) ?? page, ...times,
  };
}
