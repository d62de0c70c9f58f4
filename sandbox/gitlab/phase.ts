import type { Deployment, GitLabData, Pipeline } from './state.ts';

/** A job as its pipeline's time makes it; times are milliseconds after the pipeline was accepted. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly allowFailure: boolean;
  readonly status: string;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
}

/** How far a pipeline is, in GitLab's words. */
export interface Phase {
  readonly status: string;
  readonly jobs: readonly Job[];
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  /** when it last changed */
  readonly updatedMs: number;
}

interface PlannedJob {
  readonly name: string;
  readonly stage: string;
  readonly allowFailure: boolean;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** what it ends in; of a job that never starts, what it stays */
  readonly end: string;
  /** of a job that never starts, since when it stays so */
  readonly heldMs: number;
}

const ended = ['success', 'failed', 'canceled', 'skipped'];
const shares = { pending: 0.05, started: 0.2, prepared: 0.4, deployed: 0.8 };

export function phaseOf(pipeline: Pipeline, nowMs: number): Phase {
  const elapsed = nowMs - pipeline.acceptedMs;
  const jobs = plannedJobs(pipeline).map((job, nth) => jobAt(job, pipeline, nth, elapsed));
  const startedMs = elapsed >= pipeline.runMs * shares.started && pipeline.outcome !== 'skipped' ? pipeline.runMs * shares.started : null;
  const status = statusAt(pipeline, jobs, elapsed);
  const events = [0, ...jobs.flatMap((job) => [job.startedMs, job.finishedMs])].filter((ms) => ms !== null);
  const updatedMs = Math.max(...events);
  return { status, jobs, startedMs, finishedMs: ended.includes(status) ? updatedMs : null, updatedMs };
}

/** What a deployment's status is by now: its deploy job's, or what was told by hand. */
export function deploymentStatus(row: Deployment, data: GitLabData, nowMs: number): string {
  const pipeline = data.pipelines.find(({ id }) => id === row.pipelineId);
  const job = pipeline === undefined ? undefined : phaseOf(pipeline, nowMs).jobs.find(({ name }) => name === 'deploy');
  if (pipeline === undefined || job === undefined) return row.status ?? 'created';
  if (job.status === 'manual' && pipeline.outcome === 'blocked' && !isApproved(row)) return 'blocked';
  return job.status === 'manual' || job.status === 'pending' ? 'created' : job.status;
}

export function isApproved(row: Deployment): boolean {
  return row.approvals.at(-1)?.status === 'approved';
}

/** When it may go on by itself, milliseconds after it was accepted. */
export function momentsOf({ runMs, canceledMs, playedMs }: Pipeline): readonly number[] {
  const after = (from: number | null, ...of: readonly number[]): readonly number[] => (from === null ? [] : of.map((share) => from + runMs * share));
  return [...after(0, 0, ...Object.values(shares), 0.6, 1), ...after(canceledMs, 0, 0.05), ...after(playedMs, 0, 0.4, 0.6)];
}

function statusAt(pipeline: Pipeline, jobs: readonly Job[], elapsed: number): string {
  const { canceledMs, runMs, outcome } = pipeline;
  if (outcome === 'skipped') return 'skipped';
  if (canceledMs !== null && elapsed >= canceledMs) return elapsed < canceledMs + runMs * 0.05 ? 'canceling' : 'canceled';
  if (elapsed < runMs * shares.pending) return 'created';
  if (elapsed < runMs * shares.started) return 'pending';
  const has = (status: string, allowFailure?: boolean): boolean => jobs.some((job) => job.status === status && (allowFailure === undefined || job.allowFailure === allowFailure));
  if (has('running')) return 'running';
  if (has('failed', false)) return 'failed';
  if (has('canceled')) return 'canceled';
  if (has('manual', false)) return 'manual';
  return has('created') || has('pending') ? 'running' : 'success';
}

function jobAt(job: PlannedJob, pipeline: Pipeline, nth: number, elapsed: number): Job {
  const { canceledMs } = pipeline;
  const isCutOff = canceledMs !== null && elapsed >= canceledMs && (job.endMs === null || job.endMs > canceledMs);
  const startedMs = job.startMs !== null && job.startMs <= Math.min(elapsed, isCutOff ? canceledMs : elapsed) ? job.startMs : null;
  const endMs = isCutOff ? canceledMs : job.endMs;
  return {
    id: pipeline.id * 10 + nth, name: job.name, stage: job.stage, allowFailure: job.allowFailure, startedMs,
    status: isCutOff ? 'canceled' : plannedStatus(job, elapsed),
    finishedMs: endMs !== null && endMs <= elapsed ? endMs : null,
  };
}

function plannedStatus(job: PlannedJob, elapsed: number): string {
  if (job.startMs === null) return elapsed < job.heldMs ? 'created' : job.end;
  if (elapsed < job.startMs) return 'created';
  return job.endMs !== null && elapsed < job.endMs ? 'running' : job.end;
}

/** What the stages of .gitlab-ci.yml come to for this pipeline: prepare, deploy, then a smoke test. */
function plannedJobs(pipeline: Pipeline): readonly PlannedJob[] {
  const { outcome, runMs } = pipeline;
  const at = (share: number): number => runMs * share;
  const job = (name: string, stage: string, startMs: number, endMs: number, end = 'success', allowFailure = false): PlannedJob => ({ name, stage, allowFailure, startMs, endMs, end, heldMs: 0 });
  const held = (one: PlannedJob, end: string, heldMs: number): PlannedJob => ({ ...one, startMs: null, endMs: null, end, heldMs });
  const prepare = job('prepare', 'prepare', at(shares.started), at(shares.prepared));
  const deploy = job('deploy', 'deploy', at(shares.prepared), at(shares.deployed));
  const smoke = job('smoke-test', 'verify', at(shares.deployed), at(1));
  switch (outcome) {
    case 'success': return [prepare, deploy, smoke];
    case 'without-deploy': return [prepare, smoke];
    case 'skipped': return [prepare, deploy, smoke].map((one) => held(one, 'skipped', 0));
    case 'failed': return [prepare, { ...deploy, end: 'failed' }, held(smoke, 'skipped', at(shares.deployed))];
    case 'canceled': return [prepare, { ...deploy, end: 'canceled' }, held(smoke, 'canceled', at(shares.deployed))];
    case 'allowed-failure': return [prepare, { ...deploy, end: 'failed', allowFailure: true }, smoke];
    case 'manual-deploy': return [prepare, { ...byHand(pipeline, deploy), allowFailure: true }, { ...smoke, startMs: at(shares.prepared), endMs: at(0.6) }];
    case 'manual':
    case 'blocked': return [prepare, byHand(pipeline, deploy), afterHand(pipeline, smoke)];
  }
}

function byHand({ playedMs, runMs }: Pipeline, deploy: PlannedJob): PlannedJob {
  if (playedMs === null) return { ...deploy, startMs: null, endMs: null, end: 'manual', heldMs: runMs * shares.prepared };
  return { ...deploy, startMs: playedMs, endMs: playedMs + runMs * 0.4 };
}

function afterHand({ playedMs, runMs }: Pipeline, smoke: PlannedJob): PlannedJob {
  if (playedMs === null) return { ...smoke, startMs: null, endMs: null, end: 'created', heldMs: 0 };
  return { ...smoke, startMs: playedMs + runMs * 0.4, endMs: playedMs + runMs * 0.6 };
}
