import { Migration } from '@mikro-orm/migrations';

/** What reports look up by. Each index is over what few rows have, so that writing the others costs nothing. */
export class Reports extends Migration {
  override readonly name = '15-reports';

  override up(): void {
    for (const statement of indexes) this.addSql(statement);
  }
}

const indexes = [
  `create index deployment_ended on muster.deployment (coalesce(live_at, finished_at)) where state in ('SUCCEEDED', 'FAILED', 'BACKED_OUT')`,
  'create index deployment_back_out on muster.deployment (back_out_of_id) where back_out_of_id is not null',
  `create index copy_incident_item on muster.copy ((content ->> 'configurationItemId')) where kind = 'incident'`,
  'create index sealed_package_digest on muster.sealed_package (digest)',
];
