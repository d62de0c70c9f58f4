import type { Job, Phase } from './phase.ts';
import { deploymentStatus, phaseOf } from './phase.ts';
import type { Deployment, GitLabData, Pipeline, Project } from './state.ts';

type View = Record<string, unknown>;

export function userView(username: string, base: string): View {
  return { id: Array.from(username).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_000_000, 7), username, name: username, state: 'active', locked: false, avatar_url: null, web_url: `${base}/${username}` };
}

export function projectView(project: Project, base: string): View {
  const name = project.path.split('/').at(-1);
  return { id: project.id, name, path: name, path_with_namespace: project.path, default_branch: 'main', visibility: 'private', web_url: `${base}/${project.path}` };
}

/** A pipeline as lists tell it. */
export function pipelineView(pipeline: Pipeline, projectId: number, base: string, nowMs: number): View {
  const { status, updatedMs } = phaseOf(pipeline, nowMs);
  return {
    id: pipeline.id, iid: pipeline.iid, project_id: projectId, sha: pipeline.sha, ref: pipeline.ref, status, source: pipeline.source,
    created_at: pipeline.createdAt, updated_at: momentOf(pipeline, updatedMs), web_url: `${base}/${pipeline.project}/-/pipelines/${pipeline.id}`, name: pipeline.name,
  };
}

/** A pipeline by itself. Those who have just created or cancelled one are not told its name. */
export function wholePipelineView(pipeline: Pipeline, projectId: number, base: string, nowMs: number): View {
  const phase = phaseOf(pipeline, nowMs);
  const { startedMs, finishedMs } = phase;
  return {
    ...pipelineView(pipeline, projectId, base, nowMs), before_sha: '0'.repeat(40), tag: pipeline.ref.startsWith('v'), yaml_errors: null, user: userView(pipeline.username, base),
    started_at: momentOf(pipeline, startedMs), finished_at: momentOf(pipeline, finishedMs), committed_at: null,
    duration: startedMs === null || finishedMs === null ? null : Math.round((finishedMs - startedMs) / 1000), queued_duration: startedMs === null ? null : startedMs / 1000,
    coverage: null, detailed_status: detailedStatus(phase),
  };
}

function detailedStatus({ status, jobs }: Phase): View {
  const isWarned = status === 'success' && jobs.some((job) => job.status === 'failed');
  const text = isWarned ? 'Warning' : status === 'success' ? 'Passed' : status;
  return { icon: `status_${isWarned ? 'warning' : status}`, text, label: isWarned ? 'passed with warnings' : status === 'success' ? 'passed' : status, group: isWarned ? 'success-with-warnings' : status, tooltip: text.toLowerCase(), has_details: true };
}

export function jobView(job: Job, pipeline: Pipeline, projectId: number, base: string, nowMs: number): View {
  const started = momentOf(pipeline, job.startedMs);
  return {
    id: job.id, status: job.status, stage: job.stage, name: job.name, ref: pipeline.ref, tag: pipeline.ref.startsWith('v'), coverage: null, allow_failure: job.allowFailure,
    created_at: pipeline.createdAt, started_at: started, finished_at: momentOf(pipeline, job.finishedMs), erased_at: null,
    duration: job.startedMs === null || job.finishedMs === null ? null : (job.finishedMs - job.startedMs) / 1000, queued_duration: started === null ? null : 0.5,
    user: userView(pipeline.username, base), commit: { id: pipeline.sha, short_id: pipeline.sha.slice(0, 8), title: pipeline.ref, created_at: pipeline.createdAt },
    pipeline: pipelineView(pipeline, projectId, base, nowMs), ...(job.status === 'failed' ? { failure_reason: 'script_failure' } : {}),
    web_url: `${base}/${pipeline.project}/-/jobs/${job.id}`, project: { ci_job_token_scope_enabled: false }, artifacts: [], runner: null, artifacts_expire_at: null, tag_list: [],
  };
}

/** An environment comes into being with the first deployment to it. */
export function environmentView(name: string, project: Project, data: GitLabData, base: string): View {
  const first = data.deployments.find((row) => row.project === project.path && row.environment === name);
  return { id: first?.id ?? 0, name, slug: name, external_url: null, created_at: first?.createdAt ?? null, updated_at: first?.createdAt ?? null, state: 'available', tier: name, web_url: `${base}/${project.path}/-/environments/${first?.id ?? 0}` };
}

/** `deployable` is null for what somebody told by hand. */
export function deploymentView(row: Deployment, data: GitLabData, project: Project, base: string, nowMs: number): View {
  const pipeline = data.pipelines.find(({ id }) => id === row.pipelineId);
  const job = pipeline === undefined ? undefined : phaseOf(pipeline, nowMs).jobs.find(({ name }) => name === 'deploy');
  return {
    id: row.id, iid: row.iid, ref: row.ref, sha: row.sha, created_at: row.createdAt, updated_at: updatedAt(row, data, nowMs), status: deploymentStatus(row, data, nowMs),
    user: userView(pipeline?.username ?? 'muster-bot', base), environment: environmentView(row.environment, project, data, base),
    deployable: pipeline === undefined || job === undefined ? null : jobView(job, pipeline, project.id, base, nowMs),
    pending_approval_count: deploymentStatus(row, data, nowMs) === 'blocked' ? 1 : 0, approvals: row.approvals.map(({ status, createdAt }) => ({ status, created_at: createdAt, user: userView('muster-bot', base), comment: null })),
  };
}

export function updatedAt(row: Deployment, data: GitLabData, nowMs: number): string {
  const pipeline = data.pipelines.find(({ id }) => id === row.pipelineId);
  const job = pipeline === undefined ? undefined : phaseOf(pipeline, nowMs).jobs.find(({ name }) => name === 'deploy');
  return (pipeline === undefined ? null : momentOf(pipeline, job?.finishedMs ?? job?.startedMs ?? null)) ?? row.updatedAt;
}

/** An instant of the pipeline as the API shows it: by the sandbox's clock, with milliseconds as GitLab writes them. */
export function momentOf(pipeline: Pipeline, afterMs: number | null): string | null {
  return afterMs === null ? null : new Date(Date.parse(pipeline.createdAt) + afterMs).toISOString();
}
