import type { Evidence } from '../../domain/readiness.ts';
import { says } from '../finding.ts';
import type { SourceRecord } from '../../domain/source.ts';
import { Untold } from './untold.ts';

/** Longer texts are not looked into: what an expression costs is bounded. */
export const longestText = 20_000;

/** What a thing is called in sentences, the record that it stands in, and where what was read of it is written down. */
export interface Subject {
  readonly label: string;
  readonly record: SourceRecord | null;
  readonly ledger: Evidence[];
}

/** One field of a type as expressions see it. */
export interface Field<T> {
  /** As CEL writes it. */
  readonly type: string;
  /** Muster's own records may leave it empty, and `has()` tells; a tool that does not say it may as well hide it. */
  readonly isOptional: boolean;
  /** Whether "none" is an answer; else an empty list is read like a hidden one. */
  readonly mayBeEmpty: boolean;
  read(from: T, subject: Subject): unknown;
}

/** A type of the expressions' language, made of one of ours. */
export interface Word<T> {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field<T>>>;
  /** What CEL knows its values by. */
  readonly constructor: abstract new (...given: never[]) => object;
  tell(from: T, subject: Subject): object;
}

export function defineWord<T>(name: string, fields: Readonly<Record<string, Field<T>>>): Word<T> {
  class Told {
    readonly from: T;
    readonly subject: Subject;
    constructor(from: T, subject: Subject) {
      this.from = from;
      this.subject = subject;
    }
  }
  for (const [key, field] of Object.entries(fields)) {
    Object.defineProperty(Told.prototype, key, { get(this: Told) { return readField(key, field, this.from, this.subject); } });
  }
  return { name, fields, constructor: Told, tell: (from, subject) => new Told(from, subject) };
}

function readField<T>(key: string, field: Field<T>, from: T, subject: Subject): unknown {
  const value = field.read(from, subject);
  const isMissing = value === null || value === undefined || (Array.isArray(value) && value.length === 0 && !field.mayBeEmpty);
  if (isMissing && field.isOptional) return undefined;
  if (isMissing) throw new Untold(`${subject.label} does not tell its ${key}.`);
  if (typeof value === 'string' && value.length > longestText) throw new Untold(`The ${key} of ${subject.label} is longer than ${longestText} letters, more than a custom gate looks into.`);
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new Untold(`The ${key} of ${subject.label} is no moment that can be read.`);
  const shown = shownAs(value);
  if (subject.record !== null && shown !== null) subject.ledger.push(says(subject.record, key, shown, subject.label));
  return value;
}

/** A value as evidence shows it; null for what is looked into further. */
function shownAs(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value.join(', ') : null;
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : null;
}

type Read<T, V> = (from: T) => V | null | undefined;
const field = <T>(type: string, read: Field<T>['read']): Field<T> => ({ type, isOptional: false, mayBeEmpty: false, read });

export const text = <T>(read: Read<T, string>): Field<T> => field('string', read);
export const flag = <T>(read: Read<T, boolean>): Field<T> => field('bool', read);
export const texts = <T>(read: Read<T, readonly string[]>): Field<T> => field('list<string>', read);
export const textLists = <T>(read: Read<T, Readonly<Record<string, readonly string[]>>>): Field<T> => field('map<string, list<string>>', read);
export const count = <T>(read: Read<T, number>): Field<T> => field('int', (from) => {
  const value = read(from);
  return value === null || value === undefined ? null : BigInt(value);
});
export const moment = <T>(read: Read<T, string>): Field<T> => field('google.protobuf.Timestamp', (from) => {
  const value = read(from);
  return value === null || value === undefined ? null : new Date(value);
});
/** A word of ours, e.g. a state; the one that stands for "the tool said something that nobody knows" is untold. */
export const oneOf = <T>(read: Read<T, string>): Field<T> => field('string', (from) => {
  const value = read(from);
  return value === 'UNKNOWN' || value === 'OTHER' ? null : value;
});
export const thing = <T, U>(word: Word<U>, read: Read<T, U>): Field<T> => field(word.name, (from, subject) => {
  const value = read(from);
  return value === null || value === undefined ? null : word.tell(value, { ...subject, label: `${word.name.toLowerCase()} of ${subject.label}` });
});
export const things = <T, U>(word: Word<U>, read: Read<T, readonly U[]>): Field<T> => field(`list<${word.name}>`, (from, subject) =>
  read(from)?.map((one) => word.tell(one, { ...subject, label: `${word.name.toLowerCase()} of ${subject.label}` })));

export const optional = <T>(of: Field<T>): Field<T> => ({ ...of, isOptional: true });
export const maybeNone = <T>(of: Field<T>): Field<T> => ({ ...of, mayBeEmpty: true });
