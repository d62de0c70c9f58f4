import type { Deployment } from '../deployment.ts';
import type { Instant } from '../instant.ts';
import type { RecordIdentity } from '../reference.ts';

/** Deployments that may have caused an incident. */
export interface SuspectStore {
  /** Those that the incident was opened for. */
  openedFor(incidentId: RecordIdentity): Promise<readonly Deployment[]>;
  /** Those that were triggered under this change: it is theirs, or their release's for that environment. */
  underChange(changeId: RecordIdentity): Promise<readonly Deployment[]>;
  /** The last of each service and environment that was triggered in the stretch, both ends included; what never was touched nothing. */
  lastIn(lanes: readonly Lane[], from: Instant, to: Instant): Promise<readonly Deployment[]>;
}

export interface Lane {
  readonly serviceKey: string;
  readonly environment: string;
}
