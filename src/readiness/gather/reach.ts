import type { Service } from '../../domain/configuration-item.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RelationTypes } from '../../domain/record.ts';
import type { Incident, Problem } from '../../domain/incident.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { known, type Fact, type Known } from '../fact.ts';
import type { ReachFacts, TroubleFacts } from '../facts.ts';
import type { ItemFacts } from './items.ts';
import type { Reader } from './records.ts';

/** What every readable item of the release reaches, the target included: one question for all of them. */
export async function gatherReach(reader: Reader, { items, target }: ItemFacts): Promise<readonly ReachFacts[]> {
  const readable = [...items, ...(target === null ? [] : [target])].flatMap(({ record }) => (record.state === 'known' ? [record] : []));
  const distinct = [...new Map(readable.map((record) => [record.value.id, { record }])).values()];
  const services = await reader.relate('ci.impactedServices', distinct);
  return distinct.map((item) => ({ item: item.record.value.id, services: services(item) }));
}

type Trouble<N extends 'service.openIncidents' | 'service.openProblems'> = RelationTypes[N][number];

/**
 * What is open about every service that is reached, and about the items that reach it, since a record often names the item
 * and no service: one question for all of them. A tool that tells of services alone answers nothing about items.
 */
export async function gatherTrouble<N extends 'service.openIncidents' | 'service.openProblems'>(reader: Reader, relation: N, reach: readonly ReachFacts[]): Promise<readonly TroubleFacts<Trouble<N>>[]> {
  const services = reached(reach).map(({ record }) => record.value.id);
  const open = await reader.relateIds(relation, [...services, ...reach.map(({ item }) => item)]) as (id: RecordIdentity) => Fact<readonly Trouble<N>[]>;
  return services.map((service) => {
    const reaching = reach.filter(({ services: its }) => its.state === 'known' && its.value.some(({ id }) => id === service));
    return { service, open: reaching.map(({ item }) => open(item)).reduce(withItem, open(service)) };
  });
}

/** What is open about a service and an item of it, each record once. */
function withItem<T extends Incident | Problem>(service: Fact<readonly T[]>, item: Fact<readonly T[]>): Fact<readonly T[]> {
  if (service.state !== 'known' || item.state === 'absent') return service;
  if (item.state === 'unknown') return item;
  const both = new Map([...service.value, ...item.value].map((one) => [one.id, one]));
  return known([...both.values()], item.fetchedAt < service.fetchedAt ? item.fetchedAt : service.fetchedAt);
}

/** The services that are reached, each once. */
export function reached(reach: readonly ReachFacts[]): readonly { readonly record: Known<Service> }[] {
  const all = reach.flatMap(({ services }) => (services.state === 'known' ? services.value.map((service) => ofService(service, services.fetchedAt)) : []));
  return [...new Map(all.map((one) => [one.record.value.id, one])).values()];
}

function ofService(service: Service, fetchedAt: Instant): { readonly record: Known<Service> } {
  return { record: known(service, fetchedAt) };
}
