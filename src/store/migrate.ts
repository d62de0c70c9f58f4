import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { migrations } from './migrations/index.ts';
import { query } from './sql.ts';
import { StoreError } from './store.error.ts';
import { installViews } from './views/index.ts';

/** "muster" in ASCII: the advisory lock under which one node at a time migrates. */
const migrationLock = 0x6d75_7374;

/** An open mapping with its migrator. */
export interface Migrating {
  readonly em: { fork(): SqlEntityManager };
  readonly migrator: { up(): Promise<readonly { readonly name: string }[]> };
}

/**
 * Brings tables and views up to date and answers the names of the migrations that ran. To be called by one node at a time.
 * A database that a newer version migrated is taken as it is, unless a migration says that it is not for older ones.
 * @throws StoreError when it says so.
 */
export async function migrate({ em, migrator }: Migrating): Promise<readonly string[]> {
  await query(em.fork(), 'create schema if not exists muster');
  await refuseTooNew(em.fork());
  const ran = await migrator.up();
  await installViews(em.fork());
  return ran.map(({ name }) => name);
}

/** Runs it while no other node migrates: waits for one that does, or is told in a StoreError that there is one. */
export async function alone<T>({ em }: Migrating, waits: boolean, work: () => Promise<T>): Promise<T> {
  return em.fork().transactional(async (held) => {
    const [row] = await query(held, `select ${waits ? 'pg_advisory_xact_lock($1) is not null' : 'pg_try_advisory_xact_lock($1)'} as is_ours`, [migrationLock]);
    if (row?.['is_ours'] !== true) throw new StoreError('another hub, or another muster migrate, migrates this database at the moment: wait until it is done, then look with muster migrate --status.');
    return work(); // on connections of its own, while this transaction holds the lock
  });
}

/** For a hub that does not migrate by itself. @throws StoreError when something is pending, or the database is too new. */
export async function refuseUnmigrated(em: SqlEntityManager): Promise<void> {
  await refuseTooNew(em);
  const ran = await namesRun(em);
  const pending = migrations.map(({ name }) => name).filter((name) => !ran.includes(name));
  if (pending.length > 0) throw new StoreError(`${pending.length} migrations are pending (${pending.join(', ')}), and MUSTER_MIGRATE=by-hand says that this hub runs none: run muster migrate, then start it again.`);
}

const tooNew = /^Not for a Muster that does not know (\S+)\.$/;

/** A statement of a migration that versions before it cannot live with: from then on they refuse the database. */
export function notForOlder(name: string): string {
  return `comment on table muster.migration is 'Not for a Muster that does not know ${name}.'`;
}

/** Asks for what tooNewBy reads. */
export const whatIsSaid = `select obj_description(to_regclass('muster.migration'), 'pg_class') as said`;

/** The migration that this version does not know and must know to work on the database; null: there is none. */
export function tooNewBy(said: unknown): string | null {
  const [, needed] = tooNew.exec(typeof said === 'string' ? said : '') ?? [];
  return needed === undefined || migrations.some(({ name }) => name === needed) ? null : needed;
}

async function refuseTooNew(em: SqlEntityManager): Promise<void> {
  const needed = tooNewBy((await query(em, whatIsSaid))[0]?.['said']);
  if (needed === null) return;
  throw new StoreError(`a newer Muster migrated this database (${needed}) in a way that this version cannot work with: run the newer version, or restore the backup from before it (docs/upgrading.md).`);
}

async function namesRun(em: SqlEntityManager): Promise<readonly string[]> {
  const [table] = await query(em, `select to_regclass('muster.migration') is not null as is_there`);
  return table?.['is_there'] === true ? (await query(em, 'select name from muster.migration')).map(({ name }) => String(name)) : [];
}
