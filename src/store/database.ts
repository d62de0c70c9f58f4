import type { EntityName } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { gathered } from './gathered.ts';
import { retried } from './retry.ts';
import { readAs } from './row.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

/** The open database as the stores of this room see it. */
export interface Database {
  /** One statement outside any transaction. Never call it inside one: on PGlite that waits for ever. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** As query, for a read of a few rows: all that one turn of the event loop asks for goes in one trip (see gathered). */
  gather(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** A row of such a statement in the words of its entity. */
  read<E extends object>(entity: EntityName<E>, row: Row): E;
  /** A fresh entity manager for a few reads or one write; the same warning holds. */
  em(): SqlEntityManager;
  /** All or nothing; done again, whole, on a deadlock or serialization failure. Use only the entity manager given. */
  transaction<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T>;
}

export function databaseOver(root: SqlEntityManager): Database {
  // Statements of their own share nothing but the pool; forking an entity manager for each is only slower.
  const outside = root.fork();
  const send = (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => retried(() => query(outside, text, values));
  const gather = gathered(send);
  return {
    em: () => root.fork(),
    query: send,
    gather: (text, values = []) => gather(text, values),
    read: (entity, row) => readAs(outside, entity, row),
    transaction: (work) => retried(() => root.fork().transactional((em) => work(em))),
  };
}
