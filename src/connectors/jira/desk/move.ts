import { UserMistake } from '../../../domain/error.ts';
import type { MusterError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { WorkItemDesk } from '../../../domain/ports/desk.ts';
import type { WorkItem, WorkProgress } from '../../../domain/work-item.ts';
import type { HttpProblem } from '../../http/index.ts';
import { z } from 'zod';
import type { JiraClient } from '../client.ts';
import { toProgress } from '../translate.ts';
import { attempt, idOf, readItem, refusal } from './item.ts';
import { permissionsSchema, transitionsSchema } from './wire.ts';
import type { Transition } from './wire.ts';

const words: Readonly<Record<WorkProgress, string>> = { TO_DO: 'to do', IN_PROGRESS: 'in progress', DONE: 'done', UNKNOWN: 'unknown' };

/**
 * Moves an issue by the meaning of its status. Which transitions there are depends on the workflow and on where the issue
 * is, so they are read each time (apis/README.md §5); of several that lead there the first is taken that needs no field.
 * Posted once, and read back: what was lost may be done, and what was answered may not be.
 */
export function mover(client: JiraClient): WorkItemDesk['move'] {
  return async (identity, to, ask) => {
    if (to === 'UNKNOWN') throw new UserMistake('INVALID', 'A work item is moved to TO_DO, IN_PROGRESS or DONE.', ['to']);
    const id = idOf(client, 'work-item', identity);
    const before = await readItem(client, id, ask);
    if (before.progress === to) return before;
    const way = await wayTo(client, id, before, to, ask);
    client.writes.note(id);
    const problem = await attempt(client.send({
      method: 'POST', path: `${client.root}/issue/${id}/transitions`, json: { transition: { id: way.id } }, schema: z.unknown(), ask, doing: `moving ${before.label}`,
    }));
    const after = await readItem(client, id, ask).catch((error: unknown) => { throw problem ?? error; });
    if (after.progress === to) return after;
    throw await reasonOf(client, id, { before, after, to, problem }, ask);
  };
}

async function wayTo(client: JiraClient, id: string, item: WorkItem, to: WorkProgress, ask: Ask): Promise<Transition> {
  const { body } = await client.send({
    method: 'GET', path: `${client.root}/issue/${id}/transitions`, query: { expand: 'transitions.fields' }, schema: transitionsSchema, ask, doing: `looking where ${item.label} can be moved`,
  });
  const leading = body.transitions.filter((way) => toProgress(way.to?.statusCategory?.key) === to && way.isAvailable !== false);
  const way = leading.find(({ fields }) => !Object.values(fields ?? {}).some(({ required, hasDefaultValue }) => required === true && hasDefaultValue !== true));
  if (way !== undefined) return way;
  if (!await mayMove(client, id, ask)) throw forbidden(client, item);
  const why = leading.length === 0 ? 'no transition of its workflow leads' : 'every transition wants fields filled in that leads';
  throw new UserMistake('CONFLICT', `${item.label} is in "${item.statusLabel ?? 'a hidden status'}", from where ${why} to a status that is ${words[to]}; move it there by hand.`);
}

/** A workflow tells "may not" and "cannot" alike, as 400 or as no transition at all; Jira's permissions tell them apart. */
async function mayMove(client: JiraClient, id: string, ask: Ask): Promise<boolean> {
  const { body } = await client.send({
    method: 'GET', path: `${client.root}/mypermissions`, query: { issueId: id, permissions: 'TRANSITION_ISSUES' }, schema: permissionsSchema, ask, doing: 'looking whether our account may move a work item',
  });
  return body.permissions['TRANSITION_ISSUES']?.havePermission === true;
}

interface Failure {
  readonly before: WorkItem;
  readonly after: WorkItem;
  readonly to: WorkProgress;
  readonly problem: HttpProblem | null;
}

async function reasonOf(client: JiraClient, id: string, { before, after, to, problem }: Failure, ask: Ask): Promise<MusterError> {
  const { label, statusLabel } = after;
  if (problem === null) return refusal(client, 'UNEXPECTED_ANSWER', `said that ${label} was moved, and left it in "${statusLabel ?? 'a hidden status'}"`);
  if (problem.status === 409) return refusal(client, 'SERVER_ERROR', `would not move ${label}, since somebody else was changing it at the same moment (409); ask again`);
  if (problem.status !== 400) return problem;
  if (!await mayMove(client, id, ask)) return forbidden(client, after);
  if (statusLabel !== before.statusLabel) return refusal(client, 'SERVER_ERROR', `would not move ${label}, since somebody else had moved it to "${statusLabel ?? 'a hidden status'}" meanwhile; ask again`);
  return new UserMistake('CONFLICT', `${label} did not take the transition to a status that is ${words[to]} (400): a condition or validator of its workflow is not met; move it there by hand and see.`);
}

function forbidden(client: JiraClient, { label }: WorkItem): MusterError {
  return refusal(client, 'FORBIDDEN', `does not let our account move ${label}; grant it the permission Transition Issues in that project`);
}
