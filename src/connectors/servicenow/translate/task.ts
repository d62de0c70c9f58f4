import type { ChangeTask, TaskState } from '../../../domain/change.ts';
import { readMoment } from '../moment.ts';
import { labelOf, valueOf, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';

export const taskTable = 'change_task';
export const taskFields: readonly string[] = ['change_request', 'number', 'short_description', 'state', 'planned_start_date', 'planned_end_date', ...accountFields('assigned_to')];

/** change_task.state (apis/README.md §3); another one is UNKNOWN with its label. */
const states = new Map<string, TaskState>([['-5', 'PENDING'], ['1', 'OPEN'], ['2', 'IN_PROGRESS'], ['3', 'DONE'], ['4', 'CANCELED']]);

export function taskOf(row: Row, connection: string): ChangeTask {
  return {
    number: valueOf(row, 'number'),
    title: valueOf(row, 'short_description'),
    state: states.get(valueOf(row, 'state') ?? '') ?? 'UNKNOWN',
    stateLabel: labelOf(row, 'state'),
    assignedTo: accountOf(row, 'assigned_to', connection),
    plannedStartAt: readMoment(valueOf(row, 'planned_start_date')),
    plannedEndAt: readMoment(valueOf(row, 'planned_end_date')),
  };
}
