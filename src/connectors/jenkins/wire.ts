import { z } from 'zod';

/** actions[] holds `{}` for every action with nothing to tell, as recorded (apis/README.md §12); a value may be of any type. */
const actionsSchema = z.array(z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).optional(),
  /** Who or what started it; a cause that is no person has no userId. */
  causes: z.array(z.object({ userId: z.string().nullish() }).nullable()).optional(),
}).nullable());

export const itemSchema = z.object({
  id: z.number().int().positive(),
  inQueueSince: z.number().int(),
  why: z.string().nullish(),
  actions: actionsSchema,
  /** A pipeline's step that waits for a node is a task without an address. */
  task: z.object({ url: z.string().nullish() }).nullish(),
  /** Only once it has left the queue. */
  cancelled: z.boolean().nullish(),
  executable: z.object({ number: z.number().int().positive() }).nullish(),
});
export type Item = z.infer<typeof itemSchema>;
export const itemTree = 'id,inQueueSince,why,cancelled,executable[number],task[url],actions[parameters[name,value]]';

export const queueSchema = z.object({ items: z.array(itemSchema) });

export const buildSchema = z.object({
  number: z.number().int().positive(),
  queueId: z.number().int(),
  building: z.boolean(),
  result: z.string().nullable(),
  /** Epoch milliseconds. */
  timestamp: z.number().int(),
  /** 0 while it builds. */
  duration: z.number().int().nonnegative(),
  actions: actionsSchema,
});
export type Build = z.infer<typeof buildSchema>;
export const buildTree = 'number,queueId,building,result,timestamp,duration,actions[parameters[name,value],causes[userId]]';

/** A page of a job's builds, newest first. */
export const buildsSchema = z.object({ nextBuildNumber: z.number().int().positive(), allBuilds: z.array(buildSchema) });

/** What a job takes: a property of it, among `{}`. */
export const jobSchema = z.object({
  buildable: z.boolean(),
  property: z.array(z.object({ parameterDefinitions: z.array(z.object({ name: z.string() })).optional() })),
});
export type Job = z.infer<typeof jobSchema>;

/** GET /me/api/json */
export const userSchema = z.object({ id: z.string().min(1) });

/** GET /crumbIssuer/api/json */
export const crumbSchema = z.object({ crumb: z.string().min(1), crumbRequestField: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/) });

/** The account that started a build by hand or by a token; null for what a timer, a push or another build started. */
export function starterOf({ actions }: Pick<Build, 'actions'>): string | null {
  return actions.flatMap((action) => action?.causes ?? []).map((cause) => cause?.userId ?? '').find((userId) => userId !== '') ?? null;
}

/** The value of an item's or build's parameter; null when it has none of that name, or none that is text. */
export function parameterOf({ actions }: Pick<Build, 'actions'>, name: string): string | null {
  const value = actions.flatMap((action) => action?.parameters ?? []).find((parameter) => parameter.name === name)?.value;
  return typeof value === 'string' ? value : null;
}
