import { colour, table } from './terminal.ts';

type Cell = string | number | boolean | null | readonly string[];
type Row = Readonly<Record<string, Cell>>;

/** What `/reports/<name>.json` answers. */
export interface ReportFile {
  readonly report: string;
  readonly asked: Readonly<Record<string, string | readonly string[] | null>>;
  readonly sources: readonly { readonly connection: string | null; readonly kind: string; readonly readAt: string | null; readonly problem: string | null }[];
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string | null; readonly isBrief: boolean }[];
  readonly totals: Row;
  readonly rows: readonly Row[];
}

/** The columns that people look at first, the totals below them. */
export function reportText({ asked, columns, totals, rows }: ReportFile): string {
  const shown = columns.filter(({ isBrief }) => isBrief);
  const head = shown.map(({ name }) => name.toUpperCase().replaceAll('_', ' '));
  const period = typeof asked['since'] === 'string' && typeof asked['until'] === 'string' ? `${asked['since']} – ${asked['until']}` : '';
  const isSummed = shown.some(({ name }) => name in totals);
  const lines = [...rows, ...(isSummed ? [totals] : [])].map((row, index) => shown.map(({ name, unit }, place) => (index === rows.length && place === 0 ? 'all' : written(row[name] ?? null, unit))));
  // What the columns say already need not be said again, and what there is none of need not be said at all.
  const others = Object.entries(totals).filter(([name, cell]) => !columns.some((column) => column.name === name) && cell !== null && cell !== 0);
  return [
    colour('dim', `${period}  ${written(asked['timeZone'] ?? '', null)}`.trim()),
    rows.length === 0 ? 'There is nothing of that.' : table(head, lines),
    ...(others.length === 0 ? [] : [others.map(([name, cell]) => `${name.replaceAll('_', ' ')} ${written(cell, null)}`).join(' · ')]),
  ].join('\n');
}

/** What a person must know of how fresh it is. */
export function sourceNotes({ sources }: ReportFile): readonly string[] {
  return sources.filter(({ problem }) => problem !== null).map(({ connection, kind, readAt, problem }) =>
    `${connection === null ? kind : `${connection} ${kind}`}, read ${readAt ?? 'never'}: ${problem ?? ''}`);
}

function written(cell: Cell, unit: string | null): string {
  if (cell === null) return '–';
  if (unit === 's' && typeof cell === 'number') return duration(cell);
  return typeof cell === 'object' ? cell.join(' ') : String(cell);
}

/** 95 → "1.6 min"; the largest unit of which there is one. */
function duration(seconds: number): string {
  const [unit, length] = ([['d', 86_400], ['h', 3_600], ['min', 60]] as const).find(([, of]) => seconds >= of) ?? ['s', 1];
  return `${Number((seconds / length).toFixed(1))} ${unit}`;
}
