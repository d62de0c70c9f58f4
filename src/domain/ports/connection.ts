import type { AnyRecord, QuestionName, Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../record.ts';
import type { Instant } from '../instant.ts';
import type { SourceProblem } from '../source.ts';
import type { RecordIdentity } from '../reference.ts';
import type { Ask } from './ask.ts';
import type { Checkup } from './checkup.ts';
import type { CommitReader } from './commits.ts';
import type { ChangeDesk, IncidentDesk, LibraryDesk, ProblemDesk, RelationDesk, RunningVersionDesk, VersionDesk, WorkItemDesk } from './desk.ts';
import type { Deployer } from './deployer.ts';
import type { DeployerDeclaration, ServiceDeclaration } from '../environment.ts';
import type { Findings } from './findings.ts';
import type { MetricReader } from './metrics.ts';
import type { RecordSync } from './sync.ts';
import type { WebhookReceiver } from './webhook.ts';

/** Names one record of a connection: by the label people know, or by the tool's immutable id. */
export type Lookup = { readonly key: string } | { readonly id: string };

/**
 * Reads records of one kind in the fewest calls. A record the tool does not have, or hides, is simply not in the
 * answer; a tool that fails throws a SourceError. Never answers rows that were not asked for.
 */
export interface RecordReader<K extends ReadableKind> {
  read(lookups: readonly Lookup[], ask: Ask): Promise<readonly RecordTypes[K][]>;
  /** As read, from a tool that tells how many of the records asked for exist and are kept from us by access rules. */
  readTelling?(lookups: readonly Lookup[], ask: Ask): Promise<TellingRead<K>>;
  /** true: it leaves out records that exist and are no longer what the connection counts as this kind, so that what is left out is not proven gone. */
  readonly isSelective?: boolean;
}

export interface TellingRead<K extends ReadableKind> {
  readonly records: readonly RecordTypes[K][];
  readonly hidden: number;
}

/** Answers one relation for many records in the fewest calls. Every id asked is in the answer, or absent if the record is. */
export interface RelationReader<N extends RelationName> {
  relate(ids: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, RelationTypes[N]>>;
}

/** The kind of the records that a relation answers with; never for one that answers with anything else. */
type KindWithin<N extends RelationName> = RelationTypes[N] extends readonly (infer R extends AnyRecord)[] ? R['kind'] : never;

/** What a tool tells of one record's references: all of them, or why what it says of this record cannot be understood. */
export type Referred = readonly RecordIdentity[] | SourceProblem;

/**
 * Tells which records of another connection a record is related to, where the tool keeps their names and nothing else: they are read where
 * they live. Every id asked is in the answer, or absent if the record is.
 */
export interface ReferenceReader<N extends RelationName> {
  readonly kind: KindWithin<N>;
  refer(ids: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, Referred>>;
}

export type { Findings };

export interface RecordFinder<Q extends QuestionName> {
  find(question: Questions[Q]['ask'], ask: Ask): Promise<Findings<Questions[Q]['finds']>>;
}

export const circuitStates = ['CLOSED', 'OPEN', 'HALF_OPEN'] as const;
export type CircuitState = (typeof circuitStates)[number];

/** How one connection fares just now, known without asking the tool. */
export interface ConnectionHealth {
  /** OPEN: pages do not ask the tool now; HALF_OPEN: one of them is trying. */
  readonly circuit: CircuitState;
  /** When it may be asked again; null: now. */
  readonly retryAt: Instant | null;
  /** Questions that are with the tool now, and how many may be. */
  readonly inFlight: number;
  readonly mostInFlight: number;
  /** How many questions may begin in a minute; null: no limit is configured. */
  readonly perMinute: number | null;
  readonly lastSuccessAt: Instant | null;
  readonly lastProblem: SourceProblem | null;
  /** How far the tool's clock was ahead of ours by the Date of its last answer, which counts whole seconds, milliseconds; null: it never said. */
  readonly clockAheadMs: number | null;
}

/** One configured connection to one tool, and the roles it can play. A role it cannot play is absent. */
export interface Connection {
  readonly name: string;
  readonly system: string;
  readonly isProduction: boolean;
  readonly readers: { readonly [K in ReadableKind]?: RecordReader<K> };
  readonly relations: { readonly [N in RelationName]?: RelationReader<N> };
  /** Relations of which it knows no more than who is named; a relation stands here or in `relations`. Absent: none. */
  readonly references?: { readonly [N in RelationName]?: ReferenceReader<N> };
  readonly finders: { readonly [Q in QuestionName]?: RecordFinder<Q> };
  readonly changeDesk?: ChangeDesk;
  readonly incidentDesk?: IncidentDesk;
  readonly problemDesk?: ProblemDesk;
  readonly runningVersionDesk?: RunningVersionDesk;
  readonly relationDesk?: RelationDesk;
  readonly workItemDesk?: WorkItemDesk;
  readonly versionDesk?: VersionDesk;
  readonly libraryDesk?: LibraryDesk;
  /** Kinds of which it tells how the tool classifies each record, with its settings; absent: none. */
  readonly classifies?: readonly ReadableKind[];
  /** Kinds that can be read as a whole, page by page; absent: none. */
  readonly syncs?: { readonly [K in ReadableKind]?: RecordSync<K> };
  /** Answers questions about metrics; absent: it measures nothing. */
  readonly metrics?: MetricReader;
  /** Absent: it keeps no source code, or tells of none. */
  readonly commits?: CommitReader;
  /** Reads what the tool sends by itself; absent when no secret is configured or the tool sends nothing. */
  readonly receiver?: WebhookReceiver;
  /** A deployer for one service and environment, with the settings its declaration gives; throws ConfigurationError-worthy UserMistake on wrong settings. */
  deployer?(declaration: DeployerDeclaration): Deployer;
  /** Absent: nothing is known. */
  health?(): ConnectionHealth;
  /** Reachable, signed in and allowed to read? Throws a SourceError when not. */
  probe(ask: Ask): Promise<void>;
  /** What may be read and written, for the services that are declared. Absent: nothing is known. */
  checkup?(services: readonly ServiceDeclaration[]): Checkup;
}

/** All configured connections. */
export interface Connections {
  readonly all: readonly Connection[];
  byName(name: string): Connection | undefined;
}
