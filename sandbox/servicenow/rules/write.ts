import type { Caller } from '../access/caller.ts';
import { mayWrite } from '../access/visibility.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { updateForbidden } from '../wire/refusal.ts';
import { afterApprovalWrite } from './approval-write.ts';
import { afterChangeWrite, beforeChangeWrite } from './change-write.ts';
import { beforeIncidentWrite, newIncident } from './incident-write.ts';

/** A write's outcome: the record as it is now, and the fields that were sent and not looked at. */
export interface Written { readonly row: Row; readonly ignored: readonly string[] }

/**
 * Changes a record as a REST caller asked. Fields that do not exist or may not be written are passed over in silence.
 * @throws Refusal 403 by access rule, business rule or data policy.
 */
export function updateRecord(store: Store, caller: Caller, table: string, row: Row, input: Readonly<Record<string, unknown>>): Written {
  if (!mayWrite(caller, table, row)) throw updateForbidden();
  const { values, journals, ignored } = sorted(table, input);
  const changes = before(store, table, row, values);
  store.update(row, changes, caller.userName);
  for (const [element, value] of journals) addJournal(store, caller, table, row, element, value);
  after(store, table, row, changes);
  return { row, ignored };
}

/** @throws Refusal 403, see updateRecord. */
export function insertRecord(store: Store, caller: Caller, table: string, input: Readonly<Record<string, unknown>>): Written {
  if (!mayWrite(caller, table, null)) throw updateForbidden();
  const { values, journals, ignored } = sorted(table, input);
  const isTask = fieldsOf(table).has('number');
  const born: Row = isTask ? { number: store.nextNumber(table), opened_at: store.now(), opened_by: caller.id, active: 'true', approval: 'not requested', ...(table === 'change_request' ? { requested_by: caller.id } : {}) } : {};
  const start = { ...born, ...starting(table), ...values };
  const row = store.insert(table, table === 'incident' ? beforeIncidentWrite(store, {}, start) : start, caller.userName);
  for (const [element, value] of journals) addJournal(store, caller, table, row, element, value);
  return { row, ignored };
}

function starting(table: string): Row {
  if (table === 'incident') return newIncident;
  if (table === 'change_request') return { state: '-5', type: 'normal', risk: '3', impact: '3', priority: '4', conflict_status: 'Not Run' };
  return table === 'problem' ? { state: '101', impact: '3', urgency: '3', priority: '5' } : {};
}

function before(store: Store, table: string, row: Row, values: Row): Row {
  if (table === 'change_request') return beforeChangeWrite(store, row, values);
  return table === 'incident' ? beforeIncidentWrite(store, row, values) : values;
}

function after(store: Store, table: string, row: Row, changes: Row): void {
  if (table === 'change_request') afterChangeWrite(store, row, changes);
  if (table === 'sysapproval_approver') afterApprovalWrite(store, row, changes);
}

function sorted(table: string, input: Readonly<Record<string, unknown>>): { values: Row; journals: [string, string][]; ignored: string[] } {
  const values: Row = {};
  const journals: [string, string][] = [];
  const ignored: string[] = [];
  for (const [name, sent] of Object.entries(input)) {
    const field = fieldsOf(table).get(name);
    const value = textOf(sent);
    if (!field || field.isReadOnly) ignored.push(name);
    else if (field.kind === 'journal') { if (value !== '') journals.push([name, value]); }
    else values[name] = value;
  }
  return { values, journals, ignored };
}

/** Whatever JSON sends, a column keeps text. */
function textOf(sent: unknown): string {
  if (typeof sent === 'string') return sent;
  if (typeof sent === 'number' || typeof sent === 'boolean') return String(sent);
  return sent === null || sent === undefined ? '' : JSON.stringify(sent);
}

function addJournal(store: Store, caller: Caller, table: string, row: Row, element: string, value: string): void {
  store.insert('sys_journal_field', { name: table, element_id: valueOf(row, 'sys_id'), element, value }, caller.userName);
  store.update(row, { sys_updated_on: store.now() }, caller.userName);
}
