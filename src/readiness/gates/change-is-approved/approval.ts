import type { ApprovalPhase, Change } from '../../../domain/change.ts';
import type { ChangeFacts } from '../../facts.ts';
import { finding, hidden, says, unread, unusable, type Finding } from '../../finding.ts';
import { approvalsFinding, buildFinding } from './approvers.ts';

export interface ApprovalPolicy {
  readonly allowedTemplates: readonly string[];
  readonly emergencyApprovers: readonly string[];
  readonly phases: readonly ApprovalPhase[];
}

/**
 * Is this one change approved? The most telling thing that is wrong says why not: that it is over, then who is still
 * waited for, and only then the state that follows from it. A red thing goes before an unknown one.
 */
export function approvalFinding(change: ChangeFacts, policy: ApprovalPolicy): Finding {
  const broken = unusable(change);
  if (broken !== null || change.record.state !== 'known') return broken ?? unread(change, change.source.key, 'not read');
  const record = change.record.value;
  const state = stateOf(record);
  const rest = [...deciders(change, record, policy), approvalOf(record), holdOf(change, record)];
  const found = (isOver(record) ? [state, ...rest] : [...rest, state]).filter((one) => one !== null);
  return found.find((one) => one.outcome === 'FAIL') ?? found[0] ?? passing(change, record);
}

function stateOf(record: Change): Finding | null {
  if (record.state === 'SCHEDULED' || record.state === 'IMPLEMENT') return null;
  const label = record.stateLabel ?? record.state.toLowerCase();
  if (record.state === 'UNKNOWN') {
    return about(record, 'UNKNOWN', 'state', label, `${record.label} is in a state Muster does not know (${label}).`, `Teach the connection what "${label}" means, or move ${record.label} on.`);
  }
  return about(record, 'FAIL', 'state', label, `${record.label} is not scheduled: it is in ${label}.`, remedyOfState(record));
}

function isOver({ state }: Change): boolean {
  return state === 'REVIEW' || state === 'CLOSED' || state === 'CANCELED';
}

function remedyOfState(record: Change): string {
  const { label, source } = record;
  if (isOver(record)) return `${label} is over: open a new change, and take this one out of the release with a reason.`;
  return `Move ${label} to Scheduled in ${source.connection}.`;
}

function approvalOf(record: Change): Finding | null {
  const { approval, type, label } = record;
  if (approval === 'UNKNOWN') return about(record, 'UNKNOWN', 'approval', 'unknown', `${label} has an approval Muster does not know.`, `Look at the approval of ${label}.`);
  if (approval === 'APPROVED' || (type === 'STANDARD' && approval === 'NOT_REQUESTED')) return null;
  const word = approval.toLowerCase().replace('_', ' ');
  return about(record, 'FAIL', 'approval', word, `${label} is not approved: its approval is ${word}.`, `Get ${label} approved in ${record.source.connection}.`);
}

function holdOf(change: ChangeFacts, record: Change): Finding | null {
  if (record.isOnHold === false) return null;
  if (record.isOnHold === null) return hidden(change, 'isOnHold', 'whether it is on hold');
  return about(record, 'FAIL', 'isOnHold', 'true', `${record.label} is on hold.`, `Take ${record.label} off hold in ${record.source.connection}.`);
}

/** Who decided, by the type of the change: an allow-listed template stands for approvals, an emergency needs the people the policy names. */
function deciders(change: ChangeFacts, record: Change, policy: ApprovalPolicy): readonly (Finding | null)[] {
  if (record.type === 'OTHER') return [about(record, 'UNKNOWN', 'type', 'other', `${record.label} is of a type Muster does not know.`, 'Use a standard, normal or emergency change.')];
  if (record.type !== 'STANDARD') return [approvalsFinding(change, record, record.type === 'EMERGENCY' ? policy.emergencyApprovers : null), policy.phases.includes('BUILD_AND_TEST') ? buildFinding(change, record) : null];
  if (record.template === null) return [hidden(change, 'template', 'the template')];
  return policy.allowedTemplates.includes(record.template)
    ? []
    : [about(record, 'FAIL', 'template', record.template, `${record.label} was made from "${record.template}", which the policy does not pre-approve.`, 'Add the template to allowedTemplates of change-is-approved, or open a normal change.')];
}

function passing(change: ChangeFacts, record: Change): Finding {
  const approvers = change.approvals.state !== 'known' ? [] : change.approvals.value.filter((approval) => approval.state === 'APPROVED').map((approval) => approval.approver?.name ?? 'somebody');
  return finding('PASS', {
    because: `${record.label} is approved.`, actual: `${record.label} approved`,
    evidence: [says(record, 'approval', 'approved'), says(record, 'state', record.stateLabel), ...approvers.map((name) => says(record, 'approvals', `approved by ${name}`))],
    restsOn: [`${record.id} approved`],
  });
}

function about(record: Change, outcome: 'FAIL' | 'UNKNOWN', field: string, value: string, because: string, remedy: string): Finding {
  return finding(outcome, {
    because, actual: `${record.label}: ${field} ${value}`, remedy, remedyUrl: record.source.url,
    evidence: [says(record, field, value)], restsOn: [`${record.id} ${field} ${value}`],
  });
}
