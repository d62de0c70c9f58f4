import type { Migration } from '@mikro-orm/migrations';
import { FirstTables } from './01-first-tables.migration.ts';
import { Deployments } from './02-deployments.migration.ts';
import { ChangeOpenings } from './03-change-openings.migration.ts';
import { Mirror } from './04-mirror.migration.ts';
import { Observations } from './05-observations.migration.ts';
import { Freezes } from './06-freezes.migration.ts';
import { Waivers } from './07-waivers.migration.ts';
import { Receipts } from './08-receipts.migration.ts';
import { BackOuts } from './09-back-outs.migration.ts';
import { JournalChain } from './10-journal-chain.migration.ts';
import { AvailabilityOfDeployments } from './11-availability.migration.ts';
import { ChangesTold } from './12-changes-told.migration.ts';
import { Timeline } from './12-timeline.migration.ts';
import { Notices } from './13-notices.migration.ts';
import { PlanDuration } from './14-plan-duration.migration.ts';
import { Reports } from './15-reports.migration.ts';
import { ReportsOfJudgements } from './16-reports-of-judgements.migration.ts';
import { ApiTokens } from './17-api-tokens.migration.ts';
import { AuditChain } from './18-audit-chain.migration.ts';
import { Spent } from './19-spent.migration.ts';
import { Causes } from './20-causes.migration.ts';
import { ListedPeople } from './20-people.migration.ts';
import { WorkDone } from './21-work-done.migration.ts';
import { ReportPeriods } from './22-report-periods.migration.ts';
import { JournalSeals } from './23-journal-seals.migration.ts';
import { Readings } from './26-readings.migration.ts';

/** In the order they run; listed here, never scanned from disk, so that built code and tests see the same. */
export const migrations: { readonly name: string; readonly class: new (...needed: ConstructorParameters<typeof Migration>) => Migration }[] = [
  { name: '01-first-tables', class: FirstTables },
  { name: '02-deployments', class: Deployments },
  { name: '03-change-openings', class: ChangeOpenings },
  { name: '04-mirror', class: Mirror },
  { name: '05-observations', class: Observations },
  { name: '06-freezes', class: Freezes },
  { name: '07-waivers', class: Waivers },
  { name: '08-receipts', class: Receipts },
  { name: '09-back-outs', class: BackOuts },
  { name: '10-journal-chain', class: JournalChain },
  { name: '11-availability', class: AvailabilityOfDeployments },
  { name: '12-changes-told', class: ChangesTold },
  { name: '12-timeline', class: Timeline },
  { name: '13-notices', class: Notices },
  { name: '14-plan-duration', class: PlanDuration },
  { name: '15-reports', class: Reports },
  { name: '16-reports-of-judgements', class: ReportsOfJudgements },
  { name: '17-api-tokens', class: ApiTokens },
  { name: '18-audit-chain', class: AuditChain },
  { name: '19-spent', class: Spent },
  { name: '20-causes', class: Causes },
  { name: '20-people', class: ListedPeople },
  { name: '21-work-done', class: WorkDone },
  { name: '22-report-periods', class: ReportPeriods },
  { name: '23-journal-seals', class: JournalSeals },
  { name: '26-readings', class: Readings },
];
