import type { ApprovalState, Change, ChangeState, ChangeType, RiskLevel } from '../../../domain/change.ts';
import type { Instance } from '../instance.ts';
import { readMoment } from '../moment.ts';
import { flagOf, shownOf, sysIdOf, valueOf, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';
import { classificationOf, recordParts, type Origin } from './record.ts';

export const changeTable = 'change_request';

export const changeFields: readonly string[] = [
  'number', 'short_description', 'description', 'type', 'state', 'approval', 'risk', 'on_hold', 'start_date', 'end_date', 'backout_plan', 'test_plan',
  'correlation_id', 'business_service', 'cmdb_ci', 'std_change_producer_version', 'conflict_last_run', ...accountFields('assigned_to'), ...accountFields('requested_by'),
];

/** By value, never by label: customers rename and translate labels (apis/README.md §3). */
export const stateValues: Readonly<Record<Exclude<ChangeState, 'UNKNOWN'>, string>> = {
  NEW: '-5', ASSESS: '-4', AUTHORIZE: '-3', SCHEDULED: '-2', IMPLEMENT: '-1', REVIEW: '0', CLOSED: '3', CANCELED: '4',
};
const states = new Map<string, ChangeState>(Object.entries(stateValues).map(([state, value]) => [value, state as ChangeState]));
const types = new Map<string, ChangeType>([['standard', 'STANDARD'], ['normal', 'NORMAL'], ['emergency', 'EMERGENCY']]);
const risks = new Map<string, RiskLevel>([['1', 'VERY_HIGH'], ['2', 'HIGH'], ['3', 'MODERATE'], ['4', 'LOW']]);
/** "not requested" is written with a space (apis/README.md §3); a group's other members are let off once one has decided. */
const approvals = new Map<string, ApprovalState>([
  ['not requested', 'NOT_REQUESTED'], ['requested', 'REQUESTED'], ['approved', 'APPROVED'], ['rejected', 'REJECTED'],
  ['cancelled', 'CANCELED'], ['canceled', 'CANCELED'], ['not_required', 'CANCELED'], ['duplicate', 'CANCELED'],
]);

/** A state outside the known model (change models may define their own) is UNKNOWN, unless configuration says what it stands for. */
export function changeStateOf(value: string | null, configured?: Instance['states']): ChangeState {
  return configured?.get(value ?? '') ?? states.get(value ?? '') ?? 'UNKNOWN';
}

export function approvalStateOf(value: string | null): ApprovalState {
  return approvals.get(value ?? '') ?? 'UNKNOWN';
}

/** What a row of stored values alone needs besides, to be told like one that came with labels. */
export const bareChangeFields: readonly string[] = [...changeFields, 'business_service.name', 'cmdb_ci.name', 'std_change_producer_version.name'];

/** Labels of states by value, for rows that came without. */
export function changeOf(row: Row, origin: Origin, stateLabels?: ReadonlyMap<string, string>): Change {
  const number = valueOf(row, 'number');
  const connection = origin.instance.name;
  return {
    ...recordParts('change', changeTable, sysIdOf(row), number, origin),
    ...classificationOf('change', row, origin),
    number,
    title: valueOf(row, 'short_description'),
    description: valueOf(row, 'description'),
    type: types.get(valueOf(row, 'type') ?? '') ?? 'OTHER',
    state: changeStateOf(valueOf(row, 'state'), origin.instance.states),
    stateLabel: shownOf(row, 'state') ?? stateLabels?.get(valueOf(row, 'state') ?? '') ?? valueOf(row, 'state'),
    approval: approvalStateOf(valueOf(row, 'approval')),
    risk: risks.get(valueOf(row, 'risk') ?? '') ?? null,
    isOnHold: flagOf(row, 'on_hold'),
    plannedStartAt: readMoment(valueOf(row, 'start_date')),
    plannedEndAt: readMoment(valueOf(row, 'end_date')),
    assignedTo: accountOf(row, 'assigned_to', connection),
    requestedBy: accountOf(row, 'requested_by', connection),
    backoutPlan: valueOf(row, 'backout_plan'),
    testPlan: valueOf(row, 'test_plan'),
    correlationId: valueOf(row, 'correlation_id'),
    serviceName: shownOf(row, 'business_service') ?? valueOf(row, 'business_service.name') ?? shownOf(row, 'cmdb_ci') ?? valueOf(row, 'cmdb_ci.name'),
    template: shownOf(row, 'std_change_producer_version') ?? valueOf(row, 'std_change_producer_version.name') ?? valueOf(row, 'std_change_producer_version'),
    conflictsCheckedAt: readMoment(valueOf(row, 'conflict_last_run')),
  };
}
