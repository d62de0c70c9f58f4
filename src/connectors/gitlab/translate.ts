import type { DeployerRun } from '../../domain/deployment.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Job, Pipeline } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** group/name, or the numeric id, as configuration has it */
  readonly project: string | number;
  readonly fetchedAt: Instant;
}

type Progress = Pick<RunReport, 'progress' | 'because'>;

/** A pipeline as a run; with the page of its deploy job, where the log is, once that is known. It is referred to as a build of its project. */
export function toRun(pipeline: Pipeline, origin: Origin, logUrl: string | null = null): DeployerRun {
  const key = `${origin.project}/${pipeline.id}`;
  const pageUrl = toPage(pipeline.web_url);
  return {
    source: { reference: formatReference(origin.connection, 'build', key), system: 'GITLAB', connection: origin.connection, key, url: pageUrl, fetchedAt: origin.fetchedAt, isStale: false, problem: null },
    runId: String(pipeline.id),
    status: pipeline.status,
    url: toPage(logUrl) ?? pageUrl,
    startedAt: toInstant(pipeline.started_at ?? pipeline.created_at ?? ''),
    finishedAt: typeof pipeline.finished_at === 'string' ? toInstant(pipeline.finished_at) : null,
  };
}

const known: ReadonlyMap<string, Progress> = new Map<string, Progress>([
  ['created', { progress: 'PENDING', because: 'The pipeline was created.' }],
  ['waiting_for_resource', { progress: 'PENDING', because: 'The pipeline waits for a resource that another holds.' }],
  ['waiting_for_callback', { progress: 'PENDING', because: 'The pipeline waits to be called back.' }],
  ['preparing', { progress: 'PENDING', because: 'The pipeline is being prepared.' }],
  ['pending', { progress: 'PENDING', because: 'The pipeline waits for a runner.' }],
  ['scheduled', { progress: 'PENDING', because: 'The pipeline waits for the time its next job is set to.' }],
  ['manual', { progress: 'PENDING', because: 'The pipeline waits for a person: somebody has to approve or start its next job in GitLab.' }],
  ['running', { progress: 'RUNNING', because: 'The pipeline is under way.' }],
  ['canceling', { progress: 'RUNNING', because: 'The pipeline is being cancelled.' }],
  ['failed', { progress: 'FAILED', because: 'The pipeline failed.' }],
  ['skipped', { progress: 'FAILED', because: 'The pipeline was skipped: nothing ran.' }],
  ['canceled', { progress: 'CANCELED', because: 'The pipeline was cancelled.' }],
]);

/** How far a pipeline is by its own word; null when that word is "success", which its deploy jobs must confirm, or unknown. */
export function toProgress(status: string): Progress | null {
  return known.get(status) ?? null;
}

const underWay = new Set(['created', 'waiting_for_resource', 'waiting_for_callback', 'preparing', 'pending', 'scheduled', 'running', 'canceling']);

/**
 * What a green pipeline comes to: a success only when every job that deploys was there and succeeded. One that was
 * allowed to fail, was skipped or cancelled, or that rules left out, did not deploy; one that nobody has started still may.
 */
export function weighJobs(jobs: readonly Job[], names: readonly string[]): Progress {
  for (const name of names) {
    const its = jobsNamed(jobs, name);
    const odd = its.find(({ status }) => status !== 'success');
    if (its.length === 0) return { progress: 'FAILED', because: `The pipeline ended in success without its deploy job ${name}: nothing was deployed by it.` };
    if (odd !== undefined) return ofJob(name, odd.status);
  }
  return { progress: 'SUCCEEDED', because: `The pipeline and its deploy ${names.length === 1 ? `job ${names.join()}` : `jobs ${names.join(', ')}`} succeeded.` };
}

function ofJob(name: string, status: string): Progress {
  if (status === 'manual') return { progress: 'PENDING', because: `The pipeline is green, but its deploy job ${name} waits for a person to start it in GitLab.` };
  if (underWay.has(status)) return { progress: 'RUNNING', because: `The pipeline is green, and its deploy job ${name} goes on.` };
  return { progress: 'FAILED', because: `The pipeline is green, but its deploy job ${name} ${/^[a-z_]{1,40}$/.test(status) ? `ended as ${status}` : 'ended in a way we do not know'}.` };
}

/** The job of that name, and the parts it is run in when it is split: "deploy 1/3", "deploy: [eu]". */
export function jobsNamed(jobs: readonly Job[], name: string): readonly Job[] {
  return jobs.filter((job) => job.name === name || (job.name.startsWith(name) && /^(?: \d+\/\d+|: \[.*\])$/s.test(job.name.slice(name.length))));
}

/** An address that may be shown as a link; null for everything else. */
export function toPage(url: string | null | undefined): string | null {
  return typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
