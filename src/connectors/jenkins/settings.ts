import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';

/** What every deploy job is given; a plan's parameters can never take their places. */
export const ownParameters = ['environment', 'version', 'correlation', 'package_digest', 'artifacts'] as const;

const settingsSchema = z.strictObject({
  /** Folders and name as Jenkins shows them in a job's full name: payments/deploy. */
  job: z.string().regex(/^[^\s/?#\\][^/?#\\\p{Cc}]*(\/[^\s/?#\\][^/?#\\\p{Cc}]*)*$/u, 'write the job\'s full name with its folders, e.g. payments/deploy').refine((job) => !job.split('/').some((name) => name === '.' || name === '..'), 'no folder is called "." or ".."'),
  /** Names of the job's further parameters, which plans may set; `artifacts` here asks for the package's list. */
  parameters: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'write the name of a parameter')).max(100).default([]),
});
export type JobSettings = z.infer<typeof settingsSchema>;

/** Throws UserMistake INVALID that names the first wrong setting. */
export function readSettings(declaration: DeployerDeclaration): JobSettings {
  const read = settingsSchema.safeParse(declaration.settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `Deployer ${declaration.name}: ${path.join('.') || 'settings'}: ${issue?.message ?? 'not understood'}. Jenkins takes { job, parameters? }.`, ['settings', ...path]);
}

/** Parameters of the job that a plan's may set. */
export function planParameters(settings: JobSettings): readonly string[] {
  return settings.parameters.filter((name) => !ownParameters.some((own) => own === name));
}

/** JSON Schema of a plan's parameters. */
export function parameterSchema(settings: JobSettings): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(planParameters(settings).map((name) => [name, { type: ['string', 'number', 'boolean'] }])),
    additionalProperties: false,
  };
}

/** /job/payments/job/deploy: a name with a slash in it, as of a branch, keeps it encoded twice. */
export function jobPath({ job }: JobSettings): string {
  return job.split('/').map((name) => `/job/${encodeURIComponent(name)}`).join('');
}
