import { Migration } from '@mikro-orm/migrations';

/** Openings of changes: one at a time per connection and correlation, and what each idempotency key was used for. */
export class ChangeOpenings extends Migration {
  override readonly name = '03-change-openings';

  override up(): void {
    for (const statement of openings) this.addSql(statement);
  }
}

const openings = [
  `create table muster.change_opening (
    connection text not null, correlation text not null, fence int not null, lease_until timestamptz(3), asked_at timestamptz(3),
    primary key (connection, correlation))`,
  `create table muster.change_opening_key (
    idempotency_key text primary key, body_digest text not null, change_id text)`,
];
