import type { SyncCursor, SyncPage } from '../../domain/ports/sync.ts';
import type { RecordIdentity } from '../../domain/reference.ts';

/** The cursor of pages that go by the identities of what is read beside them, before the first: no identity stands before it. */
const beginning = '';

/** The identity that the last page ended with; null: from the first. */
export function lastOf(cursor: SyncCursor | null): RecordIdentity | null {
  return cursor === beginning ? null : cursor;
}

/** How it goes on behind a page that was about these; `left`: how many there were from `after` on. */
export function goingOn(identities: readonly RecordIdentity[], left: number, after: RecordIdentity | null): Omit<SyncPage<never>, 'records'> {
  const isLast = left <= identities.length;
  return { isLast, cursor: isLast ? beginning : identities.at(-1) ?? beginning, total: after === null ? left : null, hidden: 0 };
}
