import { account, repositoryView } from './repository.view.ts';
import type { Repository, Run } from './state.ts';
import { begunMs, firstJobId, instantOf, phaseOf } from './settle.ts';
import { findWorkflow, workflowId } from './workflows.ts';

/** A run as the API tells it; links lead back to the stand-in. */
export function runView(run: Run, repository: Repository, base: string, nowMs: number): Record<string, unknown> {
  const phase = phaseOf(run, nowMs);
  const url = `${base}/repos/${run.repository}/actions/runs/${run.id}`;
  const workflow = findWorkflow(repository, run.workflow);
  const id = workflow === undefined ? 0 : workflowId(repository, workflow);
  return {
    id: run.id, name: workflow?.name ?? run.workflow, node_id: `WFR_${run.id}`, head_branch: run.ref, head_sha: run.sha,
    path: `.github/workflows/${run.workflow}`, display_title: run.title, run_number: run.number, event: run.event,
    status: phase.status, conclusion: phase.conclusion, workflow_id: id, check_suite_id: run.id + 1, check_suite_node_id: `CS_${run.id + 1}`,
    url, html_url: `${base}/${run.repository}/actions/runs/${run.id}`, pull_requests: [],
    created_at: instantOf(run, 0), updated_at: instantOf(run, phase.sinceMs), run_started_at: instantOf(run, 0), run_attempt: 1, previous_attempt_url: null,
    actor: account(run.actor, base), triggering_actor: account(run.actor, base), referenced_workflows: [],
    jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, artifacts_url: `${url}/artifacts`, cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun`,
    check_suite_url: `${base}/repos/${run.repository}/check-suites/${run.id + 1}`, workflow_url: `${base}/repos/${run.repository}/actions/workflows/${id}`,
    head_commit: { id: run.sha, tree_id: run.sha, message: run.title, timestamp: instantOf(run, 0), author: { name: run.actor, email: `${run.actor}@northbank.example` }, committer: { name: 'GitHub', email: 'noreply@github.com' } },
    repository: repositoryView(repository, base), head_repository: repositoryView(repository, base),
  };
}

/** The one job of a run, with its steps. */
export function jobView(run: Run, base: string, nowMs: number): Record<string, unknown> {
  const phase = phaseOf(run, nowMs);
  const isDone = phase.status === 'completed';
  const startedAt = instantOf(run, begunMs(run));
  return {
    id: run.id + firstJobId, run_id: run.id, run_attempt: 1, node_id: `CR_${run.id}`, head_sha: run.sha, head_branch: run.ref, name: 'deploy', workflow_name: 'Deploy',
    status: phase.status, conclusion: phase.conclusion, created_at: instantOf(run, 0), started_at: startedAt, completed_at: isDone ? instantOf(run, phase.sinceMs) : null,
    run_url: `${base}/repos/${run.repository}/actions/runs/${run.id}`, url: `${base}/repos/${run.repository}/actions/jobs/${run.id + firstJobId}`,
    html_url: `${base}/${run.repository}/actions/runs/${run.id}/job/${run.id + firstJobId}`, labels: ['ubuntu-latest'], runner_id: isDone ? 1 : null, runner_name: isDone ? 'northbank-runner-1' : null, runner_group_id: null, runner_group_name: null,
    check_run_url: `${base}/repos/${run.repository}/check-runs/${run.id + firstJobId}`,
    steps: phase.status === 'queued' || phase.status === 'waiting' ? [] : [{ name: 'Deploy', number: 1, status: phase.status, conclusion: phase.conclusion, started_at: startedAt, completed_at: isDone ? instantOf(run, phase.sinceMs) : null }],
  };
}
