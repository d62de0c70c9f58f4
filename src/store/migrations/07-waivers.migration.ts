import { Migration } from '@mikro-orm/migrations';

/** Waivers; a row changes when it is decided, when it is revoked, and when its follow-up is settled: once each. */
export class Waivers extends Migration {
  override readonly name = '07-waivers';

  override up(): void {
    this.addSql(waiver);
    this.addSql('create index waiver_of_release on muster.waiver (release_key, environment)');
  }
}

const waiver = `create table muster.waiver (
  id text primary key, release_key text not null, environment text not null, gate text not null, package_digest text not null, package_revision integer not null,
  reason text not null, requested_by jsonb not null, requested_at timestamptz(3) not null, expires_at timestamptz(3) not null, break_glass jsonb, decision jsonb, revoked jsonb)`;
