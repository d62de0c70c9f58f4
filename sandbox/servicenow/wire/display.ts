import { tableNamed } from '../dictionary/dictionary.ts';
import type { Field } from '../dictionary/field.ts';
import { displayInstant } from '../instants.ts';
import { valueOf } from '../row.ts';
import type { Store } from '../store.ts';

const grouped = new Intl.NumberFormat('en-US');

/** What a person sees of a value: labels, names, local moments, numbers with commas. */
export function displayOf(store: Store, field: Field, value: string): string {
  if (value === '') return '';
  switch (field.kind) {
    case 'choice':
    case 'number-choice': return field.labels?.[value] ?? value;
    case 'class': return tableNamed(value)?.label ?? value;
    case 'instant': return displayInstant(value);
    case 'number': return Number.isNaN(Number(value)) ? value : grouped.format(Number(value));
    case 'currency': return money(value);
    case 'reference': return referredDisplay(store, field, value);
    default: return value;
  }
}

/** "USD;1200.5" as people read it. */
function money(value: string): string {
  const [currency = 'USD', amount = '0'] = value.split(';');
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(Number(amount));
}

/** The referred record's name or number; "" for a reference that leads nowhere. */
function referredDisplay(store: Store, field: Field, value: string): string {
  const target = field.references === undefined ? undefined : tableNamed(field.references);
  const row = target && store.get(target.name, value);
  if (!row) return '';
  const shown = target.fields[target.display];
  const held = valueOf(row, target.display);
  return shown?.kind === 'reference' ? displayOf(store, shown, held) : held;
}
