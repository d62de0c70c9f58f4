import { fieldsOf, isKindOf, tableNamed } from '../dictionary/dictionary.ts';
import type { Field } from '../dictionary/field.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';

/** A column, possibly of a record that the row refers to, such as "cmdb_ci.owned_by.email". */
export interface Path {
  readonly field: Field;
  /** The column's name in its own table, e.g. "email". */
  readonly name: string;
  /** The row that holds the column; undefined where a reference on the way is empty or leads nowhere. */
  holder(row: Row): Row | undefined;
}

/**
 * Reads a dot-walked column name. Undefined when there is no such column: a query then drops the condition, a field list
 * the column. `ref_<table>` casts a reference to a class that extends its target ("sysapproval.ref_change_request.risk").
 */
export function pathOf(store: Store, table: string, written: string): Path | undefined {
  const [first = '', ...rest] = written.split('.');
  const field = fieldsOf(table).get(first);
  if (!field) return undefined;
  if (rest.length === 0) return { field, name: first, holder: (row) => row };
  if (field.kind !== 'reference' || field.references === undefined) return undefined;
  const { target, remaining } = cast(field.references, rest);
  const next = target === undefined ? undefined : pathOf(store, target, remaining.join('.'));
  if (!next || target === undefined) return undefined;
  return {
    field: next.field,
    name: next.name,
    holder: (row) => {
      const referred = store.get(target, valueOf(row, first));
      return referred && next.holder(referred);
    },
  };
}

function cast(target: string, rest: readonly string[]): { target: string | undefined; remaining: readonly string[] } {
  const [head = '', ...remaining] = rest;
  if (!head.startsWith('ref_')) return { target, remaining: rest };
  const named = head.slice(4);
  return { target: tableNamed(named) && isKindOf(named, target) ? named : undefined, remaining };
}
