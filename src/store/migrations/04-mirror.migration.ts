import { Migration } from '@mikro-orm/migrations';

/** Copies with a digest and a history; where each sync stands; deliveries that tools sent by themselves. */
export class Mirror extends Migration {
  override readonly name = '04-mirror';

  override up(): void {
    for (const statement of [copy, version, sync, delivery].flat()) this.addSql(statement);
  }
}

const copy = [
  // A copy from before has no digest: it is compared whole when it is next read.
  `alter table muster.copy add column digest text not null default '', add column valid_from timestamptz(3), add column gone_because text`,
  'update muster.copy set valid_from = fetched_at',
  'alter table muster.copy alter column valid_from set not null, alter column digest drop default',
  // Room for the next version of a row beside it: a copy read again moves its moment without touching an index.
  'alter table muster.copy set (fillfactor = 85)',
];

/** Only what ended: what stands is in muster.copy. */
const version = [
  `create table muster.copy_version (
    kind text not null, identity text not null, valid_from timestamptz(3) not null, valid_to timestamptz(3) not null,
    fetched_at timestamptz(3) not null, connection text not null, reference text, content jsonb not null, gone_because text,
    primary key (kind, identity, valid_from))`,
  // Versions end in the order they are written: a sparse index finds the old ones for pruning and costs nothing to keep.
  'create index copy_version_ended on muster.copy_version using brin (valid_to)',
];

const sync = [
  `create table muster.sync (
    connection text not null, kind text not null, cursor text, is_whole boolean not null default true,
    started_at timestamptz(3), finished_at timestamptz(3), whole_at timestamptz(3), shrunk_at timestamptz(3),
    done int not null default 0, total int, hidden int not null default 0, problem jsonb, failures int not null default 0,
    next_at timestamptz(3) not null, fence int not null default 0, lease_runner text, lease_until timestamptz(3),
    primary key (connection, kind))`,
];

const delivery = [
  `create table muster.delivery (
    connection text not null, delivery_id text not null, event text not null, received_at timestamptz(3) not null,
    primary key (connection, delivery_id))`,
  'create index delivery_received on muster.delivery (received_at)',
];
