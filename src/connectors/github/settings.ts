import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import { mistakeIn } from '../run-name.ts';

/** What every deploy workflow is given; a plan's parameters can never take their places. */
export const ownInputs = ['environment', 'version', 'correlation', 'package_digest', 'artifacts'] as const;

/** GitHub's limit is 25 (apis/README.md §10); four are always ours. */
const mostFurtherInputs = 21;

const settingsSchema = z.strictObject({
  repository: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*\/[A-Za-z0-9_-][A-Za-z0-9_.-]*$/, 'write it as owner/name'),
  workflow: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/, 'write the name of the workflow\'s file, e.g. deploy.yml, or its numeric id'),
  ref: z.string().min(1).regex(/^[^\s\p{Cc}]+$/u, 'write a branch or tag'),
  /** Names of the workflow's further inputs, which plans may set; `artifacts` here asks for the package's list. */
  inputs: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, 'write the name of an input')).max(mostFurtherInputs).default([]),
  /** GitHub's name of the environment, where it is not Muster's. */
  environment: z.string().min(1).max(255).optional(),
  /** How the workflow's run-name reads, e.g. "Deploy {version} to {environment} [{correlation}]": tells what a run that others started deployed. */
  runName: z.string().min(1).max(500).superRefine((pattern, context) => {
    const mistake = mistakeIn(pattern);
    if (mistake !== null) context.addIssue({ code: 'custom', message: mistake });
  }).optional(),
});
export type DeploySettings = z.infer<typeof settingsSchema>;

/** Throws UserMistake INVALID that names the first wrong setting. */
export function readSettings(declaration: DeployerDeclaration): DeploySettings {
  const read = settingsSchema.safeParse(declaration.settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `Deployer ${declaration.name}: ${path.join('.') || 'settings'}: ${issue?.message ?? 'not understood'}. GitHub takes { repository, workflow, ref, inputs?, environment?, runName? }.`, ['settings', ...path]);
}

/** Inputs that a plan's parameters may set. */
export function planInputs(settings: DeploySettings): readonly string[] {
  return settings.inputs.filter((name) => !ownInputs.some((own) => own === name));
}

/** JSON Schema of a plan's parameters. */
export function parameterSchema(settings: DeploySettings): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(planInputs(settings).map((name) => [name, { type: ['string', 'number', 'boolean'] }])),
    additionalProperties: false,
  };
}

export function runPath({ repository }: DeploySettings, runId: string): string {
  return `/repos/${repository}/actions/runs/${encodeURIComponent(runId)}`;
}

export function workflowPath({ repository, workflow }: DeploySettings): string {
  return `/repos/${repository}/actions/workflows/${workflow}`;
}
