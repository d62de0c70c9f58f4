import { assetTables } from './assets.ts';
import { cmdbTables } from './cmdb.ts';
import { systemFields, type Field, type Table } from './field.ts';
import { otherTables } from './others.ts';
import { taskTables } from './task.ts';

const tables = new Map<string, Table>([...taskTables, ...cmdbTables, ...otherTables, ...assetTables].map((table) => [table.name, table]));
const flattened = new Map([...tables.values()].map((table) => [table.name, flatten(table)]));
const families = new Map([...tables.keys()].map((name) => [name, [...tables.keys()].filter((other) => isKindOf(other, name))]));

/** Undefined when this instance has no such table. */
export function tableNamed(name: string): Table | undefined {
  return tables.get(name);
}

/** The table's own columns, its bases' and the system's, by name. */
export function fieldsOf(table: string): ReadonlyMap<string, Field> {
  return flattened.get(table) ?? new Map();
}

/** The table and everything that extends it: where the rows of a query may live. */
export function familyOf(table: string): readonly string[] {
  return families.get(table) ?? [];
}

/** Whether `table` is `base` or extends it, however far away. */
export function isKindOf(table: string, base: string): boolean {
  for (let at = tables.get(table); at; at = at.base === null ? undefined : tables.get(at.base)) if (at.name === base) return true;
  return false;
}

function flatten(table: Table): ReadonlyMap<string, Field> {
  const base = table.base === null ? undefined : tables.get(table.base);
  return new Map([...(base ? flatten(base) : Object.entries(systemFields)), ...Object.entries(table.fields)]);
}
