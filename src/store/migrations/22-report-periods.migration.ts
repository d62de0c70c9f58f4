import { Migration } from '@mikro-orm/migrations';

/** By when incidents were opened: a report of a few weeks opens no others. */
export class ReportPeriods extends Migration {
  override readonly name = '22-report-periods';

  override up(): void {
    this.addSql(`create index copy_incident_opened on muster.copy ((content ->> 'openedAt')) where kind = 'incident'`);
  }
}
