import { z } from 'zod';

const operationSchema = z.object({
  sync: z.object({ revision: z.string().optional() }).nullish(),
  info: z.array(z.object({ name: z.string(), value: z.string().optional() })).nullish(),
});
export type Operation = z.infer<typeof operationSchema>;

export const operationStateSchema = z.object({
  operation: operationSchema,
  phase: z.string(),
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().nullish(),
  syncResult: z.object({ revision: z.string().optional() }).nullish(),
});
export type OperationState = z.infer<typeof operationStateSchema>;

/** As much of an Application as a deployer needs (apis/README.md §13). An application that was never looked at has no status yet. */
export const applicationSchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), creationTimestamp: z.string() }),
  spec: z.object({
    source: z.object({ targetRevision: z.string().optional() }).nullish(),
    sources: z.array(z.unknown()).nullish(),
    syncPolicy: z.object({ automated: z.object({ enabled: z.boolean().nullish() }).nullish() }).nullish(),
  }),
  status: z.object({
    sync: z.object({ status: z.string(), revision: z.string().optional() }).nullish(),
    health: z.object({ status: z.string().optional() }).nullish(),
    operationState: operationStateSchema.nullish(),
    history: z.array(z.object({ deployStartedAt: z.string().nullish(), deployedAt: z.string() })).nullish(),
  }),
  /** Asked for, or under way. */
  operation: operationSchema.nullish(),
});
export type Application = z.infer<typeof applicationSchema>;

/** An error of the gRPC gateway; anything else under a 4xx was said by somebody on the way. */
export const refusalSchema = z.object({ code: z.number().int(), message: z.string() });

/** GET /api/v1/session/userinfo: a stranger is answered with 200 and without loggedIn. */
export const userInfoSchema = z.object({ loggedIn: z.boolean().optional() });

/** Under which name an operation carries our correlation. */
export const correlationInfo = 'muster';

export function isOurs(operation: Operation | null | undefined, correlation: string): boolean {
  return (operation?.info ?? []).some(({ name, value }) => name === correlationInfo && value === correlation);
}
