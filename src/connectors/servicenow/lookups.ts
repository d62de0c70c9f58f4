import type { Lookup } from '../../domain/ports/connection.ts';
import { readReference, type RecordIdentity, type RecordKind } from '../../domain/reference.ts';
import type { Instance } from './instance.ts';
import { isAskable, isSysId, type Wanted } from './query.ts';

/**
 * What to ask a table for. A sys_id that is none, or a label with "^" in it, cannot be asked for safely; no record of
 * this instance can be named by it, so it is left out and its record is absent.
 */
export function wantedBy(lookups: readonly Lookup[], labelField: string): readonly Wanted[] {
  return lookups.flatMap((lookup): Wanted[] => {
    if ('id' in lookup) return isSysId(lookup.id) ? [{ field: 'sys_id', value: lookup.id }] : [];
    return isAskable(lookup.key) ? [{ field: labelField, value: lookup.key }] : [];
  });
}

/** The sys_ids behind identities of this connection and kind, each with the identity it was asked by. */
export function sysIdsOf(instance: Instance, kinds: readonly RecordKind[], identities: readonly RecordIdentity[]): ReadonlyMap<string, RecordIdentity> {
  return new Map(identities.flatMap((identity) => {
    const parts = readReference(identity);
    return parts !== null && parts.connection === instance.name && kinds.includes(parts.kind) && isSysId(parts.key) ? [[parts.key.toLowerCase(), identity] as const] : [];
  }));
}

export function wantedIn(field: string, ids: Iterable<string>): readonly Wanted[] {
  return [...ids].map((value) => ({ field, value }));
}

/** "3 changes", "1 change": for errors and logs. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
