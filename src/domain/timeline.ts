import type { ApprovalPhase, ApprovalState, ChangeState } from './change.ts';
import type { JournalEntry } from './deployment.ts';
import type { Instant } from './instant.ts';
import type { Actor } from './person.ts';
import type { ReadinessOutcome, VerdictOutcome } from './readiness.ts';
import type { RecordIdentity } from './reference.ts';
import type { Link, StakeholderRole } from './release.ts';
import type { WaiverDecision, WaiverRevocation } from './waiver.ts';
import type { FreezeLift } from './freeze.ts';

/** What happened to a release, with what was so at that moment. */
export type Happening =
  | { readonly kind: 'RELEASE_CREATED'; readonly told: { readonly name: string; readonly version: string } }
  | { readonly kind: 'RELEASE_CANCELED' | 'RELEASE_CLOSED'; readonly told: object }
  | { readonly kind: 'PACKAGE_SEALED'; readonly told: { readonly revision: number; readonly digest: string; readonly by: Actor; readonly artifacts: number } }
  | { readonly kind: 'RECORD_LINKED' | 'RECORD_EXCLUDED'; readonly told: ToldLink }
  | { readonly kind: 'PLAN_PROPOSED'; readonly told: { readonly environment: string; readonly version: number; readonly deployer: string; readonly by: Actor } }
  | { readonly kind: 'PLAN_AGREED'; readonly told: { readonly environment: string; readonly version: number; readonly email: string; readonly role: StakeholderRole } }
  | { readonly kind: 'JUDGED'; readonly told: { readonly environment: string; readonly by: Actor; readonly before: ToldJudgement | null } & ToldJudgement }
  | { readonly kind: 'WAIVER_REQUESTED' | 'WAIVER_DECIDED' | 'WAIVER_REVOKED'; readonly told: ToldWaiver }
  | { readonly kind: 'FREEZE_DECLARED' | 'FREEZE_LIFTED'; readonly told: { readonly name: string; readonly reason: string; readonly environments: readonly string[] | null; readonly by: Actor; readonly lifted: FreezeLift | null } }
  | { readonly kind: 'DEPLOYMENT'; readonly told: { readonly deploymentId: string; readonly environment: string; readonly by: Actor | null; readonly entry: JournalEntry['kind']; readonly step: string | null; readonly summary: string } }
  | { readonly kind: 'RECORD_MOVED'; readonly told: ToldRecord };

export type ToldLink = Pick<Link, 'relation' | 'reference' | 'identity' | 'environment' | 'origin' | 'by' | 'excluded'>;

export interface ToldJudgement {
  readonly outcome: ReadinessOutcome;
  /** By gate; null where a judgement had none. */
  readonly verdicts: Readonly<Record<string, VerdictOutcome>> | null;
}

export interface ToldWaiver {
  readonly gate: string;
  readonly environment: string;
  readonly reason: string;
  readonly requestedBy: Actor;
  readonly isBreakGlass: boolean;
  readonly decision: WaiverDecision | null;
  readonly revoked: WaiverRevocation | null;
}

/** What a tool's record said; `before` is null when it was first read, or joined the release. */
export type ToldRecord = { readonly identity: RecordIdentity; readonly key: string | null; readonly goneBecause: string | null } & (
  | { readonly record: 'change'; readonly now: ToldChange; readonly before: ToldChange | null }
  | { readonly record: 'incident'; readonly now: ToldIncident; readonly before: ToldIncident | null }
  | { readonly record: 'change.approvals'; readonly now: readonly ToldApproval[] | null; readonly before: readonly ToldApproval[] | null });

export interface ToldChange { readonly state: ChangeState; readonly approval: ApprovalState; readonly isOnHold: boolean | null; readonly plannedStartAt: Instant | null; readonly plannedEndAt: Instant | null }
export interface ToldIncident { readonly title: string | null; readonly isOpen: boolean | null; readonly isMajor: boolean | null; readonly priority: number | null; readonly openedAt: Instant | null; readonly resolvedAt: Instant | null }
export interface ToldApproval { readonly approver: string | null; readonly group: string | null; readonly phase: ApprovalPhase | null; readonly state: ApprovalState; readonly decidedAt: Instant | null }

/** One line of a release's story. `number` counts from one, without gaps, in the order in which Muster came to know. */
export type TimelineLine = Happening & { readonly id: string; readonly releaseKey: string; readonly number: number; readonly at: Instant };
