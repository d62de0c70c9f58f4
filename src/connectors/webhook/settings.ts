import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';

const below = z.string()
  .regex(/^(\/[^/?#\\\s\p{Cc}]+)+$/u, 'write a path below the connection\'s url, e.g. /deploy, without "?" and "#"')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'no part of a path is "." or ".."');
const ofRun = below.refine((path) => path.includes('{correlation}'), 'must hold {correlation}, by which the run is known');

const settingsSchema = z.strictObject({
  /** Where a deployment is posted. */
  path: below,
  /** Where a run is read. */
  status: ofRun,
  /** Where a run is cancelled; left out, it cannot be. */
  cancel: ofRun.optional(),
  /** Names that a plan's parameters may set. */
  parameters: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'write the name of a parameter')).max(100).default([]),
});
export type HookSettings = z.infer<typeof settingsSchema>;

/** Throws UserMistake INVALID that names the first wrong setting. */
export function readSettings(declaration: DeployerDeclaration): HookSettings {
  const read = settingsSchema.safeParse(declaration.settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `Deployer ${declaration.name}: ${path.join('.') || 'settings'}: ${issue?.message ?? 'not understood'}. A webhook takes { path, status, cancel?, parameters? }.`, ['settings', ...path]);
}

/** JSON Schema of a plan's parameters. */
export function parameterSchema(settings: HookSettings): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(settings.parameters.map((name) => [name, { type: ['string', 'number', 'boolean'] }])),
    additionalProperties: false,
  };
}

export function placeOf(template: string, correlation: string): string {
  return template.replaceAll('{correlation}', () => encodeURIComponent(correlation));
}
