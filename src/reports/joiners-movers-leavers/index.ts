import type { Report } from '../report.ts';
import { definition } from './definition.ts';
import { sql } from './sql.ts';

export const joinersMoversLeavers: Report = { definition, sql };
