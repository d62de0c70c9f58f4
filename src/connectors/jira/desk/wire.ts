import { z } from 'zod';

/** GET …/issue/{id}/transitions?expand=transitions.fields: those that lead away from where the issue is now. */
export const transitionsSchema = z.object({
  transitions: z.array(z.object({
    id: z.string().min(1),
    name: z.string().nullish(),
    to: z.object({ statusCategory: z.object({ key: z.string() }).nullish() }).nullish(),
    isAvailable: z.boolean().nullish(),
    fields: z.record(z.string(), z.object({ required: z.boolean().nullish(), hasDefaultValue: z.boolean().nullish() })).nullish(),
  })),
});
export type Transition = z.infer<typeof transitionsSchema>['transitions'][number];

/** GET …/mypermissions. */
export const permissionsSchema = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** GET …/issue/{id}/comment: a document in v3, wiki text in v2. */
export const commentPageSchema = z.object({
  startAt: z.int().min(0),
  total: z.int().min(0),
  comments: z.array(z.object({ id: z.string().min(1), body: z.unknown().optional() })),
});

/** A remote link with all that stands in it, for what is not sent with an update becomes null (apis/README.md §5). */
export const remoteLinkSchema = z.looseObject({
  id: z.int(),
  globalId: z.string().nullish(),
  application: z.unknown().optional(),
  relationship: z.string().nullish(),
  object: z.looseObject({
    url: z.string(),
    title: z.string(),
    status: z.looseObject({ resolved: z.boolean().nullish() }).nullish(),
  }),
});
export type WireLink = z.infer<typeof remoteLinkSchema>;
export const remoteLinksSchema = z.array(remoteLinkSchema);
