import type { Approval, ApprovalState, Change, ChangeState } from '../../../domain/change.ts';
import { formatReference } from '../../../domain/reference.ts';
import { readDatetime } from '../moment.ts';
import { securityOf, toAccount } from '../translate.ts';
import type { Origin } from '../translate.ts';
import type { ChangeOptions } from '../options.ts';
import { plainText } from '../text.ts';
import type { ApprovalStep, ChangeIssue } from './wire.ts';

/** Which states fit a status category: a status that says otherwise was misconfigured or changed since. */
const ended: readonly ChangeState[] = ['CLOSED', 'CANCELED'];

/**
 * What a status means: by its configured name, unless its category contradicts that (a "done" change is over, others are
 * not). Without configuration only category "new" has one meaning; the rest nobody can tell, so it is UNKNOWN.
 */
export function toChangeState(status: ChangeIssue['fields']['status'], states: ChangeOptions['states']): ChangeState {
  const category = status?.statusCategory?.key;
  const told = named(states, status?.name ?? '');
  if (told === undefined) return category === 'new' ? 'NEW' : 'UNKNOWN';
  if (category !== 'new' && category !== 'indeterminate' && category !== 'done') return 'UNKNOWN';
  return ended.includes(told) === (category === 'done') ? told : 'UNKNOWN';
}

/** An issue of the service project in our words; `approval` comes from its approvals, null when Jira does not show them. */
export function toChange(issue: ChangeIssue, steps: readonly ApprovalStep[] | null, options: ChangeOptions, origin: Origin, askedAs: string): Change {
  const { fields, key } = issue;
  const { connection, system, fetchedAt } = origin;
  const of = (field: string | undefined): unknown => (field === undefined ? null : fields[field]);
  const state = toChangeState(fields.status, options.states);
  const correlation = of(options.fields.correlation);
  return {
    kind: 'change',
    id: formatReference(connection, 'change', issue.id),
    source: { reference: formatReference(connection, 'change', askedAs), system, connection, key, url: origin.pageOf(key), fetchedAt, isStale: false, problem: null },
    label: key,
    ...securityOf(fields),
    number: key,
    title: fields.summary ?? null,
    description: plainText(fields.description),
    type: named(options.issueTypes, fields.issuetype?.name ?? '') ?? 'OTHER',
    state,
    stateLabel: fields.status?.name ?? null,
    approval: steps === null ? 'UNKNOWN' : overall(steps),
    risk: null,
    // Jira holds a change by its status alone, so one whose state is known is not on hold.
    isOnHold: state === 'UNKNOWN' ? null : false,
    plannedStartAt: readDatetime(of(options.fields.plannedStart)),
    plannedEndAt: readDatetime(of(options.fields.plannedEnd)),
    assignedTo: toAccount(fields.assignee, connection),
    requestedBy: toAccount(fields.reporter, connection),
    backoutPlan: plainText(of(options.fields.backoutPlan)),
    testPlan: plainText(of(options.fields.testPlan)),
    correlationId: typeof correlation === 'string' && correlation !== '' ? correlation : null,
    serviceName: null,
    template: null,
    conflictsCheckedAt: null,
  };
}

/**
 * A step's approvers, and the step itself as nobody's approval where no approver's word explains its decision: a step
 * that is refused or open stays so, whoever said yes in it.
 */
export function toApprovals(step: ApprovalStep, options: ChangeOptions, connection: string): readonly Approval[] {
  const decision = stateOf(step.finalDecision);
  const at = step.completedDate?.epochMillis;
  const decidedAt = at === undefined || at === null || Math.abs(at) > 8.64e15 ? null : new Date(at).toISOString();
  const phase = named(Object.fromEntries(options.releaseApprovals.map((name) => [name, true])), step.name ?? '') === true ? 'RELEASE' : null;
  const row = (approver: Approval['approver'], state: ApprovalState): Approval => ({ approver, group: step.name ?? null, phase, state, decidedAt: state === 'APPROVED' || state === 'REJECTED' ? decidedAt : null, comment: null });
  const rows = (step.approvers ?? []).map(({ approver, approverDecision }) => row(toAccount(approver, connection), approverState(stateOf(approverDecision), decision)));
  return rows.some(({ state }) => state === decision) ? rows : [...rows, row(null, decision)];
}

/** Whoever has not answered is let off once the step is decided. */
function approverState(own: ApprovalState, decision: ApprovalState): ApprovalState {
  return own === 'REQUESTED' && (decision === 'APPROVED' || decision === 'REJECTED') ? 'CANCELED' : own;
}

function overall(steps: readonly ApprovalStep[]): ApprovalState {
  const states = steps.map(({ finalDecision }) => stateOf(finalDecision));
  const worst = (['REJECTED', 'UNKNOWN', 'REQUESTED', 'APPROVED'] as const).find((state) => states.includes(state));
  return worst ?? 'NOT_REQUESTED';
}

function stateOf(decision: string): ApprovalState {
  return named<ApprovalState>({ approved: 'APPROVED', declined: 'REJECTED', pending: 'REQUESTED' }, decision) ?? 'UNKNOWN';
}

/** Names of types, statuses and steps are compared without case, as Jira does. */
function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.entries(table).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}
