import type { Job } from './phase.ts';
import { deploymentStatus, phaseOf } from './phase.ts';
import type { Deployment, GitLabData, Pipeline, Project } from './state.ts';
import { momentOf, userView } from './views.ts';

type View = Record<string, unknown>;

/** GitLab writes moments in webhooks otherwise than in its API: "2026-03-02 09:00:00 UTC". */
function told(moment: string | null): string | null {
  return moment === null ? null : `${moment.slice(0, 19).replace('T', ' ')} UTC`;
}

function projectOf({ id, path }: Project, base: string): View {
  const [namespace, name] = [path.split('/').slice(0, -1).join('/'), path.split('/').at(-1)];
  return { id, name, description: null, web_url: `${base}/${path}`, avatar_url: null, git_ssh_url: `git@gitlab:${path}.git`, git_http_url: `${base}/${path}.git`, namespace, visibility_level: 0, path_with_namespace: path, default_branch: 'main', ci_config_path: null };
}

function userOf(username: string, base: string): View {
  return { ...userView(username, base), email: '[REDACTED]' };
}

function commitOf({ sha, ref, project, createdAt }: Pick<Pipeline, 'sha' | 'ref' | 'project' | 'createdAt'>, base: string): View {
  return { id: sha, message: ref, title: ref, timestamp: createdAt, url: `${base}/${project}/-/commit/${sha}`, author: { name: 'North Bank', email: 'build@northbank.example' } };
}

/** Body of a "Pipeline Hook": as the pipeline is by now, with its jobs. */
export function pipelineHook(pipeline: Pipeline, project: Project, base: string, nowMs: number): View {
  const { status, jobs, startedMs, finishedMs } = phaseOf(pipeline, nowMs);
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: pipeline.id, iid: pipeline.iid, name: pipeline.name, ref: pipeline.ref, tag: pipeline.ref.startsWith('v'), sha: pipeline.sha, before_sha: '0'.repeat(40), source: pipeline.source, status, detailed_status: status,
      stages: ['prepare', 'deploy', 'verify'], created_at: told(pipeline.createdAt), finished_at: told(momentOf(pipeline, finishedMs)), duration: startedMs === null || finishedMs === null ? null : Math.round((finishedMs - startedMs) / 1000),
      queued_duration: startedMs === null ? null : startedMs / 1000, protected_ref: false, variables: pipeline.variables.map(({ key, value }) => ({ key, value })), url: `${base}/${pipeline.project}/-/pipelines/${pipeline.id}`,
    },
    merge_request: null, user: userOf(pipeline.username, base), project: projectOf(project, base), commit: commitOf(pipeline, base),
    builds: jobs.map((job) => ({
      id: job.id, stage: job.stage, name: job.name, status: job.status, created_at: told(pipeline.createdAt), started_at: told(momentOf(pipeline, job.startedMs)), finished_at: told(momentOf(pipeline, job.finishedMs)),
      failure_reason: job.status === 'failed' ? 'script_failure' : null, when: 'on_success', manual: job.status === 'manual', allow_failure: job.allowFailure, user: userOf(pipeline.username, base), runner: null, artifacts_file: { filename: null, size: null },
      environment: job.name === 'deploy' && pipeline.environment !== null ? { name: pipeline.environment, action: 'start', deployment_tier: pipeline.environment } : null,
    })),
  };
}

/** Body of a "Job Hook". */
export function jobHook(job: Job, pipeline: Pipeline, project: Project, base: string): View {
  return {
    object_kind: 'build', ref: pipeline.ref, tag: pipeline.ref.startsWith('v'), before_sha: '0'.repeat(40), sha: pipeline.sha, build_id: job.id, build_name: job.name, build_stage: job.stage, build_status: job.status,
    build_created_at: told(pipeline.createdAt), build_started_at: told(momentOf(pipeline, job.startedMs)), build_finished_at: told(momentOf(pipeline, job.finishedMs)), build_allow_failure: job.allowFailure,
    build_failure_reason: job.status === 'failed' ? 'script_failure' : 'unknown_failure', retries_count: 0, pipeline_id: pipeline.id, project_id: project.id, project_name: project.path.replaceAll('/', ' / '),
    user: userOf(pipeline.username, base), commit: commitOf(pipeline, base), project: projectOf(project, base), runner: null, environment: null,
  };
}

/** Body of a "Deployment Hook". */
export function deploymentHook(row: Deployment, data: GitLabData, project: Project, at: { readonly base: string; readonly nowMs: number; readonly now: Date }): View {
  const { base, nowMs, now } = at;
  const pipeline = data.pipelines.find(({ id }) => id === row.pipelineId);
  const job = pipeline === undefined ? undefined : phaseOf(pipeline, nowMs).jobs.find(({ name }) => name === 'deploy');
  const username = pipeline?.username ?? 'muster-bot';
  return {
    object_kind: 'deployment', status: deploymentStatus(row, data, nowMs), status_changed_at: now.toISOString().replace('T', ' ').replace(/\.\d{3}Z$/, ' +0000'), deployment_id: row.id, deployable_id: job?.id ?? null,
    deployable_url: job === undefined ? null : `${base}/${row.project}/-/jobs/${job.id}`, environment: row.environment, environment_tier: row.environment, environment_slug: row.environment, environment_external_url: null,
    project: projectOf(project, base), short_sha: row.sha.slice(0, 8), user: userOf(username, base), user_url: `${base}/${username}`, commit_url: `${base}/${row.project}/-/commit/${row.sha}`, commit_title: row.ref, ref: row.ref,
  };
}
