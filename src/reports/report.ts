import { roles } from '../domain/person.ts';
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
  sql(asked: Asked, world: ReportWorld): ReportSql;
}

/** What configuration says that reports need. */
export interface ReportWorld {
  readonly catalogue: Catalogue;
  /** Names of the connections to production; what a test connection holds is nobody's record. */
  readonly connections: readonly string[];
}

type Usual = Pick<ReportDefinition, 'rules' | 'definedBy' | 'moreTotals' | 'roles'>;

/** A definition, with what most have: for everybody who may sign in, and no words of somebody else. */
export function define(given: Omit<ReportDefinition, keyof Usual> & Partial<Usual>): ReportDefinition {
  return { rules: [], definedBy: [], moreTotals: [], roles, ...given };
}
