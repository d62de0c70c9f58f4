import type { Lookup } from '../../domain/ports/connection.ts';
import { readReference, type RecordIdentity, type RecordKind } from '../../domain/reference.ts';
import type { Instance } from './instance.ts';
import { anyOf, idIn, isAskable, isId, oneOf, type Condition } from './oql.ts';
import { textOf, type Thing } from './wire.ts';

/** What a reading asks for: null when no object of this iTop can be named so. */
export interface Wanted {
  readonly condition: Condition;
  readonly count: number;
  /** Was the object asked for, as the database compares (it may also find "Müller" for "muller")? */
  readonly expects: (thing: Thing) => boolean;
  /** Was it asked for as people write it, but for case? What only the database took for the same is left out. */
  readonly isMeant: (thing: Thing) => boolean;
}

export function wantedBy(lookups: readonly Lookup[], labelAttribute: string): Wanted | null {
  const ids = new Set(lookups.flatMap((lookup) => ('id' in lookup && isId(lookup.id) ? [lookup.id] : [])));
  const labels = [...new Set(lookups.flatMap((lookup) => ('key' in lookup && isAskable(lookup.key) ? [lookup.key] : [])))];
  const conditions = [...(ids.size === 0 ? [] : [idIn('id', [...ids])]), ...(labels.length === 0 ? [] : [oneOf(labelAttribute, labels)])];
  if (conditions.length === 0) return null;
  const folded = new Set(labels.map(fold));
  const lower = new Set(labels.map((label) => label.toLowerCase()));
  return {
    condition: anyOf(conditions),
    count: ids.size + labels.length,
    expects: (thing) => ids.has(thing.id) || folded.has(fold(textOf(thing, labelAttribute) ?? '')),
    isMeant: (thing) => ids.has(thing.id) || lower.has((textOf(thing, labelAttribute) ?? '').toLowerCase()),
  };
}

/** The ids behind identities of this connection and kind, each with the identity it was asked by. */
export function idsOf(instance: Instance, kind: RecordKind, identities: readonly RecordIdentity[]): ReadonlyMap<string, RecordIdentity> {
  return new Map(identities.flatMap((identity) => {
    const parts = readReference(identity);
    return parts !== null && parts.connection === instance.name && parts.kind === kind && isId(parts.key) ? [[parts.key, identity] as const] : [];
  }));
}

/** "3 changes", "1 change": for errors and logs. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** As MySQL's usual collation compares: without case, accents and trailing spaces. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
}
