import type { Pool, PoolClient } from 'pg';

/** So long (milliseconds) whoever holds a connection that is lost has to give it back: those who do, do so as soon as their statement fails. */
const graceMs = 1_000;

/**
 * Takes connections out of the pool that were lost in the middle of a transaction. Kysely (0.29.6) gives a transaction's connection back when
 * COMMIT or ROLLBACK succeeded, and on a connection that is lost neither does: each would keep its place in the pool for ever, and a hub whose
 * database was away ten times over would never ask it anything again.
 */
export function takeOutLost(pool: Pool): void {
  const [held, known] = [new Set<PoolClient>(), new WeakSet<PoolClient>()];
  pool.on('release', (_error, client) => { held.delete(client); });
  // Not when it connects: the pool has some already.
  pool.on('acquire', (client) => {
    held.add(client);
    if (known.has(client)) return;
    known.add(client);
    client.once('end', () => {
      setTimeout(() => { if (held.has(client)) client.release(true); }, graceMs).unref();
    });
  });
}
