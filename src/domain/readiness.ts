import type { Sha256 } from './artifact.ts';
import type { Instant } from './instant.ts';
import type { Actor, Person } from './person.ts';
import type { Policy } from './policy.ts';
import type { RecordIdentity, RecordKind } from './reference.ts';
import type { Source } from './source.ts';
import type { Waiver } from './waiver.ts';

export const verdictOutcomes = ['PASS', 'FAIL', 'UNKNOWN', 'NOT_APPLICABLE', 'WAIVED'] as const;
export type VerdictOutcome = (typeof verdictOutcomes)[number];
export const readinessOutcomes = ['READY', 'NOT_READY', 'UNDETERMINED'] as const;
export type ReadinessOutcome = (typeof readinessOutcomes)[number];
export type JudgementBasis = 'LIVE' | 'MIRROR';
export const judgementPurposes = ['RELEASE', 'BACK_OUT'] as const;
/** What the release would go out for: as what is new, or as what ran before, to take the place of one that went wrong. */
export type JudgementPurpose = (typeof judgementPurposes)[number];

/** A gate as people read it: its name is the sentence that must be true. */
export interface GateDescription {
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
  /** Facts it needs, in words. */
  readonly needs: readonly string[];
  /** Kinds of record that its words may speak of; undefined: any. */
  readonly reads: readonly RecordKind[] | undefined;
  readonly isCustom: boolean;
}

export interface Evidence {
  readonly source: Source;
  /** The record it is about; null when it was never read. */
  readonly recordId: RecordIdentity | null;
  readonly field: string | null;
  readonly label: string;
  readonly value: string | null;
  readonly url: string | null;
}

export interface GateVerdict {
  readonly gate: string;
  readonly outcome: VerdictOutcome;
  readonly isBlocking: boolean;
  readonly because: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly evidence: readonly Evidence[];
  readonly remedy: string | null;
  readonly remedyUrl: string | null;
  readonly responsible: readonly Person[];
  /** What the outcome rests on, e.g. "servicenow:change:46c7… approved"; identities and decided values, never times or notes. */
  readonly restsOn: readonly string[];
  /** Set when only time stands in this gate's way: from when it would pass. */
  readonly passesFromAt: Instant | null;
  /** What let it go, as it stood then; set with WAIVED alone. */
  readonly waiver: Waiver | null;
}

/** May this release go to this environment? Judged at one moment from facts of that moment. */
export interface Readiness {
  readonly releaseKey: string;
  readonly environment: string;
  readonly outcome: ReadinessOutcome;
  readonly basis: JudgementBasis;
  /** Left out where it was remembered before back-outs were judged: RELEASE. */
  readonly purpose?: JudgementPurpose;
  readonly judgedAt: Instant;
  /** With the gates of its purpose. */
  readonly policy: Policy;
  readonly verdicts: readonly GateVerdict[];
  readonly factsDigest: Sha256;
  /** Set when only time stands in the way. */
  readonly readyFromAt: Instant | null;
  readonly packageDigest: Sha256 | null;
  readonly planId: string | null;
  readonly planVersion: number | null;
}

/** The signed word that a judgement was READY: a DSSE envelope, and until when it counts. */
export interface ReadinessReceipt {
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly expiresAt: Instant;
}

/** A judgement that was stored. */
export interface Assessment {
  /** `assessment:<uuid>` */
  readonly id: string;
  readonly readiness: Readiness;
  readonly assessedBy: Actor;
  /** Null unless it was READY and the hub has a key to sign with. */
  readonly receipt: ReadinessReceipt | null;
}
