import type { Instant } from './instant.ts';
import type { RecordIdentity, RecordKind, Reference } from './reference.ts';

export const sourceProblemCodes = [
  'TIMEOUT', 'UNREACHABLE', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED', 'UNEXPECTED_ANSWER', 'SERVER_ERROR', 'CIRCUIT_OPEN',
] as const;
export type SourceProblemCode = (typeof sourceProblemCodes)[number];

/** Why a tool could not be asked, or not be believed. The message is ours, never the tool's own text. */
export interface SourceProblem {
  readonly code: SourceProblemCode;
  readonly message: string;
  readonly sinceAt: Instant;
  readonly retryAt: Instant | null;
}

/** Where a copy of a record came from and how fresh it is. */
export interface Source {
  readonly reference: Reference;
  /** SERVICENOW, JIRA, ARTIFACTORY, GITHUB, … */
  readonly system: string;
  readonly connection: string;
  /** The label people know: CHG0030003, PAY-12, repo/path/name. */
  readonly key: string;
  readonly url: string | null;
  readonly fetchedAt: Instant;
  readonly isStale: boolean;
  readonly problem: SourceProblem | null;
}

/** A record that lives in another tool. */
export interface SourceRecord {
  readonly kind: RecordKind;
  readonly id: RecordIdentity;
  readonly source: Source;
  readonly label: string;
  /**
   * How the tool itself classifies the record, in its own word; null: it says that it does not. Left out: nobody knows, because the tool
   * hid it, has no such thing, or the copy is of before it was read.
   */
  readonly classification?: string | null;
}
