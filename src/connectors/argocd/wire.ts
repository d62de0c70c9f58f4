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

/** A sync that was carried out as a whole; one of several sources has its revisions in `revisions`. */
const historyEntrySchema = z.object({
  id: z.number().int().nonnegative().optional(),
  revision: z.string().nullish(),
  deployStartedAt: z.string().nullish(),
  deployedAt: z.string(),
  initiatedBy: z.object({ username: z.string().optional() }).nullish(),
  source: z.object({ targetRevision: z.string().optional(), chart: z.string().optional() }).nullish(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** As much of an Application as a deployer needs (apis/README.md §13). An application that was never looked at has no status yet. */
export const applicationSchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), creationTimestamp: z.string() }),
  spec: z.object({
    source: z.object({ targetRevision: z.string().optional() }).nullish(),
    sources: z.array(z.unknown()).nullish(),
    revisionHistoryLimit: z.number().nullish(),
    destination: z.object({ server: z.string().optional(), name: z.string().optional(), namespace: z.string().optional() }).nullish(),
    syncPolicy: z.object({ automated: z.object({ enabled: z.boolean().nullish() }).nullish() }).nullish(),
  }),
  status: z.object({
    sync: z.object({ status: z.string(), revision: z.string().optional() }).nullish(),
    health: z.object({ status: z.string().optional() }).nullish(),
    operationState: operationStateSchema.nullish(),
    history: z.array(historyEntrySchema).nullish(),
    summary: z.object({ images: z.array(z.string()).nullish() }).nullish(),
  }),
  /** Asked for, or under way. */
  operation: operationSchema.nullish(),
});
export type Application = z.infer<typeof applicationSchema>;

/** GET …/syncwindows: what the project allows and denies this application. */
export const windowsSchema = z.object({
  assignedWindows: z.array(z.object({ kind: z.string().optional(), schedule: z.string().optional(), duration: z.string().optional(), manualSync: z.boolean().optional() })).nullish(),
  canSync: z.boolean().optional(),
});
export type SyncWindow = NonNullable<z.infer<typeof windowsSchema>['assignedWindows']>[number];

/** An error of the gRPC gateway; anything else under a 4xx was said by somebody on the way. */
export const refusalSchema = z.object({ code: z.number().int(), message: z.string() });

/** GET /api/v1/session/userinfo: a stranger is answered with 200 and without loggedIn. */
export const userInfoSchema = z.object({ loggedIn: z.boolean().optional(), username: z.string().min(1).nullish() });

/** Under which name an operation carries our correlation. */
export const correlationInfo = 'muster';

/** The correlation that an operation carries; null for what somebody else asked for. */
export function correlationOf(operation: Operation): string | null {
  const value = (operation.info ?? []).find(({ name }) => name === correlationInfo)?.value ?? '';
  return value === '' ? null : value;
}

export function isOurs(operation: Operation | null | undefined, correlation: string): boolean {
  return (operation?.info ?? []).some(({ name, value }) => name === correlationInfo && value === correlation);
}
