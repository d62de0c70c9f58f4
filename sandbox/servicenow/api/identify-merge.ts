import { fieldsOf, isKindOf } from '../dictionary/dictionary.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import type { Operation } from './identify-answer.ts';

export interface PayloadItem {
  readonly className?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly sys_object_source_info?: { readonly source_name?: string; readonly source_native_key?: string };
}
export interface PayloadRelation { readonly parent?: number; readonly child?: number; readonly type?: string }
export interface Match { readonly row: Row | undefined; readonly by: 'source' | 'name' | null; readonly hasSourceKey: boolean }

/** Columns that only their own source may change: other sources' values are passed over in silence. */
const reconciliationRules: readonly { readonly table: string; readonly columns: readonly string[]; readonly source: string }[] = [
  { table: 'cmdb_ci_lb', columns: ['version', 'operational_status'], source: 'ServiceNow' },
];

/** Finds the item by the source's own key, else by its name in its class. */
export function matchItem(store: Store, item: PayloadItem): Match {
  const { source_name: name, source_native_key: key } = item.sys_object_source_info ?? {};
  const hasSourceKey = name !== undefined && key !== undefined;
  const known = hasSourceKey ? store.rows('sys_object_source').find((row) => row['name'] === name && row['id'] === key) : undefined;
  const bySource = known && store.get(item.className ?? '', valueOf(known, 'target_sys_id'));
  if (bySource) return { row: bySource, by: 'source', hasSourceKey };
  const wanted = sentName(item);
  const byName = wanted === '' ? undefined : store.rows(item.className ?? '').find((row) => valueOf(row, 'name').toLowerCase() === wanted.toLowerCase());
  return { row: byName, by: byName ? 'name' : null, hasSourceKey };
}

/** The name in the payload; "" when it holds none. */
export function sentName({ values }: PayloadItem): string {
  const name = values?.['name'];
  return typeof name === 'string' ? name : '';
}

/** The first reference column whose value is not a sys_id: display values are not looked up here. */
export function unreadableReference({ className = '', values = {} }: PayloadItem): string | undefined {
  return Object.entries(values).find(([name, value]) => fieldsOf(className).get(name)?.kind === 'reference' && value !== '' && !/^[0-9a-f]{32}$/.test(String(value)))?.[0];
}

/** Writes what may be written; a second write of the same values changes nothing and says so. */
export function mergeItem(store: Store, item: PayloadItem, match: Row | undefined, source: string, isDry: boolean): { operation: Operation; sysId: string } {
  const className = item.className ?? '';
  const values = allowedValues(className, item.values ?? {}, source);
  const found = { discovery_source: source, last_discovered: store.now() };
  if (!match) {
    if (isDry) return { operation: 'INSERT', sysId: 'Unknown' };
    const row = store.insert(className, { operational_status: '1', install_status: '1', first_discovered: store.now(), ...values, ...found }, 'system');
    rememberSource(store, item, row);
    return { operation: 'INSERT', sysId: valueOf(row, 'sys_id') };
  }
  const differs = Object.entries(values).some(([name, value]) => valueOf(match, name) !== value);
  if (!isDry) {
    if (differs) store.update(match, { ...values, ...found }, 'system');
    rememberSource(store, item, match);
  }
  return { operation: differs ? 'UPDATE' : 'NO_CHANGE', sysId: valueOf(match, 'sys_id') };
}

/** @returns the operation, and an error where an end of the relation was not identified */
export function mergeRelation(store: Store, { parent = -1, child = -1, type = '' }: PayloadRelation, ids: readonly string[], isDry: boolean): { operation: Operation; errorCount: number; errors?: object[] } {
  const [from, to] = [ids[parent] ?? 'Unknown', ids[child] ?? 'Unknown'];
  const typeId = sysId('cmdb_rel_type', type);
  const isUsable = from !== 'Unknown' && to !== 'Unknown' && store.get('cmdb_rel_type', typeId) !== undefined;
  if (!isUsable) return { operation: 'NO_CHANGE', errorCount: 1, errors: [{ error: 'INVALID_INPUT_DATA', message: `In payload the relation of type [${type}] has an end or a type that is not known` }] };
  const isThere = store.rows('cmdb_rel_ci').some((row) => row['parent'] === from && row['child'] === to && row['type'] === typeId);
  if (!isThere && !isDry) store.insert('cmdb_rel_ci', { parent: from, child: to, type: typeId }, 'system');
  return { operation: isThere ? 'NO_CHANGE' : 'INSERT', errorCount: 0 };
}

function allowedValues(className: string, values: Readonly<Record<string, unknown>>, source: string): Row {
  const kept = reconciliationRules.filter((rule) => isKindOf(className, rule.table) && rule.source !== source).flatMap((rule) => rule.columns);
  return Object.fromEntries(Object.entries(values).filter(([name]) => {
    const field = fieldsOf(className).get(name);
    return field !== undefined && !field.isReadOnly && !kept.includes(name);
  }).map(([name, value]) => [name, String(value)]));
}

function rememberSource(store: Store, item: PayloadItem, row: Row): void {
  const { source_name: name, source_native_key: id } = item.sys_object_source_info ?? {};
  if (name === undefined || id === undefined) return;
  const known = store.rows('sys_object_source').some((one) => one['name'] === name && one['id'] === id);
  if (!known) store.insert('sys_object_source', { name, id, target_table: item.className ?? '', target_sys_id: valueOf(row, 'sys_id'), last_scan: store.now() }, 'system');
}
