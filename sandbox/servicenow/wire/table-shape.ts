import type { Caller } from '../access/caller.ts';
import { isFieldEmptied, isFieldHidden, mayRead } from '../access/visibility.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import type { Field } from '../dictionary/field.ts';
import { pathOf, type Path } from '../query/path.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { displayOf } from './display.ts';

export type DisplayValue = 'false' | 'true' | 'all';

/** How a caller wants records of the Table API to look. */
export interface Shape {
  readonly caller: Caller;
  readonly displayValue: DisplayValue;
  readonly hasLinks: boolean;
  /** The columns asked for, dot-walked ones too; null for all. Names that do not exist are left out without a word. */
  readonly fields: readonly string[] | null;
  /** e.g. "http://127.0.0.1:4100" */
  readonly origin: string;
}

type Rendered = string | null | Record<string, string | null>;

/** A renderer for rows of the table: every value a string, references as objects (apis/README.md §2). */
export function tableShape(store: Store, table: string, shape: Shape): (row: Row) => Record<string, Rendered> {
  const wanted = shape.fields ?? [...fieldsOf(table).keys()];
  const paths = wanted.flatMap((written) => {
    const path = pathOf(store, table, written);
    return path && !isFieldHidden(shape.caller, path) ? [{ written, path }] : [];
  });
  return (row) => Object.fromEntries(paths.map(({ written, path }) => [written, rendered(store, path, path.holder(row), shape)]));
}

function rendered(store: Store, path: Path, holder: Row | undefined, shape: Shape): Rendered {
  const { field, name } = path;
  const value = holder && !isFieldEmptied(shape.caller, path) ? readable(store, field, name, holder) : '';
  if (field.kind === 'reference') return reference(store, field, value, shape);
  if (field.kind === 'journal') return journal(store, name, holder, shape);
  if (field.kind === 'currency') return currency(store, field, value, shape);
  const display = displayOf(store, field, value);
  if (shape.displayValue === 'false') return value;
  if (shape.displayValue === 'true') return name === 'sla_due' && value === '' ? 'UNKNOWN' : display;
  if (name === 'sla_due' && value === '') return { display_value: 'UNKNOWN', value };
  const isEmptyChoice = value === '' && (field.kind === 'choice' || field.kind === 'number-choice');
  return { display_value: isEmptyChoice ? null : display, value };
}

function readable(_store: Store, field: Field, name: string, holder: Row): string {
  const held = valueOf(holder, name);
  return held === '' && field.kind === 'flag' ? 'false' : held;
}

function reference(store: Store, field: Field, value: string, { displayValue, hasLinks, origin, caller }: Shape): Rendered {
  if (value === '') return displayValue === 'all' ? { display_value: '', value: '' } : '';
  const referred = store.get(field.references ?? '', value);
  const display = referred && mayRead(store, caller, referred) ? displayOf(store, field, value) : '';
  const link = hasLinks ? { link: `${origin}/api/now/table/${field.references ?? ''}/${value}` } : {};
  if (displayValue === 'all') return { display_value: display, value, ...link };
  if (!hasLinks) return displayValue === 'true' ? display : value;
  return displayValue === 'true' ? { display_value: display, ...link } : { ...link, value };
}

/** The stored amount alone says nothing of its currency; `all` tells it in a third word (apis/README.md §2). */
function currency(store: Store, field: Field, value: string, { displayValue }: Shape): Rendered {
  const amount = value.slice(value.indexOf(';') + 1);
  const display = displayOf(store, field, value);
  if (displayValue === 'all') return { display_value: display, value: amount, ...(value === '' ? {} : { currency_display_value: value }) };
  return displayValue === 'true' ? display : amount;
}

/** A journal has no value of its own: only its entries, told newest first where display values are asked for. */
function journal(store: Store, name: string, holder: Row | undefined, { displayValue }: Shape): Rendered {
  if (displayValue === 'false' || !holder) return displayValue === 'all' ? { display_value: '', value: '' } : '';
  const entries = store.rows('sys_journal_field').filter((entry) => entry['element_id'] === holder['sys_id'] && entry['element'] === name).reverse();
  const display = entries.map((entry) => `${valueOf(entry, 'sys_created_on')} - ${valueOf(entry, 'sys_created_by')} (${name})\n${valueOf(entry, 'value')}\n\n`).join('');
  return displayValue === 'true' ? display : { display_value: display, value: '' };
}
