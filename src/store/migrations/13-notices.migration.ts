import { Migration } from '@mikro-orm/migrations';

/** What is to be told, to whom it is told, and the outcome that each release is known by in each environment. */
export class Notices extends Migration {
  override readonly name = '13-notices';

  override up(): void {
    for (const statement of [...event, ...notice, knownOutcome]) this.addSql(statement);
  }
}

const event = [
  `create table muster.event (
    number int generated always as identity unique, id text primary key, kind text not null, at timestamptz(3) not null,
    release_key text, environment text not null, facts jsonb not null, addressed_at timestamptz(3))`,
  'create index event_unaddressed on muster.event (number) where addressed_at is null',
];

const notice = [
  `create table muster.notice (
    number int generated always as identity unique, id text primary key, event_id text not null references muster.event (id),
    channel text not null, recipient text, subject text not null, text text not null, state text not null, attempts int not null,
    created_at timestamptz(3) not null, next_at timestamptz(3) not null, give_up_at timestamptz(3) not null, sent_at timestamptz(3),
    problem text, fence int not null, claimed_until timestamptz(3))`,
  `create unique index notice_once on muster.notice (event_id, channel, (coalesce(recipient, '')))`,
  `create index notice_waiting on muster.notice (next_at) where state = 'WAITING'`,
];

const knownOutcome = `create table muster.known_outcome (
  release_key text not null, environment text not null, outcome text not null, judged_at timestamptz(3) not null, primary key (release_key, environment))`;
