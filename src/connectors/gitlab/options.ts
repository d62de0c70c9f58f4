import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

const optionsSchema = z.strictObject({
  /** Where the repositories stand by their own addresses, where that is not where the API is: a host, or a host and a folder below it. */
  repositoriesAt: z.array(z.string().regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[^\s/]+)*$/, 'write a host as addresses of repositories begin with it, e.g. gitlab.example.com')).min(1).optional(),
});

/** Throws UserMistake INVALID that names the first wrong option. */
export function readOptions({ name, options }: Pick<ConnectorSettings, 'name' | 'options'>): z.infer<typeof optionsSchema> {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${name}: ${path.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. GitLab takes { repositoriesAt }.`, ['options', ...path]);
}
