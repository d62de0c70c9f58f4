import { Migration } from '@mikro-orm/migrations';

/** When work items were first read as done, and until when as something else: what lead times rest on, without opening a record. */
export class WorkDone extends Migration {
  override readonly name = '21-work-done';

  override up(): void {
    for (const statement of indexes) this.addSql(statement);
  }
}

const indexes = [
  `create index copy_done on muster.copy (identity, valid_from) where kind = 'work-item' and content ->> 'progress' = 'DONE'`,
  `create index copy_version_done on muster.copy_version (identity, valid_from) where kind = 'work-item' and content ->> 'progress' = 'DONE'`,
  `create index copy_version_undone on muster.copy_version (identity, valid_to) where kind = 'work-item' and content ->> 'progress' <> 'DONE'`,
  // Of 15-reports: nothing asks by it.
  'drop index muster.deployment_ended',
];
