import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { displayOf } from '../wire/display.ts';
import { ordering } from './match.ts';
import type { Order } from './parse.ts';
import { pathOf } from './path.ts';

/** The rows in the asked order (references by what they show); unknown columns order nothing; without any, as they lie. */
export function sorted(store: Store, table: string, rows: readonly Row[], orders: readonly Order[]): readonly Row[] {
  const comparers = orders.flatMap(({ field, isDescending }) => {
    const path = pathOf(store, table, field);
    if (!path) return [];
    const key = (row: Row): string => {
      const holder = path.holder(row);
      if (!holder) return '';
      return path.field.kind === 'reference' ? displayOf(store, path.field, valueOf(holder, path.name)) : valueOf(holder, path.name);
    };
    return [(a: Row, b: Row): number => (isDescending ? -1 : 1) * ordering(path, key(a), key(b))];
  });
  if (comparers.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const compare of comparers) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return 0;
  });
}
