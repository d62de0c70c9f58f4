import { UserMistake } from '../domain/error.ts';
import type { Page, PageRequest } from '../domain/ports/stores.ts';
import type { Database } from './database.ts';
import type { Row } from './sql.ts';

/** Clauses of a WHERE, all of which must hold, with their parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #clauses: string[] = [];

  /** `clause` writes its parameter as `?`, once. */
  add(clause: string, value: unknown): this {
    this.#clauses.push(clause.replaceAll('?', this.parameter(value)));
    return this;
  }

  parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  where(...more: readonly string[]): string {
    const all = [...this.#clauses, ...more];
    return all.length === 0 ? '' : `where ${all.join(' and ')}`;
  }
}

export interface ListOrder {
  readonly table: string;
  /** Columns that order the list without ties. */
  readonly columns: readonly string[];
  readonly direction: 'asc' | 'desc';
}

/** One page by keyset: what follows the row whose id is `page.after`. @throws UserMistake INVALID when there is no such row. */
export async function pageOf(database: Database, order: ListOrder, conditions: Conditions, page: PageRequest): Promise<Page<Row>> {
  const { table, direction } = order;
  const columns = order.columns.join(', ');
  const counted = conditions.values.length;
  await checkCursor(database, table, page.after);
  const count = `select count(*)::int as total_count from ${table} ${conditions.where()}`;
  const after = page.after === null ? [] : [
    `(${columns}) ${direction === 'asc' ? '>' : '<'} (select ${columns} from ${table} where id = ${conditions.parameter(page.after)})`,
  ];
  const sorting = order.columns.map((column) => `${column} ${direction}`).join(', ');
  const rows = await database.gather(
    `select *, (${count}) from ${table} ${conditions.where(...after)} order by ${sorting} limit ${conditions.parameter(page.first + 1)}`,
    conditions.values,
  );
  // No row to say the total: there is none at all, or none after the cursor.
  const [told] = rows.length > 0 || page.after === null ? rows : await database.query(count, conditions.values.slice(0, counted));
  return { items: rows.slice(0, page.first), totalCount: Number(told?.['total_count'] ?? 0), hasNextPage: rows.length > page.first };
}

/** Without this a cursor that is none would read as the end of the list. */
async function checkCursor(database: Database, table: string, after: string | null): Promise<void> {
  if (after === null || (await database.query(`select 1 from ${table} where id = $1`, [after])).length > 0) return;
  throw new UserMistake('INVALID', 'after is not a cursor of this list: begin again without it.', ['after']);
}
