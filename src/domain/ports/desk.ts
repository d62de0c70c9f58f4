import type { Artifact, DsseEnvelope, Promotion } from '../artifact.ts';
import type { Change, ChangeState } from '../change.ts';
import type { Instant, TimeWindow } from '../instant.ts';
import type { RunningVersionTarget } from '../environment.ts';
import type { Incident, Problem } from '../incident.ts';
import type { RecordIdentity } from '../reference.ts';
import type { PlannedVersion, RemoteLink, WorkItem, WorkProgress } from '../work-item.ts';
import type { Ask } from './ask.ts';

/** Opens changes and moves them on. Asking for a state the change is in already, or has passed, does nothing. */
export interface ChangeDesk {
  /**
   * The change of this correlation that is not over (in review, closed or cancelled), opened if there is none: asked
   * twice, one change, as long as nobody else asks at the same time. What it creates is posted once and never again when
   * the answer is lost: it is looked up, and UNCLEAR while it may still appear. Throws a SourceError when nothing was
   * opened, a UserMistake for a wish the tool cannot fulfil. Absent where changes cannot be opened.
   */
  open?(wish: NewChange, ask: Ask): Promise<ChangeOpening>;
  /** Writes the state, reads it back, and answers the change as it then stands; a refused move throws a SourceError. */
  move(change: RecordIdentity, to: ChangeState, note: ChangeNote, ask: Ask): Promise<Change>;
  /** Adds a note for the people who work on it; the same text under the same correlation is written once. */
  note?(change: RecordIdentity, text: string, correlation: string, ask: Ask): Promise<void>;
  /** Writes the correlation id unless another one stands there (then UserMistake CONFLICT), reads it back, answers the change. */
  correlate?(change: RecordIdentity, correlation: string, ask: Ask): Promise<Change>;
}

export interface ChangeNote {
  readonly workNote: string;
  /** Needed by REVIEW and CLOSED. */
  readonly closeCode?: 'successful' | 'unsuccessful';
  readonly closeNotes?: string;
}

/** A change as the release asks for it. */
export interface NewChange {
  readonly correlation: string;
  /** What it is made from: a type, or the name or id of a standard template or a change model. */
  readonly source: { readonly type: 'NORMAL' | 'EMERGENCY' } | { readonly template: string } | { readonly model: string };
  readonly title: string;
  readonly description: string;
  /** null: left to the tool. */
  readonly window: TimeWindow | null;
  readonly backoutPlan: string | null;
  readonly testPlan: string | null;
  readonly implementationPlan: string | null;
  /** Names of the items it is about, the primary one first. */
  readonly configurationItems: readonly string[];
  /** Who asks for it, as the tool knows them; null when nobody can tell: then it is our account. */
  readonly requestedBy: string | null;
  /** When a creation of this change was last sent without an answer; it may still appear. */
  readonly askedAt: Instant | null;
  /** Done right before the creation is sent; nothing is sent when it fails. */
  beforeCreation(): Promise<void>;
}

export type ChangeOpening =
  | {
    readonly outcome: 'OPEN';
    readonly change: Change;
    readonly isNew: boolean;
    /** What is not as it was asked for, a sentence each, e.g. items that could not be added. */
    readonly unfinished: readonly string[];
  }
  | { readonly outcome: 'UNCLEAR'; readonly because: string; /** The records that it names by their labels. */ readonly about?: readonly RecordIdentity[] };

export interface IncidentDesk {
  /** The incident that carries this correlation, opened if there is none: asked twice, one incident. */
  createOrFind(incident: NewIncident, ask: Ask): Promise<{ readonly incident: Incident; readonly isNew: boolean }>;
}

export interface NewIncident {
  readonly correlation: string;
  readonly title: string;
  readonly description: string;
  /** Name of the configuration item; null when there is none. */
  readonly configurationItem: string | null;
  readonly causedByChange: RecordIdentity | null;
}

export interface ProblemDesk {
  /** The problem that carries this correlation, opened if there is none: asked twice, one problem. */
  createOrFind(problem: NewProblem, ask: Ask): Promise<{ readonly problem: Problem; readonly isNew: boolean }>;
  /** Links incidents to a problem that is there, whoever opened it; one that is linked already is left as it is, one of another problem throws a SourceError that names it. */
  join(problem: RecordIdentity, incidents: readonly RecordIdentity[], ask: Ask): Promise<void>;
}

export interface NewProblem {
  readonly correlation: string;
  readonly title: string;
  readonly description: string;
  /** Name of the configuration item; null when there is none. */
  readonly configurationItem: string | null;
  /** Incidents to be linked to it; one that cannot be linked throws a SourceError that names it. */
  readonly incidents: readonly RecordIdentity[];
}

/** Writes what runs where into the CMDB, through the CMDB's own reconciliation only. */
export interface RunningVersionDesk {
  /** Writes unless it stands there already, reads it back, and answers what then stands there. */
  write(target: RunningVersionTarget, version: string, correlation: string, ask: Ask): Promise<RunningVersionReport>;
  read(target: RunningVersionTarget, ask: Ask): Promise<string | null>;
  /** What a write would do, without writing; version is what stands there now. Absent where the CMDB has no dry run. */
  rehearse?(target: RunningVersionTarget, version: string, ask: Ask): Promise<RunningVersionReport>;
}

export interface RunningVersionReport {
  readonly item: RecordIdentity;
  /** What reconciliation says it did. */
  readonly operation: 'INSERTED' | 'UPDATED' | 'UNCHANGED';
  /** Read back after the write; may differ from what was written when another source has precedence. */
  readonly version: string | null;
}

/** Writes relations between items into the CMDB, through the CMDB's own reconciliation only. */
export interface RelationDesk {
  /** Each relation judged by itself and read back. With isRehearsal nothing is written. */
  relate(relations: readonly NewRelation[], discoverySource: string, options: { readonly isRehearsal: boolean }, ask: Ask): Promise<readonly RelationReport[]>;
}

/** "parent depends on child", or whatever the type says in that direction. */
export interface NewRelation {
  readonly parent: RecordIdentity;
  readonly child: RecordIdentity;
  /** The CMDB's name of the type, e.g. "Depends on::Used by". */
  readonly type: string;
}

export interface RelationReport {
  readonly relation: NewRelation;
  readonly operation: 'INSERTED' | 'UNCHANGED' | 'REFUSED';
  /** Why it was refused, in our words. */
  readonly because: string | null;
}

export interface WorkItemDesk {
  /** Moves it to a status of this category over whatever transition leads there now; one that is there already is left alone. Answers it as it then stands. */
  move(item: RecordIdentity, to: WorkProgress, ask: Ask): Promise<WorkItem>;
  /** Once per correlation: asked twice, one comment. */
  comment(item: RecordIdentity, text: string, correlation: string, ask: Ask): Promise<void>;
  /** Draws or renews the link of this globalId; what stands in it and is not given stays. */
  link(item: RecordIdentity, link: RemoteLink & { readonly globalId: string }, ask: Ask): Promise<RemoteLink>;
}

export interface VersionDesk {
  /** Marks a version as released on a day (yyyy-MM-dd), reads it back; one that is released already is left alone. */
  release(version: RecordIdentity, releasedOn: string, ask: Ask): Promise<PlannedVersion>;
}

/** Writes to the definitive media library. Promotion copies; what was sealed stays where it is. */
export interface LibraryDesk {
  /** Adds or replaces these properties and no others, reads them back. */
  stamp(artifact: RecordIdentity, properties: Readonly<Record<string, readonly string[]>>, ask: Ask): Promise<Artifact>;
  /** Copies what a build made to another repository and follows it to the end: COMPLETED only when it is there. */
  promoteBuild(order: BuildPromotion, ask: Ask): Promise<Promotion>;
  /** Promotes a bundle to an environment and polls to the end; asked again while one is under way or done, it is not posted again. */
  promoteBundle(order: BundlePromotion, ask: Ask): Promise<Promotion>;
  /** Attaches a DSSE envelope to an artifact; the same envelope is attached once. */
  attachEvidence(artifact: RecordIdentity, envelope: DsseEnvelope, ask: Ask): Promise<void>;
}

export interface BuildPromotion {
  readonly name: string;
  readonly number: string;
  readonly status: string;
  readonly comment: string;
  readonly sourceRepository: string;
  readonly targetRepository: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

export interface BundlePromotion {
  readonly name: string;
  readonly version: string;
  readonly environment: string;
  readonly includedRepositories: readonly string[];
}
