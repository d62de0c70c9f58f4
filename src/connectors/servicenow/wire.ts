import { z } from 'zod';
import { tellsOneStory } from '../http/index.ts';

/**
 * One field of one record as the tool sends it: what is stored alone, or beside how this user sees it. Rows are checked
 * and left as they came, since a sync reads a hundred thousand of them: only the functions below look into one.
 */
export type Cell = string | null | { readonly value: string | null; readonly display_value?: string | null };
export type Fields = Readonly<Record<string, Cell>>;
export type Row = Fields & { readonly sys_id: Cell };

/**
 * The Table API speaks strings only, in three shapes by sysparm_display_value (apis/README.md §2); a number or a flag
 * that is not a string did not come from it, and is not believed. Nor is a record without sys_id.
 */
export const tableRow = z.custom<Row>(isRow, { error: 'no record of the Table API' });
export const tableList = z.object({ result: z.array(tableRow).refine(isOneStory) });
export const tableRecord = z.object({ result: tableRow });

function isRow(told: unknown): boolean {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return false;
  const row = told as Readonly<Record<string, unknown>>;
  for (const field in row) if (!isCell(row[field])) return false;
  return valueOf(row as Fields, 'sys_id') !== null;
}

function isCell(cell: unknown): boolean {
  if (typeof cell === 'string') return true;
  if (typeof cell !== 'object' || cell === null) return cell === null;
  const { value, display_value: display } = cell as Readonly<Record<string, unknown>>;
  return (typeof value === 'string' || value === null) && (typeof display === 'string' || display === null || display === undefined);
}

function isOneStory(rows: readonly Row[]): boolean {
  return new Set(rows.map(sysIdOf)).size === rows.length || tellsOneStory(rows, sysIdOf);
}

const text = z.string().nullish().transform((content) => (content === undefined || content === null || content === '' ? null : content));

/** sn_chg_rest types its values: false, 3.0, "…", and its short samples give bare strings too (apis/README.md §3, traps 1 and 2). */
const typedValue = z.union([text, z.number().transform(String), z.boolean().transform(String)]);
const typedCell = z.union([z.string(), z.object({ value: typedValue, display_value: text })]);
const typedFields = z.record(z.string(), typedCell);

/** A whole record of sn_chg_rest, whose columns are read as those of the Table API. */
export const typedRow = typedFields.refine((fields) => valueOf(fields, 'sys_id') !== null).transform((fields) => fields as Row);
export const typedList = z.object({ result: z.array(typedRow).refine(isOneStory) });

/** Fields it did not look at are no error: they are only named (apis/README.md §3, trap 6). */
export const openedChange = z.object({
  result: z.object({ sys_id: typedCell, __meta: z.object({ ignoredFields: z.array(z.string()).nullish() }).nullish() })
    .transform(({ sys_id, __meta }) => ({ id: valueOf({ sys_id }, 'sys_id') ?? '', ignored: __meta?.ignoredFields ?? [] })),
});

/** A conflict check has been started; the id of its run is of no use. */
export const startedCheck = z.object({ result: z.unknown() });

const slotEnd = z.object({ value: z.string() });

/** Work that goes on after the answer; "Complete" may carry error messages and ignored items (apis/README.md §3, trap 5). */
export const workerAnswer = z.object({
  result: z.object({
    worker: z.object({ sysId: z.string().regex(/^[0-9a-f]{32}$/) }),
    state: z.object({ value: z.coerce.number() }),
    messages: z.object({ errorMessages: z.array(z.unknown()).nullish() }).nullish(),
    ignored_cmdb_ci_sys_ids: z.array(z.string()).nullish(),
    /** Of a question for time slots, at its end, and only when there are any. */
    payload: z.object({ spans: z.array(z.object({ start: slotEnd, end: slotEnd })).nullish() }).nullish(),
  }),
});
export type WorkerReport = z.infer<typeof workerAnswer>['result'];

/** Where a change may go; the state it is in is among them. Type-driven changes name no conditions (apis/README.md §3). */
export const nextStatesAnswer = z.object({
  result: z.object({ available_states: z.array(z.union([z.string(), z.number().transform(String)])), state_label: z.record(z.string(), z.string()).nullish() })
    .transform(({ available_states: available, state_label: labels }) => ({ available, labels: new Map(Object.entries(labels ?? {})) })),
});
export type NextStates = z.infer<typeof nextStatesAnswer>['result'];

/** `status` says "Conflict" even when there is none: only the list counts (apis/README.md §3, trap 4). */
export const conflictAnswer = z.object({ result: z.object({ last_run: z.string().nullish(), job_status: z.union([z.string(), z.number().transform(String)]).nullish(), conflicts: z.array(typedFields) }) });

/** A 404 of the conflict end point for a change that can be read: no check was ever run. */
export const noConflictRun = z.object({ error: z.unknown() }).transform(() => null);

/** Articles of the knowledge API: ids carry their table's name, and columns are told in a shape of their own (recordings: knowledge_articles). */
const article = z.object({
  id: z.string().regex(/^kb_knowledge(?:_[a-z0-9_]+)?:[0-9a-f]{32}$/),
  number: text, title: text,
  fields: z.record(z.string(), z.object({ value: text })).nullish(),
}).transform(({ id, number, title, fields }): Row => {
  const told = Object.fromEntries(Object.entries(fields ?? {}).map(([name, { value }]) => [name, value]));
  return { ...told, short_description: title ?? told['short_description'] ?? null, number: number ?? told['number'] ?? null, sys_id: id.slice(id.indexOf(':') + 1) };
});
export const knowledgeAnswer = z.object({ result: z.object({ meta: z.object({ count: z.number().int().nonnegative() }), articles: z.array(article).refine(isOneStory) }) });

/** Whether a table is there at all: those of a plug-in that is not active are refused by name (apis/README.md §4). */
export const tableOrNone = z.union([
  z.object({ result: z.array(z.unknown()) }).transform(() => ({ isThere: true })),
  z.object({ error: z.object({ message: z.string().regex(/^Invalid table/i) }) }).transform(() => ({ isThere: false })),
]);

/** Success is judged per item, never by the status (apis/README.md §4, IRE). */
const reconciledItem = z.object({
  operation: z.string(),
  sysId: z.string().nullish(),
  errorCount: z.number().int().nullish(),
  errors: z.array(z.unknown()).nullish(),
});
export type ReconciledItem = z.infer<typeof reconciledItem>;
export const reconcileAnswer = z.object({ result: z.object({ items: z.array(reconciledItem), relations: z.array(reconciledItem).nullish().transform((relations) => relations ?? []) }) });

export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** The stored value of a field; null when empty, hidden or not asked for, which look the same. */
export function valueOf(row: Fields, field: string): string | null {
  const cell = row[field];
  const value = typeof cell === 'string' ? cell : typeof cell === 'object' && cell !== null ? cell.value : null;
  return value === '' ? null : value;
}

/** How people see a field; null where the tool did not say it beside the value. */
export function shownOf(row: Fields, field: string): string | null {
  const cell = row[field];
  const shown = typeof cell === 'object' && cell !== null ? cell.display_value : null;
  return shown === undefined || shown === '' ? null : shown;
}

/** How people see a field; its stored value when it has no label of its own. */
export function labelOf(row: Fields, field: string): string | null {
  return shownOf(row, field) ?? valueOf(row, field);
}

export function sysIdOf(row: Row): string {
  return valueOf(row, 'sys_id') ?? '';
}

/** "true" and "false"; null for anything else. */
export function flagOf(row: Fields, field: string): boolean | null {
  const value = valueOf(row, field);
  return value === 'true' ? true : value === 'false' ? false : null;
}

export function numberOf(row: Fields, field: string): number | null {
  const value = valueOf(row, field);
  return value !== null && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : null;
}

/** ISO 4217 code of an amount, from its third word ("USD;699.99"); null when the tool did not say (apis/README.md §2). */
export function currencyOf(row: Fields, field: string): string | null {
  const cell = row[field];
  const told: unknown = typeof cell === 'object' && cell !== null && 'currency_display_value' in cell ? cell.currency_display_value : null;
  return typeof told === 'string' ? /^([A-Z]{3});/.exec(told)?.[1] ?? null : null;
}
