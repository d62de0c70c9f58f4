import { roles } from '../domain/person.ts';
import type { Recurring } from '../domain/freeze.ts';
import type { Instant, TimeWindow } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { DatabaseRow, Statement } from '../domain/ports/report-reader.ts';
import { isNumber, type ReportDefinition } from '../domain/report.ts';
import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/** How a report is read out of the database: two selects over the same `with`, and the parameters of all three. */
export interface ReportSql {
  /** Common table expressions, without the word `with`. */
  readonly base: string;
  /** Left out, each row is reckoned whole before a page of them is cut. */
  readonly keys?: ReportKeys;
  /** Selects the columns of the definition. */
  readonly rows: string;
  /** Selects those of the totals, in one row. */
  readonly totals: string;
  readonly values: Values;
}

/** What rows are made from, so that a page is cut first: `rows` starts from the table `chosen`, which holds what this selects for the page, or a little more. */
export interface ReportKeys {
  readonly select: string;
  /** The row’s id, as an expression over it. */
  readonly id: string;
  /** The column of time with which ids begin (sortable), where they do: sorted by much quicker than by them. */
  readonly at?: string;
}

/** A report: what it says, and how it is reckoned. */
export interface Report {
  readonly definition: ReportDefinition;
  /** What must be read before, for SQL cannot reckon it: its rows are handed to `sql`, read at the same moment. */
  before?(asked: Asked, world: ReportWorld): Statement;
  sql(asked: Asked, world: ReportWorld, before: readonly DatabaseRow[]): ReportSql;
  /**
   * Of a report whose rows stand in order of time, each the same whatever is asked about what comes after: a moment near the
   * beginning, before which they are reckoned first, so that a long file begins early. Null when there is none before `until`.
   */
  beginning?(asked: Asked): Instant | null;
}

/** What configuration says that reports need. */
export interface ReportWorld {
  readonly catalogue: Catalogue;
  /** Names of the connections to production; what a test connection holds is nobody's record. */
  readonly connections: readonly string[];
  /** Occurrences of what comes again that touch the span. @throws UserMistake for a rule that cannot be read. */
  readonly occurrences: (recurring: Recurring, span: TimeWindow) => readonly TimeWindow[];
}

type Usual = Pick<ReportDefinition, 'rules' | 'definedBy' | 'moreTotals' | 'roles' | 'looksAhead'>;

/** A definition, with what most have: for everybody who may sign in, and no words of somebody else. `behind` is what leads to the records behind each number that names no other columns. */
export function define({ behind, columns, ...given }: Omit<ReportDefinition, keyof Usual> & Partial<Usual> & { readonly behind: readonly string[] }): ReportDefinition {
  const led = columns.map((column) => (isNumber(column) && column.behind.length === 0 ? { ...column, behind } : column));
  return { rules: [], definedBy: [], moreTotals: [], roles, looksAhead: false, ...given, columns: led };
}
