import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

const optionsSchema = z.strictObject({
  /** Keys of the projects in which builds and bundles are looked for beside the default one. */
  projects: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/, 'write the key of a project, e.g. pay')).default([]),
  /** Build-info repositories to look in beside the default one and those of the projects. */
  buildRepositories: z.array(z.string().min(1)).default([]),
  /** The property that says how a file is classified. */
  classification: z.string().regex(/^[A-Za-z][\w.-]*$/, 'write the key of a property, e.g. confidentiality').optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** Where builds and bundles may be kept: what is put into a project is 404 to whoever does not name the project (apis/README.md §9). */
export interface Scope {
  readonly project?: string;
  readonly buildRepo?: string;
}

/** The places to look in, the default one first. */
export function scopesOf({ projects, buildRepositories }: Options): readonly Scope[] {
  return [{}, ...projects.map((project) => ({ project })), ...buildRepositories.map((buildRepo) => ({ buildRepo }))];
}

/** Throws UserMistake INVALID that names the first wrong option. */
export function readOptions({ name, options }: Pick<ConnectorSettings, 'name' | 'options'>): Options {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${name}: ${path.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. Artifactory takes { projects, buildRepositories, classification }.`, ['options', ...path]);
}
