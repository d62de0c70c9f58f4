import { z } from 'zod';
import { tellsOneStory } from '../../http/index.ts';
import { offsetPageOf, securityLevel, userSchema } from '../wire.ts';

/** An issue of the service project; the fields that a company added are read by their configured ids. */
export const changeIssueSchema = z.object({
  id: z.string().regex(/^\d+$/),
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/i),
  fields: z.looseObject({
    summary: z.string().nullish(),
    description: z.unknown().optional(),
    status: z.object({ name: z.string().nullish(), statusCategory: z.object({ key: z.string() }).nullish() }).nullish(),
    issuetype: z.object({ name: z.string().nullish() }).nullish(),
    project: z.object({ key: z.string() }).nullish(),
    security: securityLevel,
    reporter: userSchema.nullish(),
    assignee: userSchema.nullish(),
  }),
});
export type ChangeIssue = z.infer<typeof changeIssueSchema>;

const objectId = z.union([z.string().regex(/^\d{1,18}$/), z.int().min(0).transform(String)]);

/** A field of type "Assets objects": who they are and no more. `id` is the other two in one, and contradicts them in no answer that can be believed. */
export const assetsFieldSchema = z.array(z.object({ workspaceId: z.string().min(1), objectId, id: z.string().nullish() })
  .refine((object) => object.id == null || object.id === `${object.workspaceId}:${object.objectId}`, 'an id of another object'));

/** A field of type "Assets object" of Data Center, as others have read it: a text for each, its label and, in the last parentheses, its key. */
export const objectTextsSchema = z.array(z.string().max(1_000).regex(/ \([A-Z][A-Z0-9_]{0,99}-\d{1,18}\)$/));

const changeIssues = z.array(changeIssueSchema).refine((issues) => tellsOneStory(issues, ({ id }) => id));

/** POST /rest/api/2/search of Data Center for changes. */
export const changePageSchema = offsetPageOf<ChangeIssue>(changeIssues);

/** POST /rest/api/3/issue/bulkfetch for changes. */
export const changeBulkSchema = z.object({
  issues: changeIssues,
  issueErrors: z.array(z.unknown()).nullish(),
});

/** One step of approval; a decision in a word we do not know is kept as it is. */
export const approvalStepSchema = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  finalDecision: z.string(),
  approvers: z.array(z.object({ approver: userSchema.nullish(), approverDecision: z.string() })).nullish(),
  completedDate: z.object({ epochMillis: z.int().nullish() }).nullish(),
});
export type ApprovalStep = z.infer<typeof approvalStepSchema>;

/** GET /rest/servicedeskapi/request/{key}/approval: pages by start; the last is the one that says so and has no next (apis/README.md §7). */
export const approvalPageSchema = z.object({
  start: z.int().min(0),
  isLastPage: z.boolean(),
  _links: z.object({ next: z.string().nullish() }).nullish(),
  values: z.array(approvalStepSchema),
});
