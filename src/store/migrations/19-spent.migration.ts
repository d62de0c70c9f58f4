import { Migration } from '@mikro-orm/migrations';

/** What each identity has spent of its minute, as rate-limiter-flexible keeps it. Unlogged: worth nothing after a minute, and gone after a crash. */
export class Spent extends Migration {
  override readonly name = '19-spent';

  override up(): void {
    this.addSql('create unlogged table muster.spent (key varchar(255) primary key, points integer not null default 0, expire bigint)');
  }
}
