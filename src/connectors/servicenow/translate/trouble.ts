import type { Incident, Problem } from '../../../domain/incident.ts';
import { formatReference } from '../../../domain/reference.ts';
import { readMoment } from '../moment.ts';
import { flagOf, numberOf, sysIdOf, valueOf, type Row } from '../wire.ts';
import { classificationOf, recordParts, type Origin } from './record.ts';

export const incidentTable = 'incident';
export const problemTable = 'problem';
export const incidentFields: readonly string[] = ['number', 'short_description', 'priority', 'state', 'major_incident_state', 'opened_at', 'resolved_at', 'cmdb_ci', 'business_service', 'problem_id', 'caused_by', 'correlation_id'];
export const problemFields: readonly string[] = ['number', 'short_description', 'description', 'state', 'known_error', 'cmdb_ci', 'business_service'];

/** incident.state: 1 New, 2 In Progress, 3 On Hold; 6 Resolved, 7 Closed, 8 Canceled (apis/README.md §4). */
export const openIncidentStates = ['1', '2', '3'] as const;
export const endedIncidentStates = ['6', '7', '8'] as const;
/** problem.state: 101–104 open, 106 and 107 ended; before Madrid 1–3 open, 4 closed. */
export const openProblemStates: readonly string[] = ['101', '102', '103', '104', '1', '2', '3'];
export const endedProblemStates: readonly string[] = ['106', '107', '4'];

/** A state nobody knows is neither open nor ended: null. An empty major state is also what a hidden one looks like: null. */
export function incidentOf(row: Row, origin: Origin): Incident {
  const number = valueOf(row, 'number');
  const item = valueOf(row, 'cmdb_ci');
  const problem = valueOf(row, 'problem_id');
  const change = valueOf(row, 'caused_by');
  const major = valueOf(row, 'major_incident_state');
  return {
    ...recordParts('incident', incidentTable, sysIdOf(row), number, origin),
    ...classificationOf('incident', row, origin),
    number,
    title: valueOf(row, 'short_description'),
    priority: numberOf(row, 'priority'),
    isOpen: isOpen(valueOf(row, 'state'), openIncidentStates, endedIncidentStates),
    isMajor: major === null ? null : major === 'accepted',
    openedAt: readMoment(valueOf(row, 'opened_at')),
    resolvedAt: readMoment(valueOf(row, 'resolved_at')),
    configurationItemId: item === null ? null : formatReference(origin.instance.name, 'ci', item),
    problemId: problem === null ? null : formatReference(origin.instance.name, 'problem', problem),
    causedByChangeId: change === null ? null : formatReference(origin.instance.name, 'change', change),
  };
}

export function problemOf(row: Row, origin: Origin): Problem {
  const number = valueOf(row, 'number');
  return {
    ...recordParts('problem', problemTable, sysIdOf(row), number, origin),
    ...classificationOf('problem', row, origin),
    number,
    title: valueOf(row, 'short_description'),
    isOpen: isOpen(valueOf(row, 'state'), openProblemStates, endedProblemStates),
    isKnownError: flagOf(row, 'known_error'),
  };
}

function isOpen(state: string | null, open: readonly string[], ended: readonly string[]): boolean | null {
  if (state === null) return null;
  return open.includes(state) ? true : ended.includes(state) ? false : null;
}
