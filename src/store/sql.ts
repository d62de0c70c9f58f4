import { fromKysely } from 'pg-boss';
import type { Db } from 'pg-boss';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** A row as the driver answers it: column names of the database, values to be read with care. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The connection this entity manager is on, its open transaction if it has one. The same face serves our own SQL
 * (`$1` parameters, never pasted text) and pg-boss, so that a job is enqueued in the transaction that accepts the work.
 */
export function connectionOf(em: SqlEntityManager): Db {
  return fromKysely(em.getTransactionContext() ?? em.getKysely());
}

export async function query(em: SqlEntityManager, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const { rows } = await connectionOf(em).executeSql(text, [...values]);
  return rows as readonly Row[];
}
