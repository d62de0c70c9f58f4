import { z } from 'zod';
import { changeStates } from '../../domain/change.ts';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

const field = z.string().regex(/^customfield_\d+$/, 'write the id of a field, e.g. customfield_10101');
const name = z.string().min(1).max(255);

const projectKey = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'write the key of a project, e.g. OPS');

const optionsSchema = z.strictObject({
  /** Projects whose versions are kept; left out, versions are read when they are asked for and not before. */
  versions: z.strictObject({ projects: z.array(projectKey).min(1) }).optional(),
  /** Left out, this Jira keeps no changes. */
  changes: z.strictObject({
    /** Key of the service project. */
    project: projectKey,
    /** Names of the issue types that are changes, and what each is. */
    issueTypes: z.record(name, z.enum(['STANDARD', 'NORMAL', 'EMERGENCY'])).refine((types) => Object.keys(types).length > 0, 'name at least one issue type'),
    /** What each status means, by its name; whatever is not named here is not understood. */
    states: z.record(name, z.enum(changeStates)).default({}),
    /** Names of the approvals that are given to the release; whether others are for the build or the release, nobody can tell. */
    releaseApprovals: z.array(name).default([]),
    /** Changes are also found by the release that they name, and listed: for a house whose changes are kept here and nowhere else. */
    areFound: z.boolean().default(false),
    /** The field of type "Assets objects" in which a change names its configuration items, and the connection that keeps them; left out, nobody knows them. */
    items: z.strictObject({ field, connection: name }).optional(),
    fields: z.strictObject({ plannedStart: field.optional(), plannedEnd: field.optional(), backoutPlan: field.optional(), testPlan: field.optional(), correlation: field.optional() }).default({}),
  }).optional(),
});
export type JiraOptions = z.infer<typeof optionsSchema>;
export type ChangeOptions = NonNullable<JiraOptions['changes']>;
export type ItemOptions = NonNullable<ChangeOptions['items']>;

/** Throws UserMistake INVALID that names the first wrong option. */
export function readOptions({ name: connection, options }: Pick<ConnectorSettings, 'name' | 'options'>): JiraOptions {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${connection}: ${path.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. Jira takes { versions: { projects }, changes: { project, issueTypes, states, releaseApprovals, areFound, items, fields } }.`, ['options', ...path]);
}
