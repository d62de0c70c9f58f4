import type { Change, ChangeState } from '../change.ts';
import type { RunningVersionTarget } from '../environment.ts';
import type { Incident } from '../incident.ts';
import type { RecordIdentity } from '../reference.ts';
import type { Ask } from './ask.ts';

/** Moves changes on. Asking for a state the change is in already, or has passed, does nothing. */
export interface ChangeDesk {
  /** Writes the state, reads it back, and answers the change as it then stands; a refused move throws a SourceError. */
  move(change: RecordIdentity, to: ChangeState, note: ChangeNote, ask: Ask): Promise<Change>;
}

export interface ChangeNote {
  readonly workNote: string;
  /** Needed by REVIEW and CLOSED. */
  readonly closeCode?: 'successful' | 'unsuccessful';
  readonly closeNotes?: string;
}

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
