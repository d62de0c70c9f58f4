import type { Conclusion, Deployment, GitHubData, Review, Run } from './state.ts';

/** How far a run is, in GitHub's words, with the milliseconds after its start since when it is there. */
export interface Phase {
  readonly status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
  readonly sinceMs: number;
}

/** What a job's id is above its run's. */
export const firstJobId = 20_000_000_000;
/** The first fifth of its time a run is queued. */
const queuedShare = 0.2;

export function phaseOf(run: Run, nowMs: number): Phase {
  if (run.canceledMs !== null) return { status: 'completed', conclusion: 'cancelled', sinceMs: run.canceledMs - run.acceptedMs };
  const elapsed = nowMs - run.acceptedMs;
  const queuedMs = run.runMs * queuedShare;
  if (elapsed < queuedMs) return { status: 'queued', conclusion: null, sinceMs: 0 };
  const rejection = decisions(run).find(({ state }) => state === 'rejected');
  if (rejection !== undefined) return { status: 'completed', conclusion: 'failure', sinceMs: rejection.afterMs };
  if (isHeld(run)) return { status: 'waiting', conclusion: null, sinceMs: queuedMs };
  const endMs = begunMs(run) + run.runMs - queuedMs;
  if (elapsed < endMs) return { status: 'in_progress', conclusion: null, sinceMs: begunMs(run) };
  return { status: 'completed', conclusion: run.plannedConclusion, sinceMs: endMs };
}

function decisions({ review, protection }: Run): readonly Review[] {
  return [review, protection].filter((one) => one !== null);
}

/** Whether somebody has yet to decide before its job may begin. */
function isHeld(run: Run): boolean {
  return (run.isReviewed && run.review === null) || (run.isProtected && run.protection === null);
}

/** When its job begins, milliseconds after it was accepted: out of the queue, or once all had approved. */
export function begunMs(run: Run): number {
  return Math.max(run.runMs * queuedShare, ...decisions(run).map(({ afterMs }) => afterMs));
}

/** When it goes on by itself, milliseconds after it was accepted; a run that waits for somebody does so only once they decided. */
export function boundariesOf(run: Run): readonly number[] {
  const queuedMs = run.runMs * queuedShare;
  return isHeld(run) ? [queuedMs] : [queuedMs, begunMs(run), begunMs(run) + run.runMs - queuedMs];
}

/** An instant of the run as the API shows it: by the sandbox's clock, whole seconds as GitHub writes them. */
export function instantOf(run: Run, afterMs: number): string {
  return seconds(new Date(Date.parse(run.createdAt) + afterMs));
}

export function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/**
 * Does what the runs' jobs have done by now: deploy.yml creates a deployment when its job is to start, which waits with it
 * for reviewers, and says how it goes and went. Answers whether anything changed.
 */
export function settleRuns(data: GitHubData, nowMs: number): boolean {
  let isChanged = false;
  for (const run of data.runs) {
    if (run.isSettled) continue;
    const phase = phaseOf(run, nowMs);
    const isStarted = phase.status !== 'queued' && run.inputs['environment'] !== undefined && phase.sinceMs >= run.runMs * queuedShare;
    if (isStarted && run.deploymentId === null) {
      run.deploymentId = createDeployment(data, deploymentOf(run)).id;
      isChanged = true;
    }
    for (const told of run.deploymentId === null ? [] : untold(data, run, run.deploymentId, phase)) {
      addStatus(data, told);
      isChanged = true;
    }
    if (phase.status === 'completed') run.isSettled = isChanged = true;
  }
  return isChanged;
}

/** What the run has yet to say of its deployment: each of its stations once, in order. */
function untold(data: GitHubData, run: Run, deploymentId: number, phase: Phase): readonly Omit<GitHubData['statuses'][number], 'id'>[] {
  const told = new Set(data.statuses.filter((status) => status.deploymentId === deploymentId).map(({ state }) => state));
  const hasBegun = !isHeld(run) && decisions(run).every(({ state }) => state === 'approved');
  const stations = [
    ...(run.isReviewed || run.isProtected ? [{ state: 'waiting', afterMs: run.runMs * queuedShare }] : []),
    ...(hasBegun ? [{ state: 'in_progress', afterMs: begunMs(run) }] : []),
    ...(phase.status === 'completed' ? [{ state: endState(phase.conclusion), afterMs: phase.sinceMs }] : []),
  ];
  return stations.filter(({ state }) => !told.has(state)).map(({ state, afterMs }) => ({ deploymentId, state, createdAt: instantOf(run, afterMs), ...wordsOf(run) }));
}

function endState(conclusion: Conclusion | null): string {
  if (conclusion === 'success') return 'success';
  return conclusion === 'failure' ? 'failure' : 'error';
}

function wordsOf(run: Run): { description: string; logUrl: string; environmentUrl: string; creator: string } {
  return { description: run.title, logUrl: `/${run.repository}/actions/runs/${run.id}/job/${run.id + firstJobId}`, environmentUrl: '', creator: 'github-actions[bot]' };
}

/** What Actions makes of a job with an `environment:`; nothing of the run's inputs stands in its payload. */
function deploymentOf(run: Run): Omit<Deployment, 'id'> {
  const environment = run.inputs['environment'] ?? '';
  return {
    repository: run.repository, ref: run.ref, sha: run.sha, task: 'deploy', environment, description: run.title, payload: {},
    creator: 'github-actions[bot]', createdAt: instantOf(run, run.runMs * queuedShare), isTransient: false, isProduction: environment === 'production',
  };
}

export function createDeployment(data: GitHubData, told: Omit<Deployment, 'id'>): Deployment {
  const deployment = { id: 2_400_000_001 + data.deployments.length, ...told };
  data.deployments.push(deployment);
  return deployment;
}

/**
 * Adds a status. `auto_inactive` (default true): a success makes the older successes of the same environment inactive,
 * but, as the API's description says, only where the environment is not a production one.
 */
export function addStatus(data: GitHubData, told: Omit<GitHubData['statuses'][number], 'id'>, isAutoInactive = true): GitHubData['statuses'][number] {
  const status = { id: 5_600_000_001 + data.statuses.length, ...told };
  data.statuses.push(status);
  if (told.state === 'success' && isAutoInactive) retireOlder(data, status);
  return status;
}

function retireOlder(data: GitHubData, success: GitHubData['statuses'][number]): void {
  const own = data.deployments.find(({ id }) => id === success.deploymentId);
  if (own === undefined || own.isProduction) return;
  const older = data.deployments.filter((other) => other.id < own.id && other.repository === own.repository && other.environment === own.environment && !other.isTransient);
  for (const { id } of older) {
    if (data.statuses.findLast(({ deploymentId }) => deploymentId === id)?.state !== 'success') continue;
    data.statuses.push({ ...success, id: 5_600_000_001 + data.statuses.length, deploymentId: id, state: 'inactive', description: '' });
  }
}
