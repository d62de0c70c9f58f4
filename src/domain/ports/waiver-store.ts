import type { FollowUp, Waiver, WaiverDecision, WaiverRevocation } from '../waiver.ts';

/** The waivers that were asked for. There are few of them, so that they are listed whole. */
export interface WaiverStore {
  /** All of them or none. */
  request(waivers: readonly Waiver[]): Promise<void>;
  byId(id: string): Promise<Waiver | null>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Waiver>>;
  /** Decides once: UserMistake CONFLICT when it is decided or revoked already, NOT_FOUND when there is none. */
  decide(id: string, decision: WaiverDecision): Promise<Waiver>;
  /** The waiver as it then stands: one that was revoked before stays as it was. UserMistake NOT_FOUND when there is none. */
  revoke(id: string, revocation: WaiverRevocation): Promise<Waiver>;
  /** Settles the follow-up of a broken glass, once; UserMistake NOT_FOUND when there is no such waiver, or it has no follow-up. */
  settle(id: string, settled: NonNullable<FollowUp['settled']>): Promise<Waiver>;
  /** Every waiver, the newest first. */
  all(): Promise<readonly Waiver[]>;
  /** Those of a release for an environment that somebody approved and nobody revoked, expired ones and those of older revisions too. */
  approved(releaseKey: string, environment: string): Promise<readonly Waiver[]>;
}
