import type { Role, Viewer } from './person.ts';
import { readReference, type RecordKind } from './reference.ts';
import type { SourceRecord } from './source.ts';

/** Records of one connection that reach only those with one of the roles. */
export interface Restriction {
  readonly connection: string;
  readonly kinds: readonly RecordKind[];
  /** The tool's own words, compared without case; null: every record of the kinds. */
  readonly classifications: readonly string[] | null;
  readonly roles: readonly Role[];
}

/** What somebody may not see, one kind of one connection at a time. */
export interface Hidden {
  readonly connection: string;
  readonly kind: RecordKind;
  /** As `classificationWord` spells them; null: all records of the kind. A record whose classification nobody knows is hidden with any of them. */
  readonly classifications: readonly string[] | null;
}

/** What a tool says a record is: null when it says that it is nothing, left out when nobody knows. */
export type Classification = string | null | undefined;

/** Somebody at the door; null for who may be anybody, e.g. the reader of a chat or of a signed receipt. */
export type Onlooker = Pick<Viewer, 'grants'> | null;

/** One spelling for all that differ by case, by the spaces around them or by how their letters are put together. */
export function classificationWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/**
 * What the rules keep from somebody; each rule by itself, so that a record of two rules wants the roles of both. A role counts
 * here only where it is held for all services and environments: a record belongs to none of them.
 */
export function hiddenFrom(restrictions: readonly Restriction[], onlooker: Onlooker): readonly Hidden[] {
  const held = new Set(onlooker?.grants.filter(({ services, environments }) => services === null && environments === null).flatMap(({ roles }) => roles));
  return restrictions
    .filter(({ roles }) => !roles.some((role) => held.has(role)))
    .flatMap(({ connection, kinds, classifications }) => [...new Set(kinds)].map((kind) => ({ connection, kind, classifications: classifications?.map(classificationWord) ?? null })));
}

/** Nothing, every record, or those of some classifications: what of a kind is hidden before any record of it is read. */
export function extentHidden(hidden: readonly Hidden[], connection: string, kind: string): 'NOTHING' | 'SOME' | 'ALL' {
  const about = hidden.filter((one) => one.connection === connection && one.kind === kind);
  return about.some(({ classifications }) => classifications === null) ? 'ALL' : about.length > 0 ? 'SOME' : 'NOTHING';
}

export function isHidden(hidden: readonly Hidden[], connection: string, kind: string, classification: Classification): boolean {
  const word = typeof classification === 'string' ? classificationWord(classification) : classification;
  return hidden.some((one) => one.connection === connection && one.kind === kind
    && (one.classifications === null || word === undefined || (word !== null && one.classifications.includes(word))));
}

export function isRecordHidden(hidden: readonly Hidden[], { kind, source, classification }: Pick<SourceRecord, 'kind' | 'source' | 'classification'>): boolean {
  return isHidden(hidden, source.connection, kind, classification);
}

/** As extentHidden, for what a reference or an identity names; what is no reference is of nobody. */
export function extentOfName(hidden: readonly Hidden[], name: string): 'NOTHING' | 'SOME' | 'ALL' {
  const parts = readReference(name);
  return parts === null ? 'NOTHING' : extentHidden(hidden, parts.connection, parts.kind);
}

export function maySee(restrictions: readonly Restriction[], onlooker: Onlooker, connection: string, kind: string, classification: Classification): boolean {
  return !isHidden(hiddenFrom(restrictions, onlooker), connection, kind, classification);
}
