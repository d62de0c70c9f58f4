import { approvers } from '../../bank/people.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { abortedBy, mandatory } from '../wire/refusal.ts';
import { isTransitionAvailable } from './change-states.ts';

const stateRule = 'State model - Can change state?';

/**
 * What happens to a change that is about to be written: the state model is checked and what a new state brings is added.
 * @throws Refusal 403 when a business rule or data policy says no; nothing is written then.
 */
export function beforeChangeWrite(store: Store, change: Row, wanted: Row): Row {
  const changes = { ...wanted };
  const to = changes['state'];
  if (to === undefined || to === valueOf(change, 'state')) return changes;
  const seen = { ...change, on_hold: changes['on_hold'] ?? valueOf(change, 'on_hold') };
  if (!isTransitionAvailable(store, seen, to)) throw abortedBy('change_request', stateRule, sysId('sys_script', stateRule));
  return { ...changes, ...broughtBy(store, change, changes, to) };
}

/** What follows once it is written: dates set by hand stay by hand; entering Authorize asks the change authorities. */
export function afterChangeWrite(store: Store, change: Row, changes: Row): void {
  const id = valueOf(change, 'sys_id');
  if ('start_date' in changes || 'end_date' in changes) Reflect.deleteProperty(store.memory.rollingWindows, id);
  if (changes['state'] === '-3') askForApproval(store, id);
}

function broughtBy(store: Store, change: Row, changes: Row, to: string): Row {
  switch (to) {
    case '-4':
    case '-3': return { approval: 'requested' };
    case '-2': return valueOf(change, 'type') === 'standard' ? { approval: 'approved' } : {};
    case '-1': return { work_start: store.now() };
    case '0': return { work_end: store.now() };
    case '3': return closing(store, change, changes);
    case '4': return { active: 'false', closed_at: store.now() };
    default: return {};
  }
}

function closing(store: Store, change: Row, changes: Row): Row {
  const said = { ...change, ...changes };
  if (valueOf(said, 'close_code') === '' || valueOf(said, 'close_notes') === '') throw mandatory('Close code, Close notes');
  return { active: 'false', closed_at: store.now() };
}

function askForApproval(store: Store, change: string): void {
  const asked = store.rows('sysapproval_approver').some((row) => valueOf(row, 'document_id') === change && valueOf(row, 'state') === 'requested');
  if (asked) return;
  for (const approver of [approvers.authority, approvers.deputy]) {
    store.insert('sysapproval_approver', { approver: sysId('sys_user', approver), sysapproval: change, document_id: change, source_table: 'change_request', state: 'requested' }, 'system');
  }
}
