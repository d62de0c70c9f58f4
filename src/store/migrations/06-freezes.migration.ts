import { Migration } from '@mikro-orm/migrations';

/** Freezes; a row changes once, when it is lifted. */
export class Freezes extends Migration {
  override readonly name = '06-freezes';

  override up(): void {
    this.addSql(freeze);
  }
}

const freeze = `create table muster.freeze (
  id text primary key, name text not null, reason text not null, scope jsonb not null, time_zone text not null, recurrence text,
  first jsonb not null, declared_by jsonb not null, declared_at timestamptz(3) not null, lifted jsonb)`;
