import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';

const name = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'write a Kubernetes name: lower case letters, digits, dashes and dots');

const settingsSchema = z.strictObject({
  application: name,
  /** Only when the application lives outside Argo CD's own namespace. */
  namespace: name.optional(),
  project: name.optional(),
  /** What to sync to: a branch, tag or commit, in which {version} stands for the release's version. */
  revision: z.string().regex(/^[^\s\p{Cc}]+$/u, 'write a branch, tag or commit').default('{version}'),
  /** true: delete what is no longer in Git. */
  prune: z.boolean().default(false),
  /** How long a synced application may take to be healthy and in sync. */
  healthyWithinSeconds: z.number().int().positive().max(86_400).default(600),
});
export type ApplicationSettings = z.infer<typeof settingsSchema>;

/** Throws UserMistake INVALID that names the first wrong setting. */
export function readSettings(declaration: DeployerDeclaration): ApplicationSettings {
  const read = settingsSchema.safeParse(declaration.settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `Deployer ${declaration.name}: ${path.join('.') || 'settings'}: ${issue?.message ?? 'not understood'}. Argo CD takes { application, revision?, namespace?, project?, prune?, healthyWithinSeconds? }.`, ['settings', ...path]);
}

export function revisionOf({ revision }: ApplicationSettings, order: DeployOrder): string {
  return revision.replaceAll('{version}', () => order.version);
}

/** Which of several applications of one name is meant. */
export function scopeOf({ namespace, project }: ApplicationSettings): { readonly appNamespace?: string; readonly project?: string } {
  return { ...(namespace === undefined ? {} : { appNamespace: namespace }), ...(project === undefined ? {} : { project }) };
}

/**
 * The version that a revision stands for, by the declared pattern; null for one that the pattern does not fit. What does
 * not begin as versions do ("main", "HEAD") is taken for a branch, whose content moves.
 */
export function versionOf({ revision: pattern }: ApplicationSettings, revision: string): string | null {
  const [before = '', after] = pattern.split('{version}');
  if (after === undefined || revision.length <= before.length + after.length || !revision.startsWith(before) || !revision.endsWith(after)) return null;
  const version = revision.slice(before.length, revision.length - after.length);
  return /^v?\d+\./.test(version) ? version : null;
}
