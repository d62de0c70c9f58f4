import { PGlite } from '@electric-sql/pglite';
import { MikroORM as EmbeddedORM } from '@mikro-orm/pglite';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { join } from 'node:path';
import type { Clock } from '../domain/instant.ts';
import { lockDirectory } from './directory-lock.ts';
import type { DirectoryLock } from './directory-lock.ts';
import { entities } from './entities/index.ts';
import type { PoolFigures } from '../domain/ports/figures.ts';
import { takeOutLost } from './lost-connections.ts';
import { alone, migrate, refuseUnmigrated } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { PromptClient } from './prompt-client.ts';
import type { StoreLog } from './store.log.ts';

/** Where the hub keeps what it promised to remember. By hand: somebody runs muster migrate, and the hub nothing. A null directory is a database in memory, for tests, which may begin as a copy of another's dump. */
export type StoreLocation = { readonly databaseUrl: string; readonly isMigratedByHand?: boolean } | { readonly directory: string | null; readonly template?: Blob };

export interface OpenDatabase {
  readonly root: SqlEntityManager;
  /** Set when the database is embedded: pg-boss must share this very instance. */
  readonly embedded: PGlite | null;
  /** How many connections are held; null for the embedded database. */
  pool(): PoolFigures | null;
  close(): Promise<void>;
}

const mapping = {
  entities,
  extensions: [Migrator],
  migrations: { migrationsList: migrations, tableName: 'muster.migration', snapshot: false, silent: true },
};

/** Opens PostgreSQL, or PGlite in `<directory>/database`, and brings its tables up to date. */
export async function openDatabase(location: StoreLocation, clock: Clock, log: StoreLog): Promise<OpenDatabase> {
  return 'databaseUrl' in location ? openPostgres(location, log) : openEmbedded(location, clock, log);
}

/** Reaches for a PostgreSQL, and asks it nothing yet. */
export function connectPostgres(databaseUrl: string, log: StoreLog) {
  // The driver reads the whole address itself, so that sslmode and the like mean the same here and in pg-boss.
  return MikroORM.init({ ...mapping, ...loggedTo(log), clientUrl: databaseUrl, driverOptions: { connectionString: databaseUrl, Client: PromptClient }, pool: { max: 10 } });
}

async function openPostgres({ databaseUrl, isMigratedByHand = false }: Extract<StoreLocation, { readonly databaseUrl: string }>, log: StoreLog): Promise<OpenDatabase> {
  const orm = await connectPostgres(databaseUrl, log);
  const close = (): Promise<void> => orm.close(true);
  try {
    if (isMigratedByHand) await refuseUnmigrated(orm.em.fork());
    else await alone(orm, true, () => migrate(orm));
  } catch (error) {
    await close();
    throw error;
  }
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  takeOutLost(pool);
  return { root: orm.em, embedded: null, close, pool: () => ({ busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }) };
}

async function openEmbedded({ directory, template }: Extract<StoreLocation, { readonly directory: string | null }>, clock: Clock, log: StoreLog): Promise<OpenDatabase> {
  const lock = directory === null ? null : lockDirectory(directory, clock);
  let pglite: PGlite | undefined;
  try {
    pglite = await PGlite.create(directory === null ? { ...(template && { loadDataDir: template }) } : { dataDir: join(directory, 'database') });
    return await overPglite(pglite, lock, log);
  } catch (error) {
    await pglite?.close();
    lock?.release();
    throw error;
  }
}

async function overPglite(pglite: PGlite, lock: DirectoryLock | null, log: StoreLog): Promise<OpenDatabase> {
  const orm = await EmbeddedORM.init({ ...mapping, ...loggedTo(log), dbName: 'muster', driverOptions: { pglite } });
  await migrate(orm); // the directory lock keeps every other process away
  const close = async (): Promise<void> => {
    await orm.close(true);
    await pglite.close();
    lock?.release();
  };
  return { root: orm.em, embedded: pglite, close, pool: () => null };
}

/** What MikroORM has to say, e.g. of lost connections, goes where everything goes, not to the console. */
function loggedTo(log: StoreLog): { readonly colors: boolean; readonly logger: (message: string) => void } {
  return { colors: false, logger: (message) => { log.warn({}, message); } };
}
