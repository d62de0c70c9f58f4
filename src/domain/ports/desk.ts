import type { Change, ChangeState } from '../change.ts';
import type { Instant, TimeWindow } from '../instant.ts';
import type { RunningVersionTarget } from '../environment.ts';
import type { Incident } from '../incident.ts';
import type { RecordIdentity } from '../reference.ts';
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
  | { readonly outcome: 'UNCLEAR'; readonly because: string };

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

/** Writes what runs where into the CMDB, through the CMDB's own reconciliation only. */
export interface RunningVersionDesk {
  /** Writes unless it stands there already, reads it back, and answers what then stands there. */
  write(target: RunningVersionTarget, version: string, correlation: string, ask: Ask): Promise<RunningVersionReport>;
  read(target: RunningVersionTarget, ask: Ask): Promise<string | null>;
}

export interface RunningVersionReport {
  readonly item: RecordIdentity;
  /** What reconciliation says it did. */
  readonly operation: 'INSERTED' | 'UPDATED' | 'UNCHANGED';
  /** Read back after the write; may differ from what was written when another source has precedence. */
  readonly version: string | null;
}
