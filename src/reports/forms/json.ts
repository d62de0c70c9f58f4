import type { ReportRow } from '../../domain/report.ts';
import type { ReportForm } from './form.ts';

/** One object: what was asked, how fresh the sources are, the totals, and all rows. */
export const json: ReportForm = {
  name: 'json',
  mediaType: 'application/json; charset=utf-8',
  batch: 1_000,
  tellsTotals: true,
  writer: ({ name, columns }, { meant }) => {
    let isFirst = true;
    const separated = (row: ReportRow): string => {
      const text = `${isFirst ? '' : ','}\n${JSON.stringify(row)}`;
      isFirst = false;
      return text;
    };
    return {
      begin: ({ totals, sources }) => {
        const head = { report: name, asked: meant, sources, columns: columns.map(({ name: column, type, unit, isBrief, behind }) => ({ name: column, type, unit, isBrief, behind })), totals };
        return `${JSON.stringify(head).slice(0, -1)},"rows":[`;
      },
      rows: (rows) => rows.map(separated).join(''),
      end: () => '\n]}\n',
    };
  },
};
