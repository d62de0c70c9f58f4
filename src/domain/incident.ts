import type { Instant } from './instant.ts';
import type { RecordIdentity } from './reference.ts';
import type { SourceRecord } from './source.ts';

export interface Incident extends SourceRecord {
  readonly kind: 'incident';
  readonly number: string | null;
  readonly title: string | null;
  /** 1 (critical) to 5 (planning). */
  readonly priority: number | null;
  readonly isOpen: boolean | null;
  readonly isMajor: boolean | null;
  readonly openedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly configurationItemId: RecordIdentity | null;
  readonly problemId: RecordIdentity | null;
  /** The change that the tool says brought it about; null: it names none, or cannot. */
  readonly causedByChangeId: RecordIdentity | null;
}

export interface Problem extends SourceRecord {
  readonly kind: 'problem';
  readonly number: string | null;
  readonly title: string | null;
  readonly isOpen: boolean | null;
  readonly isKnownError: boolean | null;
}
