import { z } from 'zod';
import { operationalStates } from '../../../domain/configuration-item.ts';
import { UserMistake } from '../../../domain/error.ts';
import type { ConnectorSettings } from '../../connector.ts';

/** Names of attributes stand in AQL, so they hold nothing that could end a quote. */
const attribute = z.string().regex(/^[\p{L}\p{N} _-]{1,100}$/u, 'write the name of an attribute, e.g. Version');

const optionsSchema = z.strictObject({
  /** The attributes that hold the running version, the environment and the status; left out, nobody knows them. */
  version: attribute.optional(),
  environment: attribute.optional(),
  status: attribute.optional(),
  /** What each status means, by its name; whatever is not named here is UNKNOWN. */
  states: z.record(z.string().min(1), z.enum(operationalStates)).default({}),
  /** The references by which an object depends on another. */
  dependencies: z.array(attribute).default(['Depends on', 'Runs on']),
});
export type AssetsOptions = z.infer<typeof optionsSchema>;

/** Throws UserMistake INVALID that names the first wrong option. */
export function readAssetsOptions({ name, options }: Pick<ConnectorSettings, 'name' | 'options'>): AssetsOptions {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${name}: ${path.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. Jira Assets takes { version, environment, status, states, dependencies }.`, ['options', ...path]);
}
