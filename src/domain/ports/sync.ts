import type { ReadableKind, RecordTypes } from '../record.ts';
import type { Ask } from './ask.ts';

/** Where a sync stands, in the connector's own words; kept by the hub and handed back as it was. */
export type SyncCursor = string;

/**
 * Reads everything of one kind page by page, in the order of the tool's own cursor, so that it can be taken up again
 * after a crash and later goes on with what changed. A record that changes while pages are read comes once more.
 */
export interface RecordSync<K extends ReadableKind> {
  /**
   * The page after a cursor; null begins with the first record there is. Throws a SourceError when the tool fails: the
   * same cursor may then be asked again. Never skips a record that stood still.
   */
  page(cursor: SyncCursor | null, ask: Ask): Promise<SyncPage<RecordTypes[K]>>;
}

export interface SyncPage<T> {
  readonly records: readonly T[];
  /** What to go on with: with the next page, or later with what has changed since. */
  readonly cursor: SyncCursor;
  /** true: nothing newer was there when the page was read. */
  readonly isLast: boolean;
  /** How many there are in all, for a progress bar; null when the tool does not say. */
  readonly total: number | null;
  /** Records that exist and that access rules kept from us on this page; 0 when the tool does not say. */
  readonly hidden: number;
}
