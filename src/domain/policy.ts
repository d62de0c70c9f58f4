import type { Sha256 } from './artifact.ts';
import type { StakeholderRole } from './release.ts';

/** What must be true before a release may go to an environment: data, versioned. */
export interface Policy {
  readonly name: string;
  readonly version: string;
  readonly receiptValidityMs: number;
  readonly requiredAgreements: readonly StakeholderRole[];
  readonly gates: readonly PolicyGate[];
  /** What a back-out must pass instead of `gates`. Left out where it was remembered before there was such a list. */
  readonly backOutGates?: readonly PolicyGate[];
  /** Who may let a gate go, and for how long. Left out where it was remembered before a policy said so: `usualWaiverRules`. */
  readonly waivers?: WaiverRules;
  /** Of all that it says, the definitions of its custom gates included: the same version with another content is another policy. Left out where it was remembered before there were digests. */
  readonly digest?: Sha256;
}

export interface WaiverRules {
  /** How long a waiver may last, milliseconds. */
  readonly longestMs: number;
  /** Whoever decides must hold one of these roles on the release; none: anybody whom the door lets decide. */
  readonly decidedBy: readonly StakeholderRole[];
  readonly breakGlass: {
    readonly longestMs: number;
    /** How long after an emergency's end somebody has looked into it, milliseconds. */
    readonly followUpWithinMs: number;
  };
}

const hourMs = 3_600_000;
/** An exception that outlives a month is a policy; an emergency takes what the night takes. */
export const usualWaiverRules: WaiverRules = { longestMs: 720 * hourMs, decidedBy: [], breakGlass: { longestMs: 4 * hourMs, followUpWithinMs: 72 * hourMs } };

export interface PolicyGate {
  readonly gate: string;
  readonly isBlocking: boolean;
  readonly isWaivable: boolean;
  readonly isUnknownWaivable: boolean;
  /** Only then may "there is none" be NOT_APPLICABLE instead of FAIL. */
  readonly mayBeEmpty: boolean;
  readonly maxFactAgeMs: number | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}
