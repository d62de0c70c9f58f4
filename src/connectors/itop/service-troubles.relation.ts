import type { RelationReader } from '../../domain/ports/connection.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Instance } from './instance.ts';
import { counted, idsOf } from './lookups.ts';
import { readByIds } from './objects.ts';
import { noneOf } from './oql.ts';
import { serviceClass } from './translate/item.ts';
import type { Origin } from './translate/record.ts';
import { endedStates, incidentClass, incidentFields, incidentOf, problemClass, problemFields, problemOf } from './translate/trouble.ts';
import { keyOf, type Thing } from './wire.ts';

/** Everything but the ended states, so that a state of the customer's own is not overlooked. */
export function openIncidents(instance: Instance): RelationReader<'service.openIncidents'> {
  return ofService(instance, 'open incidents', incidentClass, incidentFields({ instance }), incidentOf);
}

export function openProblems(instance: Instance): RelationReader<'service.openProblems'> {
  return ofService(instance, 'open problems', problemClass, problemFields({ instance }), problemOf);
}

interface ServiceRelation<T> {
  relate(identities: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, readonly T[]>>;
}

/** Tickets about many services in one call, beside one that tells which of the services there are. */
function ofService<T>(instance: Instance, what: string, className: string, fields: readonly string[], translate: (thing: Thing, origin: Origin) => T): ServiceRelation<T> {
  return {
    async relate(identities, ask) {
      const asked = idsOf(instance, 'service', identities);
      const doing = `reading the ${what} of ${counted(asked.size, 'service')}`;
      const [services, tickets] = await Promise.all([
        readByIds(instance, { className: serviceClass, conditions: [], fields: [], ask, doing }, 'id', asked.keys()),
        readByIds(instance, { className, conditions: [noneOf('status', endedStates)], fields, ask, doing }, 'service_id', asked.keys()),
      ]);
      const answer = new Map<string, T[]>(services.things.map(({ id }) => [asked.get(id) ?? '', []]));
      for (const ticket of tickets.things) answer.get(asked.get(keyOf(ticket, 'service_id') ?? '') ?? '')?.push(translate(ticket, { instance, fetchedAt: tickets.fetchedAt }));
      return answer;
    },
  };
}
