import { calendar } from './calendar/index.ts';
import { compliance } from './compliance/index.ts';
import { connectionHealth } from './connection-health/index.ts';
import { deliveryPerformance } from './delivery-performance/index.ts';
import { incidentCauses } from './incident-causes/index.ts';
import { joinersMoversLeavers } from './joiners-movers-leavers/index.ts';
import { readinessHistory } from './readiness-history/index.ts';
import type { Report } from './report.ts';
import { runningVersusRecorded } from './running-versus-recorded/index.ts';
import { waiverDebt } from './waiver-debt/index.ts';
import { whyReleasesWait } from './why-releases-wait/index.ts';

/** Every report, in the order in which people read of them. Everything that is said of reports anywhere is derived from this list. */
export const reports: readonly Report[] = [deliveryPerformance, compliance, whyReleasesWait, runningVersusRecorded, incidentCauses, joinersMoversLeavers, calendar, readinessHistory, waiverDebt, connectionHealth];
