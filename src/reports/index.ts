import type { ReportDefinition } from '../domain/report.ts';
import { reports } from './list.ts';

export { reportDesk } from './desk.ts';
export type { AskedReport, ReportDesk, ReportHead, ReportPorts } from './desk.ts';
export { forms, formsOf } from './forms/index.ts';
export type { FormWriter, ReportForm } from './forms/index.ts';

/** What each report says of itself. */
export const reportDefinitions: readonly ReportDefinition[] = reports.map(({ definition }) => definition);
