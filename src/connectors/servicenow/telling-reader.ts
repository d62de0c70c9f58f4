import type { Ask } from '../../domain/ports/ask.ts';
import type { Lookup, RecordReader, TellingRead } from '../../domain/ports/connection.ts';
import type { ReadableKind } from '../../domain/record.ts';

/** A reader of a table: X-Total-Count counts the rows that access rules hide, too (apis/README.md §2), so it can tell of them. */
export function tellingReader<K extends ReadableKind>(readTelling: (lookups: readonly Lookup[], ask: Ask) => Promise<TellingRead<K>>): RecordReader<K> {
  return { readTelling, read: async (lookups, ask) => (await readTelling(lookups, ask)).records };
}
