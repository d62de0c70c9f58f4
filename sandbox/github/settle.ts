import type { Conclusion, Deployment, GitHubData, Run } from './state.ts';

/** How far a run is, in GitHub's words, with the milliseconds after its start since when it is there. */
export interface Phase {
  readonly status: 'queued' | 'in_progress' | 'completed';
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
  if (elapsed < run.runMs * queuedShare) return { status: 'queued', conclusion: null, sinceMs: 0 };
  if (elapsed < run.runMs) return { status: 'in_progress', conclusion: null, sinceMs: run.runMs * queuedShare };
  return { status: 'completed', conclusion: run.plannedConclusion, sinceMs: run.runMs };
}

/** An instant of the run as the API shows it: by the sandbox's clock, whole seconds as GitHub writes them. */
export function instantOf(run: Run, afterMs: number): string {
  return seconds(new Date(Date.parse(run.createdAt) + afterMs));
}

export function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/**
 * Does what the runs' jobs have done by now: deploy.yml creates a deployment when its job starts, and says how it went at
 * its end. Answers whether anything changed.
 */
export function settleRuns(data: GitHubData, nowMs: number): boolean {
  let isChanged = false;
  for (const run of data.runs) {
    if (run.isSettled) continue;
    const phase = phaseOf(run, nowMs);
    if (phase.status === 'queued') continue;
    if (run.deploymentId === null && hasStarted(run, phase)) {
      run.deploymentId = createDeployment(data, deploymentOf(run)).id;
      addStatus(data, { deploymentId: run.deploymentId, state: 'in_progress', createdAt: instantOf(run, run.runMs * queuedShare), ...wordsOf(run) });
      isChanged = true;
    }
    if (phase.status !== 'completed') continue;
    if (run.deploymentId !== null) addStatus(data, { deploymentId: run.deploymentId, state: endState(phase.conclusion), createdAt: instantOf(run, phase.sinceMs), ...wordsOf(run) });
    run.isSettled = true;
    isChanged = true;
  }
  return isChanged;
}

function hasStarted(run: Run, phase: Phase): boolean {
  return run.inputs['environment'] !== undefined && phase.sinceMs >= run.runMs * queuedShare;
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
