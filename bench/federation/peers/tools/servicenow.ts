import type { ApprovalAnswer, ChangeAnswer, ItemAnswer, ServiceAnswer } from './answers.ts';
import type { Tool } from './tool.ts';

/** A row as the Table API answers it with sysparm_display_value=all: every column stored and as people see it. */
export type Row = Readonly<Record<string, { readonly value: string; readonly display_value: string } | undefined>>;

/** Characters of conditions in one address: it stays under the 8,192 that the server takes. */
export const roomForConditions = 6_500;

/** Rows whose columns hold one of the alternatives; conditions as the encoded query writes them, already safe. */
export async function rowsOf(tool: Tool, table: string, alternatives: readonly string[], fields: readonly string[]): Promise<readonly Row[]> {
  const parts = packed(alternatives);
  const answers = await Promise.all(parts.map(async (part) => {
    const query = new URLSearchParams({
      sysparm_query: part.join('^OR'), sysparm_fields: ['sys_id', ...fields].join(','), sysparm_display_value: 'all', sysparm_exclude_reference_link: 'true', sysparm_limit: '5000',
    });
    return (await tool.get<{ readonly result: readonly Row[] }>(`/api/now/table/${table}?${query.toString()}`)).result;
  }));
  return [...new Map(answers.flat().map((row) => [stored(row, 'sys_id'), row])).values()];
}

/** IN lists of one column, each short enough for an address together with others. */
export function isIn(column: string, values: Iterable<string>): readonly string[] {
  const all = [...new Set(values)];
  const perList = 60;
  return Array.from({ length: Math.ceil(all.length / perList) }, (_, index) => `${column}IN${all.slice(index * perList, (index + 1) * perList).join(',')}`);
}

export function stored(row: Row, column: string): string {
  return row[column]?.value ?? '';
}

export const changeColumns = ['number', 'short_description', 'description', 'correlation_id', 'type', 'state', 'approval', 'risk', 'start_date', 'end_date'] as const;
const states: Readonly<Record<string, string>> = { '-5': 'NEW', '-4': 'ASSESS', '-3': 'AUTHORIZE', '-2': 'SCHEDULED', '-1': 'IMPLEMENT', '0': 'REVIEW', '3': 'CLOSED', '4': 'CANCELED' };
const approvals: Readonly<Record<string, string>> = { 'not requested': 'NOT_REQUESTED', requested: 'REQUESTED', approved: 'APPROVED', rejected: 'REJECTED', cancelled: 'CANCELED', not_required: 'CANCELED' };
const risks: Readonly<Record<string, string>> = { 1: 'VERY_HIGH', 2: 'HIGH', 3: 'MODERATE', 4: 'LOW' };
const operational: Readonly<Record<string, string>> = { 1: 'OPERATIONAL', 2: 'NON_OPERATIONAL', 3: 'REPAIR', 4: 'STANDBY', 5: 'READY', 6: 'RETIRED', 7: 'PIPELINE' };

export function changeAnswer(row: Row, tool: Tool): ChangeAnswer {
  const number = stored(row, 'number');
  return {
    number,
    title: stored(row, 'short_description') || null,
    type: stored(row, 'type').toUpperCase(),
    state: states[stored(row, 'state')] ?? 'UNKNOWN',
    stateLabel: row['state']?.display_value ?? null,
    approval: approvals[stored(row, 'approval')] ?? 'UNKNOWN',
    risk: risks[stored(row, 'risk')] ?? null,
    plannedStartAt: moment(stored(row, 'start_date')),
    plannedEndAt: moment(stored(row, 'end_date')),
    source: { key: number, url: pageOf(tool, 'change_request', stored(row, 'sys_id')), isStale: false, problem: null },
  };
}

/** Does the change belong to the release: opened for it, or naming it as a whole word? */
export function isOf(row: Row, key: string): boolean {
  return stored(row, 'correlation_id') === key || names(`${stored(row, 'short_description')}\n${stored(row, 'description')}`, key);
}

function names(text: string, key: string): boolean {
  if (!text.includes(key)) return false;
  return new RegExp(`(?<![\\w.-])${key.replaceAll('.', '\\.')}(?![\\w-]|\\.\\w)`, 'i').test(text);
}

export const approvalColumns = ['sysapproval', 'document_id', 'state', 'sys_updated_on', 'approver', 'approver.name'] as const;

export function changeIdOfApproval(row: Row): string {
  return stored(row, 'sysapproval') || stored(row, 'document_id');
}

export function approvalAnswer(row: Row): ApprovalAnswer {
  const state = approvals[stored(row, 'state')] ?? 'UNKNOWN';
  return { state, decidedAt: state === 'APPROVED' || state === 'REJECTED' ? moment(stored(row, 'sys_updated_on')) : null, approver: stored(row, 'approver') === '' ? null : { name: stored(row, 'approver.name') } };
}

/** Columns of the item behind a reference; "" for the item's own row. Versions are an application's. */
export function itemColumns(reference: string): readonly string[] {
  return [reference, `${reference}.name`, `${reference}.sys_class_name`, `${reference}.operational_status`, `${reference}.ref_cmdb_ci_appl.version`];
}

export function itemAnswer(row: Row, reference: string, tool: Tool): ItemAnswer {
  const className = stored(row, `${reference}.sys_class_name`);
  return {
    name: stored(row, `${reference}.name`),
    className,
    operationalState: operational[stored(row, `${reference}.operational_status`)] ?? 'UNKNOWN',
    runningVersion: stored(row, `${reference}.ref_cmdb_ci_appl.version`) || null,
    source: { url: pageOf(tool, className, stored(row, reference)), isStale: false },
  };
}

export const relationColumns = ['child', 'parent', 'parent.name', 'parent.sys_class_name', 'parent.ref_cmdb_ci_service.busines_criticality'] as const;

/** The service above a relation; null when something else stands there. */
export function serviceAbove(row: Row): ServiceAnswer | null {
  const className = stored(row, 'parent.sys_class_name');
  if (!className.startsWith('cmdb_ci_service') && className !== 'service_offering') return null;
  return { name: stored(row, 'parent.name'), criticality: stored(row, 'parent.ref_cmdb_ci_service.busines_criticality') || null };
}

/** "2026-11-29 06:30:00", UTC, as an instant. */
function moment(text: string): string | null {
  return text === '' ? null : new Date(`${text.replace(' ', 'T')}Z`).toISOString();
}

function pageOf({ url }: Tool, table: string, id: string): string {
  return `${url}/nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=${id}`)}`;
}

function packed(alternatives: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let left = 0;
  for (const alternative of alternatives) {
    const size = encodeURIComponent(`^OR${alternative}`).length;
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = roomForConditions;
    }
    parts.at(-1)?.push(alternative);
    left -= size;
  }
  return parts;
}
