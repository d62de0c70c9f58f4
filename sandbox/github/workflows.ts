import type { Repository } from './state.ts';

export interface WorkflowInput { readonly isRequired: boolean }

export interface Workflow {
  readonly file: string;
  readonly name: string;
  /** the inputs of its workflow_dispatch trigger; null: it has no such trigger */
  readonly inputs: Readonly<Record<string, WorkflowInput>> | null;
}

/** The workflows of every repository: one that deploys on request, and one that only runs on a push. */
export const workflows: readonly [Workflow, Workflow] = [
  {
    file: 'deploy.yml',
    name: 'Deploy',
    inputs: {
      environment: { isRequired: true },
      version: { isRequired: true },
      correlation: { isRequired: false },
      package_digest: { isRequired: false },
      artifacts: { isRequired: false },
    },
  },
  { file: 'ci.yml', name: 'CI', inputs: null },
];

export function workflowId(repository: Repository, workflow: Workflow): number {
  return (repository.id - 640_000_000) * 10 + 70_000_000 + workflows.indexOf(workflow);
}

/** By file name or numeric id, as the API's path takes either. */
export function findWorkflow(repository: Repository, idOrFile: string): Workflow | undefined {
  return workflows.find((workflow) => workflow.file === idOrFile || String(workflowId(repository, workflow)) === idOrFile);
}

export function workflowView(repository: Repository, workflow: Workflow, base: string): Record<string, unknown> {
  const page = `${base}/${repository.fullName}`;
  const id = workflowId(repository, workflow);
  return {
    id, node_id: `W_${id}`, name: workflow.name, path: `.github/workflows/${workflow.file}`, state: 'active', created_at: '2024-01-01T00:00:00Z', updated_at: '2024-01-01T00:00:00Z',
    url: `${base}/repos/${repository.fullName}/actions/workflows/${id}`, html_url: `${page}/blob/main/.github/workflows/${workflow.file}`, badge_url: `${page}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}
