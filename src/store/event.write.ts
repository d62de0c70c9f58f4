import { randomUUID } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { EventFacts, HubEvent } from '../domain/event.ts';
import { instant, type Clock } from '../domain/instant.ts';
import { tellingQueue } from '../domain/ports/outbox.ts';
import { toJsonb } from './json.ts';
import { query } from './sql.ts';
import type { EnqueueIn } from './work.queue.ts';

export type NewEvent = Pick<HubEvent, 'releaseKey' | 'environment'> & EventFacts;

/** Writes an event and the work of telling it inside an open transaction: it is told if and only if the transaction commits. */
export type Tell = (em: SqlEntityManager, event: NewEvent) => Promise<void>;

export function teller(clock: Clock, enqueueIn: EnqueueIn): Tell {
  return async (em, { kind, releaseKey, environment, facts }) => {
    const id = `event:${randomUUID()}`;
    await query(em, 'insert into muster.event (id, kind, at, release_key, environment, facts) values ($1, $2, $3, $4, $5, $6)',
      [id, kind, instant(clock.now()), releaseKey, environment, toJsonb(facts)]);
    await enqueueIn(em, tellingQueue, id);
  };
}
