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
  /** Of all that it says, the definitions of its custom gates included: the same version with another content is another policy. Left out where it was remembered before there were digests. */
  readonly digest?: Sha256;
}

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
