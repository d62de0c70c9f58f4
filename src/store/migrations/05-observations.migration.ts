import { Migration } from '@mikro-orm/migrations';

/** Deployments that others made, and how far each deployer's history was looked at. */
export class Observations extends Migration {
  override readonly name = '05-observations';

  override up(): void {
    for (const statement of [...deployment, observation]) this.addSql(statement);
  }
}

const deployment = [
  'alter table muster.deployment add column observed_as text',
  // Law: one deployment per run of others. A key of its own: what a caller chooses as idempotency key can never stand in its way.
  'create unique index deployment_observed_as on muster.deployment (observed_as)',
  'create index deployment_correlation on muster.deployment (correlation)',
  `create index deployment_run on muster.deployment ((run -> 'source' ->> 'reference'))`,
];

const observation = `create table muster.observation (
  connection text not null, service_key text not null, environment text not null, cursor timestamptz(3),
  looked_at timestamptz(3), problem jsonb, failures int not null default 0,
  next_at timestamptz(3) not null, fence int not null default 0, lease_runner text, lease_until timestamptz(3),
  primary key (connection, service_key, environment))`;
