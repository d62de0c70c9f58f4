import { z } from 'zod';
import { tellsOneStory } from '../http/index.ts';

/** One field of one record: what is stored, and how this user sees it. Empty and hidden look the same: null. */
export interface Cell {
  readonly value: string | null;
  readonly label: string | null;
}
export type Row = Readonly<Record<string, Cell>> & { readonly sys_id: Cell };

const text = z.string().nullish().transform((content) => (content === undefined || content === null || content === '' ? null : content));

/**
 * The Table API speaks strings only, in three shapes by sysparm_display_value (apis/README.md §2); a number or a flag
 * that is not a string did not come from it, and is not believed.
 */
const tableCell = z.union([
  text.transform((value): Cell => ({ value, label: null })),
  z.object({ value: z.string().nullable(), display_value: text }).transform(({ value, display_value }): Cell => ({ value: value === '' ? null : value, label: display_value })),
]);

/** sn_chg_rest types its values: false, 3.0, "…", and its short samples give bare strings too (apis/README.md §3, traps 1 and 2). */
const typedValue = z.union([text, z.number().transform(String), z.boolean().transform(String)]);
const typedCell = z.union([
  z.string().transform((value): Cell => ({ value: value === '' ? null : value, label: null })),
  z.object({ value: typedValue, display_value: z.string().nullable().transform((label) => (label === '' ? null : label)) }).transform(({ value, display_value }): Cell => ({ value, label: display_value })),
]);

export const tableRow = z.record(z.string(), tableCell).transform((fields, context): Row => {
  const id = fields['sys_id'];
  if (id?.value === undefined || id.value === null) {
    context.addIssue({ code: 'custom', path: ['sys_id'], message: 'a record without sys_id' });
    return z.NEVER;
  }
  return { ...fields, sys_id: id };
});
export const tableList = z.object({ result: z.array(tableRow).refine((rows) => tellsOneStory(rows, (row) => row.sys_id.value ?? '')) });
export const tableRecord = z.object({ result: tableRow });

/** Fields it did not look at are no error: they are only named (apis/README.md §3, trap 6). */
export const openedChange = z.object({
  result: z.object({ sys_id: typedCell, __meta: z.object({ ignoredFields: z.array(z.string()).nullish() }).nullish() })
    .transform(({ sys_id, __meta }) => ({ id: sys_id.value ?? '', ignored: __meta?.ignoredFields ?? [] })),
});

/** Standard templates and change models as sn_chg_rest lists them. */
export const catalogueAnswer = z.object({ result: z.array(z.looseObject({ sys_id: typedCell, name: typedCell.nullish(), sys_name: typedCell.nullish() })) });

/** A conflict check has been started; the id of its run is of no use. */
export const startedCheck = z.object({ result: z.unknown() });

/** Work that goes on after the answer; "Complete" may carry error messages and ignored items (apis/README.md §3, trap 5). */
export const workerAnswer = z.object({
  result: z.object({
    worker: z.object({ sysId: z.string().regex(/^[0-9a-f]{32}$/) }),
    state: z.object({ value: z.coerce.number() }),
    messages: z.object({ errorMessages: z.array(z.unknown()).nullish() }).nullish(),
    ignored_cmdb_ci_sys_ids: z.array(z.string()).nullish(),
  }),
});
export type WorkerReport = z.infer<typeof workerAnswer>['result'];

/** `status` says "Conflict" even when there is none: only the list counts (apis/README.md §3, trap 4). */
export const conflictAnswer = z.object({ result: z.object({ last_run: z.string().nullish(), conflicts: z.array(z.record(z.string(), typedCell)) }) });

/** A 404 of the conflict end point for a change that can be read: no check was ever run. */
export const noConflictRun = z.object({ error: z.unknown() }).transform(() => null);

/** Success is judged per item, never by the status (apis/README.md §4, IRE). */
const reconciledItem = z.object({
  operation: z.string(),
  sysId: z.string().nullish(),
  errorCount: z.number().int().nullish(),
  errors: z.array(z.unknown()).nullish(),
});
export type ReconciledItem = z.infer<typeof reconciledItem>;
export const reconcileAnswer = z.object({ result: z.object({ items: z.array(reconciledItem) }) });

export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** The stored value of a field; null when empty, hidden or not asked for. */
export function valueOf(row: Readonly<Record<string, Cell>>, field: string): string | null {
  return row[field]?.value ?? null;
}

/** How people see a field; its stored value when it has no label of its own. */
export function labelOf(row: Readonly<Record<string, Cell>>, field: string): string | null {
  return row[field]?.label ?? row[field]?.value ?? null;
}

/** "true" and "false"; null for anything else. */
export function flagOf(row: Readonly<Record<string, Cell>>, field: string): boolean | null {
  const value = valueOf(row, field);
  return value === 'true' ? true : value === 'false' ? false : null;
}

export function numberOf(row: Readonly<Record<string, Cell>>, field: string): number | null {
  const value = valueOf(row, field);
  return value !== null && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}
