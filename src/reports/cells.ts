import type { DatabaseRow } from '../domain/ports/report-reader.ts';
import type { Cell, ReportColumn, ReportRow } from '../domain/report.ts';

/** A row of the database in the types of the report's columns, whichever driver it came by. */
export function readRow(columns: readonly ReportColumn[], row: DatabaseRow): ReportRow {
  return Object.fromEntries(columns.map((column) => [column.name, readCell(column, row[column.name] ?? null)]));
}

function readCell({ name, type, isNullable }: ReportColumn, value: unknown): Cell {
  if (type === 'RECORDS') return (value ?? []) as readonly string[];
  if (value === null) {
    if (!isNullable) throw new Error(`column ${name} of a report is null, which its definition rules out`);
    return null;
  }
  if (type === 'INTEGER' || type === 'NUMBER') return Number(value);
  if (type === 'INSTANT') return new Date(value as string | Date).toISOString();
  return type === 'TRUTH' ? value === true : value as string;
}
