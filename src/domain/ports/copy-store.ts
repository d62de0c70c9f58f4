import type { Instant } from '../instant.ts';

/** A dated copy of what a tool said: a record, or one relation of a record. */
export interface Copy {
  readonly connection: string;
  /** A record kind ("change") or a relation ("change.approvals"). */
  readonly kind: string;
  /** Identity of the record it is of or about. */
  readonly identity: string;
  /** The reference people know, for kinds that have one; null for relations. */
  readonly reference: string | null;
  /** JSON of the record or the relation's answer. */
  readonly content: unknown;
  readonly fetchedAt: Instant;
}

/** Keeps the newest copy of each (kind, identity). */
export interface CopyStore {
  /** By identity or by reference, in one query; keyed by what was asked. */
  find(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>>;
  /** Replaces older copies in one statement, sorted by key; an older fetchedAt never replaces a newer one. */
  keep(copies: readonly Copy[]): Promise<void>;
}
