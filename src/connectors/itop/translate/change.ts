import type { ApprovalState, Change, ChangeState, ChangeType } from '../../../domain/change.ts';
import type { Account } from '../../../domain/person.ts';
import { readMoment } from '../moment.ts';
import { keyOf, textOf, type Thing } from '../wire.ts';
import { unseenAccount } from './account.ts';
import { proseOf } from './prose.ts';
import { classificationOf, classifyingFields, recordParts, type Origin } from './record.ts';

export const changeClass = 'Change';

/** Attributes that every change has, whatever its class: naming one of a subclass would be an error. */
const standardFields: readonly string[] = ['ref', 'title', 'description', 'status', 'finalclass', 'start_date', 'end_date', 'fallback', 'agent_id', 'caller_id', 'requestor_id'];

export function changeFields({ instance }: Pick<Origin, 'instance'>): readonly string[] {
  const { options } = instance;
  return [...standardFields, ...classifyingFields('change', { instance }), ...(options.correlation.change === undefined ? [] : [options.correlation.change])];
}

/** itop-change-mgmt-itil. A routine change is planned and then implemented: nobody approves it. */
const states = new Map<string, ChangeState>([
  ['new', 'NEW'], ['validated', 'ASSESS'], ['assigned', 'ASSESS'], ['plannedscheduled', 'AUTHORIZE'], ['notapproved', 'AUTHORIZE'], ['approved', 'SCHEDULED'],
  ['implemented', 'IMPLEMENT'], ['monitored', 'REVIEW'], ['closed', 'CLOSED'], ['rejected', 'CANCELED'],
]);
const types = new Map<string, ChangeType>([['RoutineChange', 'STANDARD'], ['NormalChange', 'NORMAL'], ['EmergencyChange', 'EMERGENCY']]);
const approvals = new Map<string, ApprovalState>([
  ['new', 'NOT_REQUESTED'], ['validated', 'NOT_REQUESTED'], ['assigned', 'NOT_REQUESTED'], ['plannedscheduled', 'REQUESTED'], ['notapproved', 'REJECTED'],
  ['rejected', 'REJECTED'], ['approved', 'APPROVED'], ['implemented', 'APPROVED'], ['monitored', 'APPROVED'], ['closed', 'APPROVED'],
]);

/** A state outside the known life cycles is UNKNOWN. */
export function changeStateOf(change: Thing): ChangeState {
  const status = textOf(change, 'status') ?? '';
  return status === 'plannedscheduled' && change.className === 'RoutineChange' ? 'SCHEDULED' : (states.get(status) ?? 'UNKNOWN');
}

/** What the life cycle proves: it lets no normal or emergency change past "approved" otherwise. Who approved is told nowhere. */
function approvalOf(change: Thing): ApprovalState {
  if (change.className === 'RoutineChange') return 'NOT_REQUESTED';
  return types.has(change.className) ? (approvals.get(textOf(change, 'status') ?? '') ?? 'UNKNOWN') : 'UNKNOWN';
}

export type Accounts = ReadonlyMap<string, Account>;

/** Ids of the people that a change names. */
export function peopleOf(change: Thing): readonly string[] {
  return ['agent_id', 'requestor_id', 'caller_id'].flatMap((attribute) => keyOf(change, attribute) ?? []);
}

/** iTop has no risk, hold, test plan, template or conflict check for changes: null, which is "not said". */
export function changeOf(change: Thing, accounts: Accounts, origin: Origin): Change {
  const { name, options } = origin.instance;
  const person = (attribute: string): Account | null => {
    const id = keyOf(change, attribute);
    return id === null ? null : (accounts.get(id) ?? unseenAccount(id, name));
  };
  const ref = textOf(change, 'ref');
  return {
    ...recordParts('change', change, ref, origin),
    ...classificationOf('change', change, origin),
    number: ref,
    title: textOf(change, 'title'),
    description: proseOf(textOf(change, 'description')),
    type: types.get(change.className) ?? 'OTHER',
    state: changeStateOf(change),
    stateLabel: textOf(change, 'status'),
    approval: approvalOf(change),
    risk: null,
    isOnHold: null,
    plannedStartAt: readMoment(textOf(change, 'start_date'), options.timeZone),
    plannedEndAt: readMoment(textOf(change, 'end_date'), options.timeZone),
    assignedTo: person('agent_id'),
    requestedBy: person('requestor_id') ?? person('caller_id'),
    backoutPlan: proseOf(textOf(change, 'fallback')),
    testPlan: null,
    correlationId: options.correlation.change === undefined ? null : textOf(change, options.correlation.change),
    serviceName: null,
    template: null,
    conflictsCheckedAt: null,
  };
}
