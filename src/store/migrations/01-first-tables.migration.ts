import { Migration } from '@mikro-orm/migrations';

/** Releases, plans, assessments, the audit log and the mirror's copies. */
export class FirstTables extends Migration {
  override readonly name = '01-first-tables';

  override up(): void {
    for (const statement of [release, sealedPackage, link, plan, assessment, audit, copy].flat()) this.addSql(statement);
  }
}

const release = [
  `create table muster.release (
    id text primary key, key text not null constraint release_key unique, name text not null, version text not null,
    description text, service_key text not null, owner_email text not null, train text,
    depends_on jsonb not null, stakeholders jsonb not null,
    created_at timestamptz(3) not null, canceled_at timestamptz(3), closed_at timestamptz(3))`,
  'create index release_newest on muster.release (created_at, id)',
  'create index release_service on muster.release (service_key)',
  'create index release_train on muster.release (train)',
];

const sealedPackage = [
  `create table muster.sealed_package (
    release_key text not null references muster.release (key), revision int not null, sealed_at timestamptz(3) not null,
    sealed_by jsonb not null, digest text not null, artifacts jsonb not null, primary key (release_key, revision))`,
  'create index sealed_package_artifacts on muster.sealed_package using gin (artifacts jsonb_path_ops)',
];

const link = [
  `create table muster.link (
    id text primary key, release_key text not null references muster.release (key), relation text not null,
    reference text not null, identity text, environment text, origin text not null, drawn_by text not null,
    linked_at timestamptz(3) not null, excluded jsonb)`,
  `create unique index link_once on muster.link (release_key, relation, reference, coalesce(environment, ''))`,
  'create index link_reference on muster.link (reference)',
  'create index link_identity on muster.link (identity)',
  // An artifact's identity ends in its digest, whatever library keeps it.
  'create index link_digest on muster.link (right(identity, 64))',
];

const plan = [
  `create table muster.plan (
    id text primary key, release_key text not null references muster.release (key), environment text not null,
    version int not null, time_window jsonb, deployer text not null, parameters jsonb not null, backout_plan text,
    proposed_by jsonb not null, proposed_at timestamptz(3) not null,
    constraint plan_version unique (release_key, environment, version))`,
  `create table muster.agreement (
    number int generated always as identity primary key, plan_id text not null references muster.plan (id),
    email text not null, role text not null, plan_version int not null, agreed_at timestamptz(3) not null)`,
  'create unique index agreement_once on muster.agreement (plan_id, lower(email), role, plan_version)',
];

const assessment = [
  `create table muster.assessment (
    number int generated always as identity unique, id text primary key, release_key text not null, environment text not null,
    readiness jsonb not null, assessed_by jsonb not null)`,
  'create index assessment_newest on muster.assessment (release_key, environment, number)',
];

/** Whoever runs SQL by hand meets this too: history is added to, never altered. */
const audit = [
  `create function muster.refuse_alteration() returns trigger language plpgsql as $$
    begin raise exception '% is append-only: add a line instead of altering one', tg_table_name; end $$`,
  `create table muster.audit_entry (
    number int generated always as identity primary key, at timestamptz(3) not null, actor jsonb, act text not null,
    subject text not null, outcome text not null, because text)`,
  'create index audit_entry_subject on muster.audit_entry (subject, number)',
  `create trigger audit_entry_append_only before update or delete on muster.audit_entry
    for each row execute function muster.refuse_alteration()`,
];

const copy = [
  `create table muster.copy (
    kind text not null, identity text not null, connection text not null, reference text, content jsonb not null,
    fetched_at timestamptz(3) not null, primary key (kind, identity))`,
  'create index copy_reference on muster.copy (kind, reference)',
];
