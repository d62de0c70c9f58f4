import { z } from 'zod';
import { tellsOneStory } from '../http/index.ts';

/** Fields asked of every issue, by name: search answers ids only unless told otherwise (apis/README.md §5). */
export const issueFields = ['summary', 'status', 'issuetype', 'assignee', 'fixVersions', 'project', 'security'] as const;

/** Of issues that are read by the hundred thousand only what is kept of them; what else there is costs time to read. */
export const syncFields = ['summary', 'status', 'issuetype', 'assignee', 'fixVersions', 'security', 'updated'] as const;

/** A person as every API of Jira tells one; which of the names are there depends on the flavour. */
export const userSchema = z.object({
  accountId: z.string().nullish(),
  name: z.string().nullish(),
  key: z.string().nullish(),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  active: z.boolean().nullish(),
});

/** The level that an issue stands under; a project without levels has no such field. */
export const securityLevel = z.object({ name: z.string().nullish() }).nullish();

/** An issue as v3 and v2 send it. A field the account may not see, or the project lacks, is absent or null. */
export const issueSchema = z.object({
  id: z.string().regex(/^\d+$/),
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/i),
  fields: z.object({
    summary: z.string().nullish(),
    status: z.object({ name: z.string().nullish(), statusCategory: z.object({ key: z.string() }).nullish() }).nullish(),
    issuetype: z.object({ name: z.string().nullish() }).nullish(),
    assignee: userSchema.nullish(),
    fixVersions: z.array(z.object({ name: z.string() })).nullish(),
    project: z.object({ key: z.string() }).nullish(),
    security: securityLevel,
    /** Only where they were asked for. */
    labels: z.unknown().optional(),
    updated: z.unknown().optional(),
  }),
});
export type Issue = z.infer<typeof issueSchema>;

const issueList = z.array(issueSchema).refine((issues) => tellsOneStory(issues, ({ id }) => id) && tellsOneStory(issues, ({ key }) => key.toUpperCase()));

/** POST /rest/api/3/search/jql: no total; the last page is the one without nextPageToken, whatever isLast says. */
export const searchPageSchema = z.object({
  issues: issueList,
  nextPageToken: z.string().min(1).nullish(),
  /** Clauses the tool cut or ignored. */
  warnings: z.array(z.unknown()).nullish(),
});

/** POST /rest/api/3/issue/bulkfetch: what is missing or hidden stands in neither list. */
export const bulkSchema = z.object({
  issues: issueList,
  issueErrors: z.array(z.unknown()).nullish(),
});

/** POST /rest/api/2/search of Data Center: offsets and a total; maxResults is what the server made of ours (apis/README.md §6). */
export interface OffsetPage<I> {
  readonly startAt: number;
  readonly total: number;
  readonly issues: readonly I[];
  readonly warningMessages?: readonly unknown[] | null | undefined;
}

export function offsetPageOf<I>(issues: z.ZodType<readonly I[]>): z.ZodType<OffsetPage<I>> {
  return z.object({ startAt: z.int().min(0), total: z.int().min(0), issues, warningMessages: z.array(z.unknown()).nullish() });
}
export const offsetPageSchema = offsetPageOf<Issue>(issueList);

/** GET …/myself: Cloud says an account id, Data Center a name. */
const zone = { displayName: z.string().min(1).nullish(), timeZone: z.string().nullish() };
export const myselfSchema = z.object({ accountId: z.string().min(1), ...zone }).or(z.object({ name: z.string().min(1), ...zone }));

/** A version; days have no zone, and a version without a day has no field for it. */
export const versionSchema = z.object({
  id: z.string().regex(/^\d+$/),
  name: z.string().min(1),
  released: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  releaseDate: z.string().nullish(),
  projectId: z.int().nullish(),
});
export type Version = z.infer<typeof versionSchema>;

/** GET …/project/{key}/versions: a plain array. */
export const versionsSchema = z.array(versionSchema).refine((versions) => tellsOneStory(versions, ({ id }) => id));

/** GET …/project/{id or key}. */
export const projectSchema = z.object({ id: z.string(), key: z.string().regex(/^[A-Z][A-Z0-9_]*$/i) });
