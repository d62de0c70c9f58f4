import type { Reach, ReachedItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { nodeOf, notAnItem, readGraph, type Graph } from './graph.ts';
import type { Instance } from './instance.ts';
import { itemsById } from './item.reader.ts';
import { counted, idsOf } from './lookups.ts';
import { unseenItem } from './translate/item.ts';
import { textOf } from './wire.ts';

/** iTop itself goes no farther (its MAX_RECURSION_DEPTH), and neither do we. */
const deepest = 20;

/**
 * All that items depend on, or all that use them, however far: one call for the graph of all of them together, and those
 * that read the items. Rings end where they began. Not complete when something lies at the last hop, or is an item that
 * iTop names and does not let us read.
 */
export function reach(instance: Instance, side: 'dependsOn' | 'usedBy'): RelationReader<'ci.dependencyReach'> & RelationReader<'ci.userReach'> {
  return {
    async relate(identities, ask) {
      const asked = idsOf(instance, 'ci', identities);
      const doing = `walking ${side === 'dependsOn' ? 'down' : 'up'} from ${counted(asked.size, 'item')}`;
      const fetchedAt = instance.clock.now().toISOString();
      const graph = await readGraph(instance, [...asked.keys()], side === 'dependsOn' ? 'up' : 'down', deepest, ask, doing);
      const arrows = side === 'dependsOn' ? graph.dependsOn : graph.impacts;
      const things = [...graph.nodes.values()].filter(({ className }) => !notAnItem.has(className));
      const items = await itemsById(instance, [...asked.keys(), ...things.map(({ id }) => id)], ask);
      const answer = new Map<string, Reach>();
      for (const [id, identity] of asked) {
        const own = items.get(id);
        if (own === undefined) continue;
        const distances = walk(nodeOf({ className: own.className, id }), graph, arrows);
        const reached = [...distances].flatMap(([node, distance]): readonly (ReachedItem & { readonly isSeen: boolean })[] => {
          const thing = graph.nodes.get(node);
          if (distance === 0 || thing === undefined || notAnItem.has(thing.className)) return [];
          const item = items.get(thing.id);
          const isSeen = item?.className === thing.className;
          return [{ distance, isSeen, item: isSeen ? item : unseenItem(thing.id, thing.className, textOf(thing, 'friendlyname'), { instance, fetchedAt }) }];
        });
        answer.set(identity, { items: reached.map(({ item, distance }) => ({ item, distance })), isComplete: reached.every(({ isSeen, distance }) => isSeen && distance < deepest) });
      }
      return answer;
    },
  };
}

/** Fewest hops to each node, nearest first; the root at 0. */
function walk(root: string, { nodes }: Graph, arrows: Graph['impacts']): ReadonlyMap<string, number> {
  const distances = new Map([[root, 0]]);
  // A map tells what is added while it is walked, in order: breadth first.
  for (const [node, distance] of distances) {
    if (distance === deepest) continue;
    for (const next of arrows.get(node) ?? []) if (!distances.has(next) && nodes.has(next)) distances.set(next, distance + 1);
  }
  return distances;
}
