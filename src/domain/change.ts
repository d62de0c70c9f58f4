import type { Instant } from './instant.ts';
import type { Account } from './person.ts';
import type { SourceRecord } from './source.ts';

export const changeTypes = ['STANDARD', 'NORMAL', 'EMERGENCY', 'OTHER'] as const;
export type ChangeType = (typeof changeTypes)[number];
export const changeStates = ['NEW', 'ASSESS', 'AUTHORIZE', 'SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED', 'CANCELED', 'UNKNOWN'] as const;
export type ChangeState = (typeof changeStates)[number];
export const approvalStates = ['NOT_REQUESTED', 'REQUESTED', 'APPROVED', 'REJECTED', 'CANCELED', 'UNKNOWN'] as const;
export type ApprovalState = (typeof approvalStates)[number];
export const approvalPhases = ['BUILD_AND_TEST', 'RELEASE'] as const;
export type ApprovalPhase = (typeof approvalPhases)[number];
export const riskLevels = ['LOW', 'MODERATE', 'HIGH', 'VERY_HIGH'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** A request to alter production, kept in the change tool. Null means the tool did not say or hid it: never false or zero. */
export interface Change extends SourceRecord {
  readonly kind: 'change';
  readonly number: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly type: ChangeType;
  readonly state: ChangeState;
  readonly stateLabel: string | null;
  readonly approval: ApprovalState;
  readonly risk: RiskLevel | null;
  readonly isOnHold: boolean | null;
  readonly plannedStartAt: Instant | null;
  readonly plannedEndAt: Instant | null;
  readonly assignedTo: Account | null;
  readonly requestedBy: Account | null;
  readonly backoutPlan: string | null;
  readonly testPlan: string | null;
  readonly correlationId: string | null;
  /** Name of the business service or primary item the change says it is about. */
  readonly serviceName: string | null;
  /** The standard-change template it was made from; null for others. */
  readonly template: string | null;
  readonly conflictsCheckedAt: Instant | null;
}

export interface Approval {
  readonly approver: Account | null;
  readonly group: string | null;
  readonly phase: ApprovalPhase | null;
  readonly state: ApprovalState;
  readonly decidedAt: Instant | null;
  readonly comment: string | null;
}

export interface ChangeConflict {
  readonly kind: string;
  readonly description: string | null;
  /** Number of the other change; null when the conflict is with a schedule. */
  readonly withChange: string | null;
  readonly configurationItem: string | null;
}

export const taskStates = ['PENDING', 'OPEN', 'IN_PROGRESS', 'DONE', 'CANCELED', 'UNKNOWN'] as const;
export type TaskState = (typeof taskStates)[number];

/** A step of a change that somebody has to do. */
export interface ChangeTask {
  readonly number: string | null;
  readonly title: string | null;
  readonly state: TaskState;
  readonly stateLabel: string | null;
  readonly assignedTo: Account | null;
  readonly plannedStartAt: Instant | null;
  readonly plannedEndAt: Instant | null;
}
