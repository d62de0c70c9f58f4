import { isNumber, type ReportDefinition, type ReportRow } from '../domain/report.ts';

/** Numbers of a row that say something and lead nowhere: none, as every one names columns that hold what is behind it. */
export function strayNumbers({ name, columns }: ReportDefinition, row: ReportRow): readonly string[] {
  const isEmpty = (column: string): boolean => { const cell = row[column] ?? null; return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0); };
  return columns.filter((column) => isNumber(column) && (row[column.name] ?? 0) !== 0 && column.behind.every(isEmpty)).map((column) => `${name}.${column.name} of ${String(row['id'])}`);
}
