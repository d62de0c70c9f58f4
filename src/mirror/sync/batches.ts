import type { SyncCursor, SyncPage } from '../../domain/ports/sync.ts';

/** Pages read one after another that are kept together. */
export interface Batch<T> {
  readonly records: readonly T[];
  readonly cursor: SyncCursor;
  readonly total: number | null;
  readonly hidden: number;
}

/**
 * Reads page after page to the last and hands them out in batches. The next page is asked for while a batch is being
 * kept, so that the tool's time and the database's go side by side; one page at a time, so that people who look are not
 * kept waiting by a sync. An error of `page` comes once what was read before it is handed out.
 */
export async function* batches<T>(cursor: SyncCursor | null, size: number, page: (cursor: SyncCursor | null) => Promise<SyncPage<T>>): AsyncGenerator<Batch<T>, void, undefined> {
  let asked = settled(page(cursor));
  let records: T[] = [];
  let hidden = 0;
  let total: number | null = null;
  let last: SyncCursor | undefined;
  for (;;) {
    const answer = await asked;
    if ('error' in answer) {
      if (last !== undefined) yield { records, cursor: last, total, hidden };
      throw answer.error;
    }
    const read = answer.page;
    if (!read.isLast) asked = settled(page(read.cursor));
    records = records.length === 0 ? [...read.records] : records.concat(read.records);
    hidden += read.hidden;
    total = read.total ?? total;
    last = read.cursor;
    if (records.length < size && !read.isLast) continue;
    yield { records, cursor: read.cursor, total, hidden };
    if (read.isLast) return;
    records = [];
    hidden = 0;
    last = undefined;
  }
}

/** A page that fails while a batch is being kept is nobody's unhandled rejection. */
async function settled<T>(page: Promise<SyncPage<T>>): Promise<{ readonly page: SyncPage<T> } | { readonly error: unknown }> {
  try {
    return { page: await page };
  } catch (error) {
    return { error };
  }
}
