import { Migration } from '@mikro-orm/migrations';

/**
 * What each background reading of a tool said of itself, from each moment on: what a report for a past moment tells of its
 * sources. Known from this migration on: what was said before was not kept. And when a link was first drawn, where a stronger
 * origin has drawn it again since then: of that the link itself tells the later moment.
 */
export class Readings extends Migration {
  override readonly name = '26-readings';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table muster.reading (
    connection text not null, kind text not null, place text not null, at timestamptz(3) not null,
    read_at timestamptz(3), done int not null, total int, hidden int not null, failures int not null, problem jsonb, next_at timestamptz(3) not null,
    primary key (connection, kind, place, at))`,
  // What is kept is written in order of time: a sparse index finds the old for pruning and costs nothing to keep.
  'create index reading_at on muster.reading using brin (at)',
  `insert into muster.reading select connection, kind, '', now(), finished_at, done, total, hidden, failures, problem, next_at from muster.sync`,
  `insert into muster.reading select connection, 'deployment', concat(service_key, ' ', environment), now(), looked_at, 0, null, 0, failures, problem, next_at from muster.observation`,
  'alter table muster.link add column first_linked_at timestamptz(3)',
];
