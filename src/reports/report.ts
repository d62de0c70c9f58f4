import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { ReportDefinition } from '../domain/report.ts';
import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/** How a report is read out of the database: two selects over the same `with`, and the parameters of all three. */
export interface ReportSql {
  /** Common table expressions, without the word `with`. */
  readonly base: string;
  /** Selects the columns of the definition. */
  readonly rows: string;
  /** Selects those of the totals, in one row. */
  readonly totals: string;
  readonly values: Values;
}

/** A report: what it says, and how it is reckoned. */
export interface Report {
  readonly definition: ReportDefinition;
  sql(asked: Asked, catalogue: Catalogue): ReportSql;
}
