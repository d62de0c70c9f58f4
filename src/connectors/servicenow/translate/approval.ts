import type { Approval, ApprovalPhase, ChangeState } from '../../../domain/change.ts';
import { readMoment } from '../moment.ts';
import { labelOf, valueOf, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';
import { approvalStateOf } from './change.ts';

export const approvalTable = 'sysapproval_approver';
export const approvalFields: readonly string[] = ['sysapproval', 'sysapproval.state', 'document_id', 'state', 'group', 'comments', 'sys_updated_on', ...accountFields('approver')];

const decided: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED']);
/** States at or past the release approval. */
const releasing: ReadonlySet<ChangeState> = new Set<ChangeState>(['AUTHORIZE', 'SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED']);

/** ServiceNow keeps no moment of decision: a decided row is not written again, so its last update is it. */
export function approvalOf(row: Row, changeState: ChangeState, connection: string): Approval {
  const state = approvalStateOf(valueOf(row, 'state'));
  return {
    approver: accountOf(row, 'approver', connection),
    group: labelOf(row, 'group'),
    phase: phaseOf(changeState),
    state,
    decidedAt: decided.has(state) ? readMoment(valueOf(row, 'sys_updated_on')) : null,
    comment: labelOf(row, 'comments'),
  };
}

/**
 * The row does not say for which phase it was asked. Once its change has come to Authorize every approval counts as one
 * of the release (so a rejection from Assess stays visible); before that nobody can tell.
 */
function phaseOf(changeState: ChangeState): ApprovalPhase | null {
  return releasing.has(changeState) ? 'RELEASE' : null;
}
