import type { Service } from '../../domain/configuration-item.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { nodeOf, notAnItem, readGraph, type Graph } from './graph.ts';
import type { Instance } from './instance.ts';
import { counted, idsOf } from './lookups.ts';
import { readByIds } from './objects.ts';
import { serviceClass, serviceFields, serviceOf } from './translate/item.ts';
import { keyOf, textOf } from './wire.ts';

/** Hops; what lies farther is not counted as impact. */
const deepest = 6;

/**
 * Services that suffer when an item does: the items it impacts, and the services linked to any of them. Three calls,
 * whatever the number of items: the graph, the links, the services.
 */
export function impactedServices(instance: Instance): RelationReader<'ci.impactedServices'> {
  return {
    async relate(identities, ask) {
      const asked = idsOf(instance, 'ci', identities);
      const doing = `walking from ${counted(asked.size, 'item')} to the services above`;
      const graph = await readGraph(instance, [...asked.keys()], 'down', deepest, ask, doing);
      const linked = await linkedServices(instance, graph, ask, doing);
      const direct = [...graph.nodes.values()].filter(({ className }) => className === serviceClass).map(({ id }) => id);
      const { things, fetchedAt } = await readByIds(instance, { className: serviceClass, conditions: [], fields: serviceFields, ask, doing }, 'id', [...direct, ...[...linked.values()].flat()]);
      const services = new Map(things.map((thing) => [thing.id, serviceOf(thing, { instance, fetchedAt })]));
      const answer = new Map<string, readonly Service[]>();
      for (const [id, identity] of asked) {
        const root = [...graph.nodes.values()].find((thing) => thing.id === id && !notAnItem.has(thing.className));
        if (root !== undefined) answer.set(identity, servicesFrom(nodeOf(root), graph, linked).flatMap((service) => services.get(service) ?? []));
      }
      return answer;
    },
  };
}

/** Ids of services by the node of an item they are linked to. */
async function linkedServices(instance: Instance, { nodes }: Graph, ask: Ask, doing: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const items = [...nodes.values()].filter(({ className }) => !notAnItem.has(className)).map(({ id }) => id);
  const { things } = await readByIds(instance, { className: 'lnkFunctionalCIToService', conditions: [], fields: ['service_id', 'functionalci_id_finalclass_recall'], ask, doing }, 'functionalci_id', items);
  const linked = new Map<string, string[]>();
  for (const link of things) {
    const [item, service, className] = [keyOf(link, 'functionalci_id'), keyOf(link, 'service_id'), textOf(link, 'functionalci_id_finalclass_recall')];
    if (item === null || service === null || className === null) continue;
    const node = nodeOf({ className, id: item });
    linked.set(node, [...(linked.get(node) ?? []), service]);
  }
  return linked;
}

/** Within the same number of hops whatever else was asked along, so that an answer does not depend on its company. */
function servicesFrom(root: string, { nodes, impacts }: Graph, linked: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Set([root]);
  let level: readonly string[] = [root];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = [...new Set(level.flatMap((node) => [...(impacts.get(node) ?? [])]))].filter((node) => !reached.has(node));
    for (const node of level) reached.add(node);
  }
  const own = [...reached].flatMap((node) => (nodes.get(node)?.className === serviceClass ? [nodes.get(node)?.id ?? ''] : []));
  return [...new Set([...own, ...[...reached].flatMap((node) => linked.get(node) ?? [])])];
}
