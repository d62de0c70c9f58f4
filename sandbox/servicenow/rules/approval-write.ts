import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';

/** Approvals of a change, also the generic ones that name it only by source table and document. */
export function approvalsOf(store: Store, change: string): Row[] {
  return store.rows('sysapproval_approver').filter((row) => valueOf(row, 'sysapproval') === change || valueOf(row, 'document_id') === change);
}

/**
 * What an approver's decision does to the change: the last open approval given moves it on from Authorize to Scheduled (from
 * Assess to Authorize); a rejection sends it back to New and makes the other open approvals void.
 */
export function afterApprovalWrite(store: Store, approval: Row, changes: Row): void {
  const changeId = valueOf(approval, 'sysapproval') || valueOf(approval, 'document_id');
  const change = store.get('change_request', changeId);
  if (!change || changes['state'] === undefined) return;
  if (valueOf(approval, 'group') !== '') othersOfGroup(store, approval, changeId);
  if (valueOf(approval, 'state') === 'rejected') rejected(store, change);
  if (valueOf(approval, 'state') === 'approved') approved(store, change);
}

/** A group has one row per member; once one of them has decided, the others are asked no more (apis/README.md §4). */
function othersOfGroup(store: Store, decided: Row, change: string): void {
  for (const row of approvalsOf(store, change)) if (row !== decided && valueOf(row, 'group') === valueOf(decided, 'group') && valueOf(row, 'state') === 'requested') store.update(row, { state: 'not_required' }, 'system');
}

function approved(store: Store, change: Row): void {
  const states = approvalsOf(store, valueOf(change, 'sys_id')).map((row) => valueOf(row, 'state'));
  if (states.includes('requested')) return;
  const state = valueOf(change, 'state');
  if (state === '-3') store.update(change, { approval: 'approved', state: '-2' }, 'system');
  if (state === '-4') store.update(change, { state: '-3' }, 'system');
}

function rejected(store: Store, change: Row): void {
  for (const row of approvalsOf(store, valueOf(change, 'sys_id'))) if (valueOf(row, 'state') === 'requested') store.update(row, { state: 'cancelled' }, 'system');
  const isBeforeImplement = ['-5', '-4', '-3', '-2'].includes(valueOf(change, 'state'));
  store.update(change, { approval: 'rejected', ...(isBeforeImplement ? { state: '-5' } : {}) }, 'system');
}
