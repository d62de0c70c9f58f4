import type { Sha256 } from './artifact.ts';
import type { Instant } from './instant.ts';
import type { Actor } from './person.ts';
import type { Release } from './release.ts';

/** A named person lets one gate go, for one package revision in one environment, until a moment, with a reason. */
export interface Waiver {
  /** `waiver:<uuid>` */
  readonly id: string;
  readonly releaseKey: string;
  readonly environment: string;
  readonly gate: string;
  readonly packageDigest: Sha256;
  readonly packageRevision: number;
  readonly reason: string;
  readonly requestedBy: Actor;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  /** Set when it was asked for in an emergency. */
  readonly breakGlass: BreakGlass | null;
  /** null until somebody else has decided. */
  readonly decision: WaiverDecision | null;
  readonly revoked: WaiverRevocation | null;
}

export interface WaiverDecision {
  readonly isApproved: boolean;
  readonly by: Actor;
  readonly at: Instant;
  readonly comment: string | null;
}

export interface WaiverRevocation {
  readonly by: Actor;
  readonly at: Instant;
  readonly reason: string;
}

/** What an emergency leaves behind: who alone may confirm it, and what must be looked into afterwards. */
export interface BreakGlass {
  readonly secondPersonEmail: string;
  readonly followUp: FollowUp;
}

/** Somebody looks into what was let go in a hurry, and says what came of it. */
export interface FollowUp {
  readonly ownerEmail: string;
  readonly dueAt: Instant;
  readonly settled: { readonly by: Actor; readonly at: Instant; readonly note: string } | null;
}

export const waiverStates = ['REQUESTED', 'ACTIVE', 'REJECTED', 'EXPIRED', 'REVOKED', 'VOID'] as const;
export type WaiverState = (typeof waiverStates)[number];

/** Where a waiver stands at a moment: reckoned each time from what was decided, the release's package and the clock, so that it is never behind. */
export function waiverState(waiver: Waiver, sealed: Release['sealed'], at: Instant): WaiverState {
  if (waiver.decision?.isApproved === false) return 'REJECTED';
  if (waiver.revoked !== null) return 'REVOKED';
  if (!isOfPackage(waiver, sealed)) return 'VOID';
  if (waiver.expiresAt <= at) return 'EXPIRED';
  return waiver.decision === null ? 'REQUESTED' : 'ACTIVE';
}

/** Whether this is the package, revision and all, that it was asked for. */
export function isOfPackage({ packageDigest, packageRevision }: Waiver, sealed: Release['sealed']): boolean {
  return sealed !== null && sealed.digest === packageDigest && sealed.revision === packageRevision;
}
