import { SourceError } from '../domain/error.ts';
import type { Reading, RecordName } from '../domain/ports/records.ts';
import type { ReadableKind, RecordTypes, RelationName, RelationTypes } from '../domain/record.ts';
import { readReference, type RecordIdentity } from '../domain/reference.ts';
import type { RequestContext } from './context.ts';

/** The value, null for a record the tool does not have, or a SourceError that costs this field only. */
export function valueOf<T>(reading: Reading<T>, name: string): T | null {
  if (reading.state === 'unreadable') throw new SourceError(readReference(name)?.connection ?? name, reading.problem);
  return reading.state === 'found' ? reading.value : null;
}

export async function recordOf<K extends ReadableKind>(context: RequestContext, kind: K, name: RecordName): Promise<RecordTypes[K] | null> {
  return valueOf<RecordTypes[K]>(await context.loaders.record(kind, name), name);
}

export async function relationOf<N extends RelationName>(context: RequestContext, relation: N, id: RecordIdentity): Promise<RelationTypes[N] | null> {
  return valueOf<RelationTypes[N]>(await context.loaders.relation(relation, id), id);
}
