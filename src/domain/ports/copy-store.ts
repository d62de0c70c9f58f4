import type { Instant } from '../instant.ts';

/** A dated copy of what a tool said: a record, or one relation of a record. */
export interface Copy {
  readonly connection: string;
  /** A record kind ("change") or a relation ("change.approvals"). */
  readonly kind: string;
  /** Identity of the record it is of or about. */
  readonly identity: string;
  /** The reference people know, for kinds that have one; null for relations, but of a build's commit the build's own. */
  readonly reference: string | null;
  /** JSON of the record or the relation's answer. */
  readonly content: unknown;
  readonly fetchedAt: Instant;
}

/** Keeps the newest copy of each (kind, identity). */
export interface CopyStore {
  /** By identity or by reference, in one query; keyed by what was asked. A copy of a record that is gone is not found. */
  find(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>>;
  /**
   * Replaces older copies, sorted by key; an older fetchedAt never replaces a newer one. Content that says the same
   * moves fetchedAt only; other content sends what stood there to the history. What was gone is back.
   */
  keep(copies: readonly Copy[]): Promise<void>;
}

/** What a tool said during a stretch of time, as far as we asked. */
export interface CopyVersion {
  /** fetchedAt is when it was last seen to say this. */
  readonly copy: Copy;
  /** When we first read it so. */
  readonly validFrom: Instant;
  /** When we first read otherwise; null while it stands. */
  readonly validTo: Instant | null;
  /** Set while the record was gone: deleted, or hidden from us by access rules; the sentence says what was seen. Then the copy is the last one before. */
  readonly goneBecause: string | null;
}

/** "What did it say when we judged?" Kept for as long as configuration says. */
export interface CopyHistory {
  /** What was known at a moment, keyed by the names asked: identities, or references as they are today. Nothing for what was not known then, or is no longer kept. */
  asOf(kind: string, names: readonly string[], at: Instant): Promise<ReadonlyMap<string, CopyVersion>>;
  /** Marks records as gone that were not read since `at`; none is dropped, and each is back when it is kept again. */
  lose(kind: string, identities: readonly string[], at: Instant, because: string): Promise<void>;
  /** Forgets versions that ended before a moment, and what readings said of themselves before it; answers how many versions. */
  prune(before: Instant): Promise<number>;
}
