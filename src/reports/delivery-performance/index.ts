import { firstWeek } from '../period.ts';
import type { Report } from '../report.ts';
import { definition } from './definition.ts';
import { sql } from './sql.ts';

/** Weeks and days of the first week are told by it alone; a month is not. */
export const deliveryPerformance: Report = { definition, sql, beginning: (asked) => (asked.word('period') === 'MONTH' ? null : firstWeek(asked)) };
