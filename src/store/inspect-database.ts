import { Client } from 'pg';
import type { Clock } from '../domain/instant.ts';
import { tooNewBy, whatIsSaid } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { whyNot } from './open-store.ts';

/** What can be told of a PostgreSQL without changing anything in it. */
export interface DatabaseState {
  /** As the server tells it, e.g. 17.2 */
  readonly version: string;
  readonly userName: string;
  readonly isEncrypted: boolean;
  /** Its clock before ours, milliseconds. */
  readonly clockAheadMs: number;
  /** Names of migrations that the next start would run; all of them in a database that has never been opened by a hub. */
  readonly pending: readonly string[];
  /** Names of migrations that ran and that this version does not know: a newer one was here. */
  readonly unknown: readonly string[];
  /** One of these that says that a version which does not know it must not work on the database. */
  readonly tooNewBy: string | null;
  /** Whether our account may make the tables that are pending. */
  readonly mayMigrate: boolean;
  /** Whether autovacuum is on: what is written again with each look at work in hand leaves dead rows behind, which every later look reads. */
  readonly isVacuumed: boolean;
}

const withinMs = 10_000;

/** Looks, and migrates nothing. Throws a StoreError naming the database (without its password) when it cannot be reached. */
export async function inspectDatabase(databaseUrl: string, clock: Clock): Promise<DatabaseState> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: withinMs, query_timeout: withinMs });
  // A connection that breaks between two questions is told by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await look(client, clock);
  } catch (error) {
    throw whyNot({ databaseUrl }, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface About { readonly version: string; readonly user_name: string; readonly encrypted: boolean; readonly now: Date; readonly may_create: boolean; readonly is_vacuumed: boolean }

async function look(client: Client, clock: Clock): Promise<DatabaseState> {
  const { rows: [about] } = await client.query<About>(`
    select current_setting('server_version') as version, current_user as user_name, clock_timestamp() as now, current_setting('autovacuum')::boolean as is_vacuumed,
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
      case when to_regnamespace('muster') is null then has_database_privilege(current_database(), 'create') else has_schema_privilege('muster', 'create') end as may_create`);
  if (about === undefined) throw new Error('the database answered nothing');
  const clockAheadMs = about.now.getTime() - clock.now().getTime();
  const known = migrations.map(({ name }) => name);
  const ran = await migrationsRun(client);
  return {
    version: about.version, userName: about.user_name, isEncrypted: about.encrypted, clockAheadMs,
    pending: known.filter((name) => !ran.includes(name)), unknown: ran.filter((name) => !known.includes(name)), tooNewBy: tooNewBy((await client.query<{ readonly said: string | null }>(whatIsSaid)).rows[0]?.said), mayMigrate: about.may_create, isVacuumed: about.is_vacuumed,
  };
}

async function migrationsRun(client: Client): Promise<readonly string[]> {
  const { rows: [table] } = await client.query<{ readonly is_there: boolean }>(`select to_regclass('muster.migration') is not null as is_there`);
  if (table?.is_there !== true) return [];
  return (await client.query<{ readonly name: string }>('select name from muster.migration order by id')).rows.map(({ name }) => name);
}
