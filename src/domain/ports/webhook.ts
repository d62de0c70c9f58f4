import type { ProtectionRequest } from './protection.ts';
import type { RelationName } from '../record.ts';
import type { RecordIdentity } from '../reference.ts';
import type { RecordName } from './records.ts';

/** What came in over HTTP, untouched: signatures are over the raw bytes. */
export interface Delivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a verified delivery tells. It only says where to look: what stands there is read from the tool itself. */
export interface Notice {
  /** The sender's id of this delivery; the same id again is the same delivery. */
  readonly deliveryId: string;
  /** The sender's word for what happened, e.g. "workflow_run". */
  readonly event: string;
  /** Records that may have changed, by reference or identity. */
  readonly records: readonly RecordName[];
  /** What may have changed of records beyond their own fields; left out by tools that tell of nothing such. */
  readonly relations?: readonly NoticedRelation[];
  /** Runs of a deployer that may have moved, by the deployer's id of the run. */
  readonly runIds: readonly string[];
  /** Correlation keys it mentions. */
  readonly correlations: readonly string[];
  /** Runs that wait at the deployer's own door for an answer; left out by tools that have no such door. */
  readonly protections?: readonly ProtectionRequest[];
}

export interface NoticedRelation {
  readonly relation: RelationName;
  readonly record: RecordIdentity;
}

/** Verifies and reads deliveries of one connection. */
export interface WebhookReceiver {
  /** Throws UserMistake FORBIDDEN for a signature that does not hold or a moment too far away, INVALID for a body that cannot be read. */
  receive(delivery: Delivery): Notice;
}
