import { firstWeek } from '../period.ts';
import type { Report } from '../report.ts';
import { definition } from './definition.ts';
import { sql } from './sql.ts';

export const incidentCauses: Report = { definition, sql, beginning: (asked) => (asked.word('by') === 'RELEASE' ? null : firstWeek(asked)) };
