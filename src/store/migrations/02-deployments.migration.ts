import { Migration } from '@mikro-orm/migrations';

/** Deployments and their journals, with the two laws that the database itself keeps. */
export class Deployments extends Migration {
  override readonly name = '02-deployments';

  override up(): void {
    for (const statement of [...deployment, ...journal]) this.addSql(statement);
  }
}

const deployment = [
  'create sequence muster.deployment_sequence',
  `create table muster.deployment (
    id text primary key, origin text not null, release_key text, environment text not null, service_key text not null,
    sequence int not null constraint deployment_sequence_once unique, package_digest text, plan_id text,
    state text not null, because text not null, needs_attention boolean not null,
    requested_by jsonb, requested_at timestamptz(3) not null, start_kind text not null, start_at timestamptz(3),
    triggered_at timestamptz(3), live_at timestamptz(3), finished_at timestamptz(3),
    idempotency_key text, body_digest text not null, correlation text not null,
    run jsonb, steps jsonb not null, change_ids jsonb not null, incident_id text, back_out_of_id text,
    fence int not null, lease_runner text, lease_until timestamptz(3), lease_ms int not null,
    next_look_at timestamptz(3) not null, journal_length int not null)`,
  // Law: one deployment per idempotency key.
  'create unique index deployment_idempotency_key on muster.deployment (idempotency_key)',
  // Law: one active deployment per service and environment. What others run (OBSERVED) is a fact that no index can refuse.
  `create unique index deployment_one_active on muster.deployment (service_key, environment)
    where origin = 'TRIGGERED' and state in ('REVALIDATING', 'TRIGGERING', 'UNCLEAR', 'RUNNING', 'VERIFYING', 'RECORDING')`,
  `create index deployment_open on muster.deployment (next_look_at)
    where state not in ('SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED')`,
  'create index deployment_lane on muster.deployment (service_key, environment, sequence)',
  'create index deployment_release on muster.deployment (release_key, environment, sequence)',
];

const journal = [
  `create table muster.journal_entry (
    deployment_id text not null references muster.deployment (id), number int not null, at timestamptz(3) not null,
    kind text not null, step text, summary text not null, data jsonb not null, primary key (deployment_id, number))`,
  `create trigger journal_entry_append_only before update or delete on muster.journal_entry
    for each row execute function muster.refuse_alteration()`,
];
