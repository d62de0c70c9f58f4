import type { Sha256 } from './artifact.ts';
import type { Availability } from './availability.ts';
import type { Instant } from './instant.ts';
import type { Actor } from './person.ts';
import type { ReadinessReceipt } from './readiness.ts';
import type { RecordIdentity } from './reference.ts';
import type { Source } from './source.ts';

export const deploymentStates = [
  'ACCEPTED', 'WAITING', 'REVALIDATING', 'TRIGGERING', 'UNCLEAR', 'RUNNING', 'VERIFYING', 'RECORDING',
  'SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED',
] as const;
export type DeploymentState = (typeof deploymentStates)[number];

export const finalStates: ReadonlySet<DeploymentState> = new Set<DeploymentState>(['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED']);
/** From its turn until its end: at most one deployment per (service key, environment) is in one of these. */
export const activeStates: ReadonlySet<DeploymentState> = new Set<DeploymentState>(['REVALIDATING', 'TRIGGERING', 'UNCLEAR', 'RUNNING', 'VERIFYING', 'RECORDING']);

export type DeploymentOrigin = 'TRIGGERED' | 'OBSERVED';
export type DeploymentStart = 'NOW' | 'WHEN_WINDOW_OPENS';

export interface Deployment {
  /** `deployment:<uuid>` */
  readonly id: string;
  readonly origin: DeploymentOrigin;
  readonly releaseKey: string | null;
  readonly environment: string;
  readonly serviceKey: string;
  /** Order of acceptance across the whole hub. */
  readonly sequence: number;
  readonly packageDigest: Sha256 | null;
  readonly planId: string | null;
  readonly state: DeploymentState;
  readonly because: string;
  readonly needsAttention: boolean;
  readonly requestedBy: Actor | null;
  readonly requestedAt: Instant;
  readonly start: DeploymentStart;
  /** Not before this instant; null: as soon as its turn comes. */
  readonly startAt: Instant | null;
  readonly triggeredAt: Instant | null;
  readonly liveAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly idempotencyKey: string | null;
  /** The correlation key that the deployer keeps with its run. */
  readonly correlation: string;
  readonly run: DeployerRun | null;
  readonly steps: readonly DeploymentStep[];
  /** The changes it acted under. */
  readonly changeIds: readonly RecordIdentity[];
  readonly incidentId: RecordIdentity | null;
  readonly backOutOfId: string | null;
  /** The receipt it was asked for with; its own judgement at its turn takes the receipt's place. */
  readonly receipt: ReadinessReceipt | null;
  /** What it cost the services it reaches, as its watch saw it; null: it was not watched. */
  readonly availability: Availability | null;
  /** Grows by one each time a runner takes it over; a write under an older fence writes nothing. */
  readonly fence: number;
}

export interface DeployerRun {
  readonly source: Source;
  /** The deployer's immutable id of the run. */
  readonly runId: string;
  /** The deployer's own word. */
  readonly status: string;
  readonly url: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

export type StepState = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'UNCLEAR';

export interface DeploymentStep {
  readonly name: string;
  readonly state: StepState;
  readonly because: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly attempts: number;
}

/** One line of a deployment's journal: written before a step is tried (INTENT) and after it ended (OUTCOME), or a change of state. */
export interface JournalEntry {
  readonly deploymentId: string;
  readonly number: number;
  readonly at: Instant;
  readonly kind: 'STATE' | 'INTENT' | 'OUTCOME' | 'NOTE';
  readonly step: string | null;
  readonly summary: string;
  readonly data: Readonly<Record<string, unknown>>;
}
