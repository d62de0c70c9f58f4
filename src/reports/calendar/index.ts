import type { Report } from '../report.ts';
import { definition } from './definition.ts';
import { recurring } from './recurring.ts';
import { sql } from './sql.ts';

export const calendar: Report = { definition, before: recurring, sql };
