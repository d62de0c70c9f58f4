import type { Account } from './person.ts';
import type { SourceRecord } from './source.ts';

export const workProgress = ['TO_DO', 'IN_PROGRESS', 'DONE', 'UNKNOWN'] as const;
export type WorkProgress = (typeof workProgress)[number];

/** A piece of planned work behind a release. Progress comes from the status's category, never from its name. */
export interface WorkItem extends SourceRecord {
  readonly kind: 'work-item';
  readonly key: string;
  readonly title: string | null;
  readonly itemKind: string | null;
  readonly statusLabel: string | null;
  readonly progress: WorkProgress;
  readonly assignee: Account | null;
  /** Names of the versions it is planned for; null when the tool hid them. */
  readonly fixVersions: readonly string[] | null;
}

/** A version that work is planned for. */
export interface PlannedVersion extends SourceRecord {
  readonly kind: 'version';
  readonly project: string;
  readonly name: string;
  readonly isReleased: boolean | null;
  readonly isArchived: boolean | null;
  /** A day without a zone, yyyy-MM-dd. */
  readonly releasedOn: string | null;
}

/** A link from a work item to something elsewhere. */
export interface RemoteLink {
  /** What makes it the same link when written again; null for links that people drew. */
  readonly globalId: string | null;
  readonly url: string;
  readonly title: string;
  readonly relationship: string | null;
  readonly isResolved: boolean | null;
}
