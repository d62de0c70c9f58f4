import { finalStates } from '../domain/deployment.ts';
import { instant, type Clock } from '../domain/instant.ts';
import { keyOfRelation, noticedQueue, type DeliveryStore } from '../domain/ports/delivery-store.ts';
import { keyOfProtection, protectionQueue } from '../domain/ports/protection.ts';
import type { Database } from './database.ts';
import { advanceQueue } from './deployment.accept.ts';
import { query } from './sql.ts';
import type { OpenWorkQueue } from './work.queue.ts';

const rememberedMs = 7 * 86_400_000;

export function deliveryStore(database: Database, clock: Clock, { queue, enqueueIn }: OpenWorkQueue): DeliveryStore {
  return {
    async take(connection, notice) {
      const followed = await database.transaction(async (em) => {
        const now = clock.now();
        await query(em, 'delete from muster.delivery where received_at < $1', [instant(new Date(now.getTime() - rememberedMs))]);
        const taken = await query(em, remember, [connection, notice.deliveryId, notice.event, instant(now)]);
        if (taken.length === 0) return null;
        for (const key of new Set([...notice.records, ...(notice.relations ?? []).map(keyOfRelation)])) await enqueueIn(em, noticedQueue, key);
        for (const request of notice.protections ?? []) await enqueueIn(em, protectionQueue, keyOfProtection({ ...request, connection, askedAt: instant(now), isReported: false }));
        const ids = (await query(em, following, [[...finalStates], notice.runIds, notice.correlations])).map((row) => String(row['id']));
        for (const id of ids) await enqueueIn(em, advanceQueue, id);
        return ids;
      });
      // A look that waits already for a later moment is only brought forward: losing that costs its delay and no more.
      for (const id of followed ?? []) await queue.enqueue(advanceQueue, id, 0);
      return followed !== null;
    },
  };
}

const remember = `insert into muster.delivery (connection, delivery_id, event, received_at) values ($1, $2, $3, $4)
  on conflict (connection, delivery_id) do nothing returning delivery_id`;

/** Of whatever deployer: a look too many is harmless. */
const following = `select id from muster.deployment where state <> all($1) and (run ->> 'runId' = any($2) or correlation = any($3)) order by id`;

