import type { Service } from '../../domain/configuration-item.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RelationTypes } from '../../domain/record.ts';
import { known, type Known } from '../fact.ts';
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

/** What is open about every service that is reached: one question for all of them. */
export async function gatherTrouble<N extends 'service.openIncidents' | 'service.openProblems'>(reader: Reader, relation: N, reach: readonly ReachFacts[]): Promise<readonly TroubleFacts<Trouble<N>>[]> {
  const services = reached(reach);
  const open = await reader.relate(relation, services);
  return services.map((service) => ({ service: service.record.value.id, open: open(service) }));
}

/** The services that are reached, each once. */
export function reached(reach: readonly ReachFacts[]): readonly { readonly record: Known<Service> }[] {
  const all = reach.flatMap(({ services }) => (services.state === 'known' ? services.value.map((service) => ofService(service, services.fetchedAt)) : []));
  return [...new Map(all.map((one) => [one.record.value.id, one])).values()];
}

function ofService(service: Service, fetchedAt: Instant): { readonly record: Known<Service> } {
  return { record: known(service, fetchedAt) };
}
