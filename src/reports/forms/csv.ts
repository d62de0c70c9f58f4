import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../../domain/report.ts';
import type { ReportForm } from './form.ts';

/** What makes a spreadsheet take a text for a formula, full-width look-alikes included (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** RFC 4180 in UTF-8 with a head line. Lists are joined by spaces, null is empty, and a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export const csv: ReportForm = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  batch: 1_000,
  tellsTotals: false,
  writer: ({ columns }) => {
    const names = columns.map(({ name }) => name);
    return {
      begin: () => line([names]),
      rows: (rows) => line(rows.map((row) => names.map((name) => written(row[name] ?? null)))),
      end: () => '',
    };
  },
};

function line(records: readonly (readonly unknown[])[]): string {
  return stringify(records.map((record) => [...record]), { record_delimiter: '\r\n', quoted_match: /[\r\n]/, cast: { boolean: String } });
}

/** Numbers stay numbers: one below zero is no formula. */
function written(cell: Cell): string | number | boolean | null {
  const value = Array.isArray(cell) ? cell.join(' ') : cell as string | number | boolean | null;
  return typeof value === 'string' && formula.test(value) ? `'${value}` : value;
}
