import type { Sha256 } from '../artifact.ts';
import type { DeployerRun } from '../deployment.ts';
import type { Instant } from '../instant.ts';
import type { Ask } from './ask.ts';
import type { Findings } from './findings.ts';
import type { ProtectedPlace } from './protection.ts';

/** Starts runs and follows them. A trigger is never retried, at no layer: no such tool is idempotent. */
export interface Deployer {
  readonly name: string;
  readonly system: string;
  readonly connection: string;
  /** JSON Schema of a plan's parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Posts once. UNCLEAR whenever the answer was lost or cannot be believed; never throws for those. */
  trigger(order: DeployOrder, ask: Ask): Promise<TriggerAnswer>;
  /** Looks a run up by its correlation key. `isProven` absence: the look-up was complete and later than any run could still appear. */
  find(correlation: string, triggeredAt: Instant, ask: Ask): Promise<RunLookup>;
  observe(runId: string, ask: Ask): Promise<RunReport>;
  cancel(runId: string, ask: Ask): Promise<void>;
  /** What went out here since a moment by anybody's hand, oldest first; absent where the tool keeps no such list. */
  history?(since: Instant, ask: Ask): Promise<Findings<ObservedRun>>;
  /** Places the deployer itself knows, with what it keeps before their doors; absent where it knows none. */
  places?(ask: Ask): Promise<readonly DeployerPlace[]>;
  /** What it keeps before this place and lets Muster answer; absent where it keeps no such door. */
  readonly protectedPlace?: ProtectedPlace;
}

/** A deployment as the deployer's own history tells it. */
export interface ObservedRun {
  readonly run: DeployerRun;
  readonly progress: RunReport['progress'];
  readonly because: string;
  /** Set when the run carries a correlation key: then it may be one of ours. */
  readonly correlation: string | null;
  /**
   * true: the tool no longer tells the correlation key that this run may have carried (Argo CD keeps that of the last
   * operation only), nor the id it had while it ran; whether it is one of ours is then told by its moments alone.
   */
  readonly hidesCorrelation?: true;
  /** The latest `since` with which the tool tells of this run again, where that is not its start: GitHub counts from creation. */
  readonly toldSince?: Instant;
  /** As far as the run says: the version, the digests and the source revision that went out. */
  readonly version: string | null;
  readonly digests: readonly Sha256[];
  readonly revision: string | null;
  readonly startedBy: string | null;
}

/** An environment as a deployer keeps it (GitHub's and GitLab's environments, an Argo CD destination). */
export interface DeployerPlace {
  readonly name: string;
  readonly url: string | null;
  /** Rules that the deployer itself keeps before it, e.g. "required_reviewers". */
  readonly protections: readonly string[];
}

export interface DeployOrder {
  readonly correlation: string;
  readonly releaseKey: string;
  readonly environment: string;
  readonly version: string;
  readonly packageDigest: string;
  readonly artifacts: readonly { readonly reference: string; readonly sha256: string }[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type TriggerAnswer =
  | { readonly outcome: 'ACCEPTED'; readonly run: DeployerRun | null }
  | { readonly outcome: 'REFUSED'; readonly because: string }
  | { readonly outcome: 'UNCLEAR'; readonly because: string };

export type RunLookup =
  /** `twins`: further runs with the same key, which the tool made of the one trigger. */
  | { readonly outcome: 'FOUND'; readonly run: DeployerRun; readonly twins?: readonly DeployerRun[] }
  | { readonly outcome: 'ABSENT'; readonly isProven: boolean };

/** PENDING and RUNNING go on; only SUCCEEDED is a success: neutral, skipped and the like are FAILED. */
export interface RunReport {
  readonly progress: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';
  readonly because: string;
  readonly run: DeployerRun;
}
