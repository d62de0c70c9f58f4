import type { QuestionName, Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../record.ts';
import type { RecordIdentity, Reference } from '../reference.ts';
import type { SourceProblem } from '../source.ts';
import type { Instant } from '../instant.ts';
import type { Ask } from './ask.ts';

/**
 * What became of a question about one record.
 * found: here it is (its source says how old, and whether it is the last known copy of a tool that failed).
 * absent: the tool answered, and has no such record or hides it.
 * unreadable: the tool failed and there is no copy.
 */
export type Reading<T> =
  | { readonly state: 'found'; readonly value: T; readonly fetchedAt: Instant; readonly problem: SourceProblem | null }
  | { readonly state: 'absent'; readonly fetchedAt: Instant }
  | { readonly state: 'unreadable'; readonly problem: SourceProblem };

/** What became of a search in one connection. */
export interface FoundIn<T> {
  readonly connection: string;
  readonly isProduction: boolean;
  readonly records: readonly T[];
  readonly isComplete: boolean;
  /** Set when the connection failed; records are then empty. */
  readonly problem: SourceProblem | null;
}

/** A record by the reference people type, or by its identity; only its tool can tell the two apart. */
export type RecordName = Reference;

/**
 * Every record of every connection, live or from dated copies. Never throws for a tool's failure: it is in the reading.
 * With maxAgeMs 0 an answer is always fetched after the question, and a failed tool is never answered from a copy
 * for purpose "judge" or "act"; for "page" the last copy is answered with its problem.
 */
export interface Records {
  /** One reading per reference or identity asked, whatever mixture of connections they are of. */
  read<K extends ReadableKind>(kind: K, names: readonly RecordName[], ask: Ask): Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>>;
  relate<N extends RelationName>(relation: N, ids: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, Reading<RelationTypes[N]>>>;
  /** As read and relate for one name, when a copy that is new enough is at hand in this process: answered at once. Undefined says nothing about the record. */
  readAtHand<K extends ReadableKind>(kind: K, name: RecordName, ask: Ask): Reading<RecordTypes[K]> | undefined;
  relateAtHand<N extends RelationName>(relation: N, id: RecordIdentity, ask: Ask): Reading<RelationTypes[N]> | undefined;
  /** What references led to when they were last read, however long ago; asks no tool, and leaves out what no copy knows. For a head start only. */
  knownAs(kind: ReadableKind, references: readonly Reference[]): Promise<ReadonlyMap<Reference, RecordIdentity>>;
  /** Asks the named connections, all that can answer the question, or of those the production ones only: then no test instance is asked or waited for. */
  find<Q extends QuestionName>(question: Q, about: Questions[Q]['ask'], ask: Ask, connections?: readonly string[] | 'production'): Promise<readonly FoundIn<Questions[Q]['finds']>[]>;
  /** Whether configuration says that a connection is production; false for one that is not configured. */
  isProduction(connection: string): boolean;
}
