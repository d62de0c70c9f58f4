import type { Caller } from '../access/caller.ts';
import { isFieldEmptied, isFieldHidden } from '../access/visibility.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import type { Field } from '../dictionary/field.ts';
import { internalInstant } from '../instants.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { displayOf } from './display.ts';

export interface TypedValue { readonly display_value: string; readonly value: string | number | boolean; readonly display_value_internal?: string }

/**
 * A record as sn_chg_rest tells it: always pairs of display_value and value, and the value typed — false, 3, not "false",
 * "3" as in the Table API (apis/README.md §3, trap 1).
 */
export function typedRecord(store: Store, caller: Caller, table: string, row: Row): Record<string, TypedValue> {
  const shown = [...fieldsOf(table)].filter(([name, field]) => !isFieldHidden(caller, { field, name }));
  return Object.fromEntries(shown.map(([name, field]) => [name, typed(store, field, isFieldEmptied(caller, { field, name }) ? '' : valueOf(row, name), name)]));
}

function typed(store: Store, field: Field, value: string, name: string): TypedValue {
  if (field.kind === 'flag') return { display_value: value === 'true' ? 'true' : 'false', value: value === 'true' };
  if (field.kind === 'journal') return { display_value: '', value: '' };
  if (field.kind === 'instant') return instant(store, field, value, name);
  const display_value = displayOf(store, field, value);
  const isNumber = field.kind === 'number' || field.kind === 'number-choice';
  return { display_value, value: isNumber && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : value };
}

function instant(store: Store, field: Field, value: string, name: string): TypedValue {
  const display = value === '' && (name === 'sla_due' || name === 'activity_due') ? 'UNKNOWN' : displayOf(store, field, value);
  return { display_value: display, value, display_value_internal: value === '' ? '' : internalInstant(value) };
}
