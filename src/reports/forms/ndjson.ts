import type { ReportForm } from './form.ts';

/** One JSON object per row and line. */
export const ndjson: ReportForm = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  batch: 1_000,
  tellsTotals: false,
  writer: () => ({
    begin: () => '',
    rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    end: () => '',
  }),
};
