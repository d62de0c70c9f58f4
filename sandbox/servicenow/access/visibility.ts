import { isKindOf } from '../dictionary/dictionary.ts';
import type { Field } from '../dictionary/field.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import type { Caller } from './caller.ts';

/** Tables that everybody who can sign in may read. */
const open = new Set(['sys_user', 'sys_user_group', 'cmdb_ci_service', 'cmdb_rel_type', 'contract_sla']);
const restrictedItems = new Set(['fraud-vault-prod']);

/**
 * Access rules on records: what is restricted is seen by administrators only, and somebody without the itil role sees no
 * work and no items. A record that may not be read is simply not there: no row, 404, and no word about why.
 */
export function mayRead(store: Store, caller: Caller, row: Row): boolean {
  if (caller.roles.includes('admin')) return true;
  const table = store.tableOf(row);
  if (table === 'sysapproval_approver') return valueOf(row, 'approver') === caller.id || (isItil(caller) && !isRestrictedTask(store, row));
  if (!isItil(caller) && !open.has(table)) return false;
  return !isRestricted(store, table, row);
}

/** A column that is left out of every answer to this caller (the documented way of hiding); asking for it in a query is refused. */
export function isFieldHidden(caller: Caller, { name }: { field: Field; name: string }): boolean {
  return name === 'mobile_phone' && !caller.roles.includes('admin');
}

/** A column that is answered empty to this caller: the other way of hiding, also seen in the wild. */
export function isFieldEmptied(caller: Caller, { name }: { field: Field; name: string }): boolean {
  return name === 'caller_id' && !caller.roles.includes('admin');
}

/** Who may write records of a table; approvals belong to their approver alone. */
export function mayWrite(caller: Caller, table: string, row: Row | null): boolean {
  if (caller.roles.includes('admin')) return true;
  if (table === 'sysapproval_approver') return row !== null && valueOf(row, 'approver') === caller.id;
  const isWork = isKindOf(table, 'task') || isKindOf(table, 'cmdb_ci') || ['cmdb_rel_ci', 'task_ci', 'task_cmdb_ci_service'].includes(table);
  return isItil(caller) && isWork;
}

function isItil(caller: Caller): boolean {
  return caller.roles.includes('itil');
}

function isRestricted(store: Store, table: string, row: Row): boolean {
  if (isKindOf(table, 'task')) return valueOf(row, 'short_description').startsWith('Restricted:');
  // User criteria of its knowledge base, not an access rule on the table: the row is gone all the same.
  if (table === 'kb_knowledge') return valueOf(row, 'short_description').startsWith('Restricted:');
  if (isKindOf(table, 'cmdb_ci')) return restrictedItems.has(valueOf(row, 'name'));
  return ['task_ci', 'task_cmdb_ci_service', 'task_service_offering'].includes(table) && isRestrictedTask(store, row);
}

function isRestrictedTask(store: Store, row: Row): boolean {
  const task = store.get('task', valueOf(row, 'task') || valueOf(row, 'sysapproval') || valueOf(row, 'document_id'));
  return task !== undefined && isRestricted(store, store.tableOf(task), task);
}
