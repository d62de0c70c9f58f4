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
