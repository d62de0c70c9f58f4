import type { Approval, ApprovalPhase, ChangeState } from '../../../domain/change.ts';
import type { Instance } from '../instance.ts';
import { readMoment } from '../moment.ts';
import { labelOf, valueOf, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';
import { approvalStateOf } from './change.ts';

export const approvalTable = 'sysapproval_approver';
export const approvalFields: readonly string[] = ['sysapproval', 'sysapproval.state', 'document_id', 'state', 'group', 'group.assignment_group', 'comments', 'sys_updated_on', ...accountFields('approver')];

const decided: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED']);
/** States at or past the release approval. */
const releasing: ReadonlySet<ChangeState> = new Set<ChangeState>(['AUTHORIZE', 'SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED']);

/** ServiceNow keeps no moment of decision: a decided row is not written again, so its last update is it. */
export function approvalOf(row: Row, changeState: ChangeState, { name, approvalGroups }: Pick<Instance, 'name' | 'approvalGroups'>): Approval {
  // What a group approval is called is its number where the group that it was asked of is not shown.
  const group = labelOf(row, 'group.assignment_group') ?? labelOf(row, 'group');
  const state = approvalStateOf(valueOf(row, 'state'));
  return {
    approver: accountOf(row, 'approver', name),
    group,
    phase: phaseOf(changeState, group, approvalGroups),
    state,
    decidedAt: decided.has(state) ? readMoment(valueOf(row, 'sys_updated_on')) : null,
    comment: labelOf(row, 'comments'),
  };
}

/**
 * The row does not say for which phase it was asked; the connection's options may, by the group that it was asked of.
 * Without them, once its change has come to Authorize every approval counts as one of the release (so a rejection from
 * Assess stays visible), and before that nobody can tell. Where the options name the groups that approve the release, an
 * approval of another group, or of none, is of nobody knows what.
 */
function phaseOf(changeState: ChangeState, group: string | null, groups?: Instance['approvalGroups']): ApprovalPhase | null {
  if (group !== null && groups?.buildAndTest.has(group) === true) return 'BUILD_AND_TEST';
  if (groups !== undefined && groups.release !== null && !(group !== null && groups.release.has(group))) return null;
  return releasing.has(changeState) ? 'RELEASE' : null;
}
