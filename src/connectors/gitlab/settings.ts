import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import { mistakeIn } from '../run-name.ts';

/** What every deploy pipeline is told; a plan's parameters can never take their places. As variables they are MUSTER_…. */
export const ownWords = ['environment', 'version', 'correlation', 'package_digest', 'artifacts'] as const;
export type OwnWord = (typeof ownWords)[number];

const word = z.string().regex(/^(?!(?:CI|GITLAB|MUSTER)_)[A-Za-z_][A-Za-z0-9_]*$/i, 'write the name of a variable or input; those that begin with CI_, GITLAB_ or MUSTER_ are not for plans');

const settingsSchema = z.strictObject({
  /** Path with its groups, or the numeric id. */
  project: z.union([
    z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/, 'write it as group/name, or as its numeric id'),
    z.number().int().positive(),
  ]),
  ref: z.string().min(1).regex(/^[^\s\p{Cc}]+$/u, 'write a branch or tag'),
  /** Names of the jobs that deploy: a green pipeline alone does not say that they did. */
  jobs: z.array(z.string().min(1).max(255)).min(1),
  /** How the pipeline is told what to deploy: as pipeline variables, or as inputs that .gitlab-ci.yml declares in its spec. */
  passBy: z.enum(['variables', 'inputs']).default('variables'),
  /** Further variables or inputs, which plans may set; `artifacts` here asks for the package's list. */
  parameters: z.array(word).max(50).default([]),
  /** GitLab's name of the environment, where it is not Muster's. */
  environment: z.string().min(1).max(255).optional(),
  /** How workflow:name reads, e.g. "Deploy {version} to {environment} [{correlation}]": tells what a pipeline that others started deployed. */
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
  throw new UserMistake('INVALID', `Deployer ${declaration.name}: ${path.join('.') || 'settings'}: ${issue?.message ?? 'not understood'}. GitLab takes { project, ref, jobs, passBy?, parameters?, environment?, runName? }.`, ['settings', ...path]);
}

/** What a plan's parameters may set. */
export function planWords({ parameters }: DeploySettings): readonly string[] {
  return parameters.filter((name) => !ownWords.some((own) => own === name));
}

/** JSON Schema of a plan's parameters. */
export function parameterSchema(settings: DeploySettings): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(planWords(settings).map((name) => [name, { type: ['string', 'number', 'boolean'] }])),
    additionalProperties: false,
  };
}
