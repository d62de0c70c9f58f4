import type { SourceRecord } from '../domain/source.ts';

/**
 * The records that a name names, each once: the one with this identity, else all with this label, else those whose label
 * differs in case only, for people type `pay-12` and tools take it. Labels of some kinds are not unique.
 */
export function recordsNamed<T extends SourceRecord>(name: string, records: readonly T[]): readonly T[] {
  const each = [...new Map(records.map((record) => [record.id, record])).values()];
  const identified = each.filter(({ id }) => id === name);
  if (identified.length > 0) return identified;
  const labelled = each.filter(({ source }) => source.reference === name);
  if (labelled.length > 0) return labelled;
  return each.filter(({ id, source }) => [id, source.reference].some((own) => own.toLowerCase() === name.toLowerCase()));
}
