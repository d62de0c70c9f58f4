import { deliveryPerformance } from './delivery-performance/index.ts';
import type { Report } from './report.ts';

/** Every report. Everything that is said of reports anywhere is derived from this list. */
export const reports: readonly Report[] = [deliveryPerformance];
