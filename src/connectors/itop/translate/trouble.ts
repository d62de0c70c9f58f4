import type { Incident, Problem } from '../../../domain/incident.ts';
import { formatReference } from '../../../domain/reference.ts';
import { readMoment } from '../moment.ts';
import { keyOf, linkList, textOf, type Thing } from '../wire.ts';
import { classificationOf, classifyingFields, recordParts, type Origin } from './record.ts';

export const incidentClass = 'Incident';
export const problemClass = 'Problem';

export function incidentFields({ instance }: Pick<Origin, 'instance'>): readonly string[] {
  const { options } = instance;
  return [...classifyingFields('incident', { instance }), 'ref', 'title', 'status', 'priority', 'start_date', 'resolution_date', 'parent_problem_id', 'functionalcis_list', ...(options.correlation.incident === undefined ? [] : [options.correlation.incident])];
}

export function problemFields({ instance }: Pick<Origin, 'instance'>): readonly string[] {
  const { options } = instance;
  return [...classifyingFields('problem', { instance }), 'ref', 'title', 'status', ...(options.correlation.problem === undefined ? [] : [options.correlation.problem])];
}

export const endedStates: readonly string[] = ['resolved', 'closed'];
const openStates: readonly string[] = ['new', 'assigned', 'pending', 'dispatched', 'escalated_tto', 'escalated_ttr', 'waiting_for_approval', 'redispatched'];

/** A state nobody knows is neither open nor ended: null. iTop has no major incidents, and its parent change may as well be the remedy as the cause. */
export function incidentOf(incident: Thing, origin: Origin): Incident {
  const { name, options } = origin.instance;
  const ref = textOf(incident, 'ref');
  const problem = keyOf(incident, 'parent_problem_id');
  const item = itemOf(incident);
  const priority = textOf(incident, 'priority');
  return {
    ...recordParts('incident', incident, ref, origin),
    ...classificationOf('incident', incident, origin),
    number: ref,
    title: textOf(incident, 'title'),
    priority: priority !== null && /^[1-5]$/.test(priority) ? Number(priority) : null,
    isOpen: isOpen(textOf(incident, 'status')),
    isMajor: null,
    openedAt: readMoment(textOf(incident, 'start_date'), options.timeZone),
    resolvedAt: readMoment(textOf(incident, 'resolution_date'), options.timeZone),
    configurationItemId: item === null ? null : formatReference(name, 'ci', item),
    problemId: problem === null ? null : formatReference(name, 'problem', problem),
    causedByChangeId: null,
  };
}

/** Known errors are objects of their own, of a module that need not be installed: not looked for. */
export function problemOf(problem: Thing, origin: Origin): Problem {
  const ref = textOf(problem, 'ref');
  return { ...recordParts('problem', problem, ref, origin), ...classificationOf('problem', problem, origin), number: ref, title: textOf(problem, 'title'), isOpen: isOpen(textOf(problem, 'status')), isKnownError: null };
}

/** The one item that people linked; iTop links those it impacts by itself ("computed"). Of several none is the one. */
function itemOf({ fields }: Thing): string | null {
  const links = linkList.safeParse(fields['functionalcis_list']);
  const manual = links.success ? links.data.filter(({ impact_code: code }) => code === 'manual') : [];
  return manual.length === 1 ? (manual[0]?.functionalci_id ?? null) : null;
}

function isOpen(state: string | null): boolean | null {
  if (state === null) return null;
  return openStates.includes(state) ? true : endedStates.includes(state) ? false : null;
}
