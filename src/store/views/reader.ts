/** What a role of the database may be called here: nothing that would need quotes. */
const plainName = /^[a-z_][a-z0-9_]{0,62}$/;
export const readerRole = 'muster_reader';

export function isRoleName(name: string): boolean {
  return plainName.test(name) && !name.startsWith('pg_');
}

/**
 * SQL that makes a role which may read the views and nothing else; the same again changes nothing. For whoever owns the
 * database, since the hub's own login need not be allowed to make roles. Refuses, and leaves nothing behind, when the
 * role could read or write one of our tables after all.
 */
export function grantsSql(role: string): string {
  return `-- A role that may read Muster's views for analysts and nothing else. To be run by the owner of the database, after the hub
-- has started once; the same again changes nothing:   muster sql grants | psql "$DATABASE_URL"
-- It has no password yet: \\password ${role}   For several people: create role ines login in role ${role};
begin;
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login nocreatedb nocreaterole; end if;
end $$;
-- Belts beside the braces: what it may not do anyway is refused sooner, and a query that nobody waits for ends.
alter role ${role} set default_transaction_read_only = on;
alter role ${role} set statement_timeout = '2min';
alter role ${role} set idle_in_transaction_session_timeout = '5min';
-- Of views over JSON the planner expects much, and compiling a query takes seconds where running it takes none.
alter role ${role} set jit = off;
do $$ begin
  execute format('grant connect on database %I to ${role}', current_database());
  -- PostgreSQL lets everybody make temporary tables; older versions let everybody write to schema public.
  execute format('revoke temporary on database %I from public', current_database());
  revoke create on schema public from public;
  grant usage on schema report, mirror to ${role};
  grant select on all tables in schema report, mirror to ${role};
  -- Views that a later version of the hub adds.
  execute format('alter default privileges for role %s in schema report, mirror grant select on tables to ${role}', (select nspowner::regrole from pg_namespace where nspname = 'report'));
end $$;
do $$ declare beyond text; begin
  select string_agg(c.oid::regclass::text, ', ') into beyond from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname in ('muster', 'pgboss') and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and case c.relkind when 'S' then has_sequence_privilege('${role}', c.oid, 'usage, select, update') else has_table_privilege('${role}', c.oid, 'select, insert, update, delete, truncate') or has_any_column_privilege('${role}', c.oid, 'select, insert, update') end;
  if beyond is not null then
    raise exception '${role} could do more than read the views: %', beyond using hint = 'Choose a role that is new, or take away what it has: it must be no superuser, own nothing, and be a member of no role that does.';
  end if;
end $$;
commit;
`;
}

/** SQL that takes all of it back and drops the role. */
export function revokesSql(role: string): string {
  return `-- Takes back what muster sql grants gave, and drops the role. What everybody could do before (temporary tables) is not given back.
--   muster sql revokes | psql "$DATABASE_URL"
begin;
do $$ begin
  execute format('alter default privileges for role %s in schema report, mirror revoke select on tables from ${role}', (select nspowner::regrole from pg_namespace where nspname = 'report'));
  revoke all on all tables in schema report, mirror from ${role};
  revoke usage on schema report, mirror from ${role};
  execute format('revoke connect on database %I from ${role}', current_database());
end $$;
drop role ${role};
commit;
`;
}
