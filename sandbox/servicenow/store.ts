import type { State } from '../kernel/index.ts';
import { familyOf, fieldsOf } from './dictionary/dictionary.ts';
import type { Herald } from './herald.ts';
import { systemInstant } from './instants.ts';
import { sysId, valueOf, type Row } from './row.ts';

/** What a ServiceNow stand-in remembers between runs. */
export interface Memory {
  /** rows by the table they were made in */
  readonly tables: Record<string, Row[]>;
  /** by change sys_id: the windows that roll forward at every start, until somebody plans by hand */
  readonly rollingWindows: Record<string, 'always-open' | 'coming-saturday'>;
  /** by change sys_id: the last conflict check */
  readonly conflictRuns: Record<string, ConflictRun>;
  readonly workers: Record<string, Worker>;
}

export interface ConflictRun { readonly id: string; isRunning: boolean; lastRun: string; conflicts: { change: string; item: string; with: string }[] }
export interface Worker { readonly id: string; readonly request: string; readonly kind: string; state: 1 | 2 | 3 | 4; readonly task: string; readonly items: readonly string[]; readonly ignored: string[]; readonly spans?: readonly Span[] }
export interface Span { readonly start: string; readonly end: string }

/** Rows with their bookkeeping: ids, counters, who and when. Knows no access rule and no business rule. */
export class Store {
  readonly #state: State<Memory>;
  readonly #now: () => Date;
  readonly #wrote: Herald['wrote'];
  readonly #places = new Map<string, { readonly table: string; readonly row: Row }>();

  /** `wrote` is told of each write, by whoever it was. */
  constructor(state: State<Memory>, now: () => Date, wrote: Herald['wrote']) {
    this.#state = state;
    this.#now = now;
    this.#wrote = wrote;
    for (const [table, rows] of Object.entries(state.data.tables)) for (const row of rows) this.#places.set(valueOf(row, 'sys_id'), { table, row });
  }

  get memory(): Memory { return this.#state.data; }

  /** UTC, in the system's format. */
  now(): string { return systemInstant(this.#now()); }

  changed(): void { this.#state.changed(); }

  /** All rows of a table and of those that extend it. */
  rows(table: string): Row[] {
    return familyOf(table).flatMap((name) => this.memory.tables[name] ?? []);
  }

  /** The row of that id in the table or one that extends it. */
  get(table: string, id: string): Row | undefined {
    const place = this.#places.get(id);
    return place && familyOf(table).includes(place.table) ? place.row : undefined;
  }

  /** Where a row was made: its class for tasks and configuration items. */
  tableOf(row: Row): string {
    return this.#places.get(valueOf(row, 'sys_id'))?.table ?? '';
  }

  insert(table: string, values: Row, by: string): Row {
    const rows = (this.memory.tables[table] ??= []);
    const at = this.now();
    const row: Row = { ...values, sys_id: sysId(table, `row ${rows.length} ${at}`), sys_created_on: at, sys_created_by: by, sys_updated_on: at, sys_updated_by: by, sys_mod_count: '0' };
    if (fieldsOf(table).has('sys_class_name')) row['sys_class_name'] ??= table;
    rows.push(row);
    this.#places.set(valueOf(row, 'sys_id'), { table, row });
    this.changed();
    this.#wrote(table, row, 'insert');
    return row;
  }

  /** Sets what differs. Where nothing does, nothing is counted and nothing is written. */
  update(row: Row, changes: Row, by: string): boolean {
    const differing = Object.entries(changes).filter(([field, value]) => valueOf(row, field) !== value);
    if (differing.length === 0) return false;
    Object.assign(row, Object.fromEntries(differing), { sys_updated_on: this.now(), sys_updated_by: by, sys_mod_count: String(Number(valueOf(row, 'sys_mod_count')) + 1) });
    this.changed();
    this.#wrote(this.tableOf(row), row, 'update');
    return true;
  }

  /** The next free number of a task table, e.g. INC0010041. */
  nextNumber(table: string): string {
    const prefix = { change_request: 'CHG', incident: 'INC', problem: 'PRB', change_task: 'CTASK' }[table] ?? 'TASK';
    const highest = this.rows(table).reduce((most, row) => Math.max(most, Number(valueOf(row, 'number').slice(prefix.length)) || 0), 0);
    return `${prefix}${String(highest + 1).padStart(7, '0')}`;
  }
}
