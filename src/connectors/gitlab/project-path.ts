import type { DeploySettings } from './settings.ts';

/** GitLab takes a project's whole path as one encoded segment (apis/README.md §11). */
export function projectPath({ project }: Pick<DeploySettings, 'project'>): string {
  return `/projects/${encodeURIComponent(project)}`;
}

export function pipelinePath(settings: Pick<DeploySettings, 'project'>, runId: string): string {
  return `${projectPath(settings)}/pipelines/${encodeURIComponent(runId)}`;
}
