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

/** There already, or on its way. */
export type Soon<T> = T | Promise<T>;

/** Goes on with it at once when it is there. */
export function then<T, U>(soon: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return soon instanceof Promise ? soon.then(next) : next(soon);
}

/** What is at hand comes at once, so that of the many records of a page none waits for a turn of its own. */
export function readingSoon<K extends ReadableKind>({ loaders }: RequestContext, kind: K, name: RecordName): Soon<Reading<RecordTypes[K]>> {
  return loaders.recordAtHand(kind, name) ?? loaders.record(kind, name);
}

export function recordSoon<K extends ReadableKind>(context: RequestContext, kind: K, name: RecordName): Soon<RecordTypes[K] | null> {
  return then(readingSoon(context, kind, name), (reading) => valueOf<RecordTypes[K]>(reading, name));
}

export function relationSoon<N extends RelationName>({ loaders }: RequestContext, relation: N, id: RecordIdentity): Soon<RelationTypes[N] | null> {
  return then(loaders.relationAtHand(relation, id) ?? loaders.relation(relation, id), (reading) => valueOf<RelationTypes[N]>(reading, id));
}

/** As recordSoon, for whoever has to wait anyway. */
export async function recordOf<K extends ReadableKind>(context: RequestContext, kind: K, name: RecordName): Promise<RecordTypes[K] | null> {
  return recordSoon(context, kind, name);
}

/** As relationSoon, for whoever has to wait anyway. */
export async function relationOf<N extends RelationName>(context: RequestContext, relation: N, id: RecordIdentity): Promise<RelationTypes[N] | null> {
  return relationSoon(context, relation, id);
}
