import { Migration } from '@mikro-orm/migrations';

/**
 * What feeds of people said before, who owned a release and looked after it before, and when somebody first agreed to a plan: what
 * joiners-movers-leavers tells of a past moment (docs/decisions/0047). Triggers keep it, so that it is kept whoever writes: a hub of
 * before tells no moment where somebody is no longer named or a release changes hands, and the database’s clock is taken for it.
 * Versions go with the row that they were of.
 */
export class PeoplePast extends Migration {
  override readonly name = '35-people-past';

  override up(): void {
    for (const statement of [...ofFeeds, ...ofReleases, ...ofAgreements]) this.addSql(statement);
  }
}

const said = ['name', 'employment', 'unit', 'starts_on', 'ends_on', 'moved_on', 'is_listed'];
const of = (row: string): string => said.map((column) => `${row}.${column}`).join(', ');

const ofFeeds = [
  `create table muster.listed_person_version (
    email text not null references muster.listed_person (email) on delete cascade, valid_from timestamptz(3) not null, valid_to timestamptz(3) not null,
    name text, employment text not null, unit text, starts_on date, ends_on date, moved_on date, is_listed boolean not null, primary key (email, valid_from))`,
  // From when on it is known who was listed: of a moment before, nobody can tell whom a feed named.
  'create table muster.listed_people_kept (since timestamptz(3) not null)',
  `insert into muster.listed_people_kept select coalesce(max(listed_at), '-infinity') from muster.listed_person`,
  'alter table muster.listed_person add column said_since timestamptz(3)',
  // The last feed named whom it named and left out the others; what it said may be older, and is known of then.
  'update muster.listed_person set said_since = (select since from muster.listed_people_kept)',
  'alter table muster.listed_person alter column said_since set not null',
  `create function muster.begin_listed_person() returns trigger language plpgsql as $$ begin new.said_since := new.listed_at; return new; end $$`,
  'create trigger listed_person_past_new before insert on muster.listed_person for each row when (new.said_since is null) execute function muster.begin_listed_person()',
  `create function muster.keep_listed_person() returns trigger language plpgsql as $$
    begin
      new.said_since := greatest(old.said_since, case when new.is_listed then new.listed_at when new.said_since is distinct from old.said_since then new.said_since else now() end);
      if new.said_since > old.said_since then
        insert into muster.listed_person_version (email, valid_from, valid_to, ${said.join(', ')}) values (old.email, old.said_since, new.said_since, ${of('old')});
      end if;
      return new;
    end $$`,
  // Every feed names most people anew and says the same of them.
  `create trigger listed_person_past_changed before update on muster.listed_person for each row when ((${of('old')}) is distinct from (${of('new')})) execute function muster.keep_listed_person()`,
];

const ofReleases = [
  // Null: since it was created.
  'alter table muster.release add column people_since timestamptz(3)',
  // Nobody else changes owner and stakeholders; who they were before the last of these acts was not kept.
  `update muster.release set people_since = changed.at from (
    select subject, max(at) as at from muster.audit_entry where act = 'updateRelease' and outcome = 'DONE' group by subject) as changed where changed.subject = release.key`,
  `create table muster.release_people_version (
    release_id text not null references muster.release (id) on delete cascade, valid_from timestamptz(3) not null, valid_to timestamptz(3) not null,
    owner_email text not null, stakeholders jsonb not null, primary key (release_id, valid_from))`,
  `create function muster.keep_release_people() returns trigger language plpgsql as $$
    declare since timestamptz(3) := coalesce(old.people_since, old.created_at);
    begin
      if (old.owner_email, old.stakeholders) is not distinct from (new.owner_email, new.stakeholders) then
        new.people_since := old.people_since;
        return new;
      end if;
      new.people_since := greatest(since, case when new.people_since is distinct from old.people_since then new.people_since else now() end);
      if new.people_since > since then
        insert into muster.release_people_version (release_id, valid_from, valid_to, owner_email, stakeholders) values (old.id, since, new.people_since, old.owner_email, old.stakeholders);
      end if;
      return new;
    end $$`,
  'create trigger release_people_changed before update of owner_email, stakeholders, people_since on muster.release for each row execute function muster.keep_release_people()',
];

const ofAgreements = [
  // Null: agreed_at is the first time.
  'alter table muster.agreement add column first_agreed_at timestamptz(3)',
  // The story of a release told each agreement when it was first made.
  `update muster.agreement set first_agreed_at = first.at from (
    select plan.id as plan_id, lower(told ->> 'email') as email, told ->> 'role' as role, min(at) as at
    from muster.timeline_event as line join muster.plan on plan.release_key = line.release_key and plan.environment = told ->> 'environment' and plan.version = (told ->> 'version')::int
    where kind = 'PLAN_AGREED' group by 1, 2, 3) as first
    where first.plan_id = agreement.plan_id and first.email = lower(agreement.email) and first.role = agreement.role and first.at < agreement.agreed_at`,
  `create function muster.keep_first_agreed() returns trigger language plpgsql as $$ begin new.first_agreed_at := coalesce(old.first_agreed_at, old.agreed_at); return new; end $$`,
  'create trigger agreement_first before update of agreed_at on muster.agreement for each row execute function muster.keep_first_agreed()',
];
