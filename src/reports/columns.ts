import type { ReportColumn } from '../domain/report.ts';

/** Shown in tables for people. */
export const brief = { isBrief: true } as const;

type More = Partial<Omit<ReportColumn, 'name' | 'says'>>;

const column = (name: string, says: string, more: More): ReportColumn => ({ name, says, type: 'TEXT', unit: null, isNullable: false, isTotal: false, isBrief: false, behind: [], ...more });

/** The first column of every report. */
export const rowId = column('id', 'The row’s own id: rows are sorted by its bytes.', {});
export const text = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, more);
export const date = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'DATE', ...more });
export const truth = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'TRUTH', ...more });
export const moment = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'INSTANT', ...more });
export const record = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'RECORD', isNullable: true, ...more });
export const records = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'RECORDS', ...more });
/** How many; totals have it too. */
export const count = (name: string, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'INTEGER', isTotal: true, ...more });
/** A measure that may be unknown; totals have it too. */
export const measure = (name: string, unit: string | null, says: string, more: More = {}): ReportColumn => column(name, says, { type: 'NUMBER', unit, isNullable: true, isTotal: true, ...more });

/** Which parts of a distribution are told. */
export const shares = [0.5, 0.75, 0.9] as const;

/** `<name>_p50` and so on in seconds, and the mean, all null when nothing was measured. Tables show the shares that are named. */
export function spread(name: string, what: string, briefly: readonly number[] = [], more: More = {}): readonly ReportColumn[] {
  return [
    ...shares.map((share) => measure(`${name}_p${share * 100}`, 's', `${what}: ${share * 100} % took at most so long (interpolated).`, { ...more, isBrief: briefly.includes(share) })),
    measure(`${name}_mean`, 's', `${what}: the arithmetic mean.`, more),
  ];
}

/** SQL for the columns of `spread` over an expression in seconds, in the frame of a `group by`. */
export function spreadSql(name: string, seconds: string): string {
  const rounded = (value: string): string => `round(${value}::numeric, 3)::float8`;
  const shared = shares.map((share) => `${rounded(`percentile_cont(${share}) within group (order by ${seconds})`)} as ${name}_p${share * 100}`);
  return [...shared, `${rounded(`avg(${seconds})`)} as ${name}_mean`].join(', ');
}
