import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { nodeOf, notAnItem, readGraph } from './graph.ts';
import type { Instance } from './instance.ts';
import { itemsById } from './item.reader.ts';
import { counted, idsOf } from './lookups.ts';
import { unseenItem } from './translate/item.ts';
import { textOf } from './wire.ts';

/** One hop: what impacts an item is what it depends on, what it impacts is what uses it. One call, and those that read the items. */
export function neighbours(instance: Instance, side: 'dependsOn' | 'usedBy'): RelationReader<'ci.dependsOn'> & RelationReader<'ci.usedBy'> {
  return {
    async relate(identities, ask) {
      const asked = idsOf(instance, 'ci', identities);
      const doing = `reading what ${counted(asked.size, 'item')} ${side === 'dependsOn' ? 'depend on' : 'are used by'}`;
      const fetchedAt = instance.clock.now().toISOString();
      const graph = await readGraph(instance, [...asked.keys()], side === 'dependsOn' ? 'up' : 'down', 1, ask, doing);
      const arrows = side === 'dependsOn' ? graph.dependsOn : graph.impacts;
      const items = await itemsById(instance, [...asked.keys(), ...[...graph.nodes.values()].map(({ id }) => id)], ask);
      const answer = new Map<string, readonly ConfigurationItem[]>();
      for (const [id, identity] of asked) {
        const own = items.get(id);
        if (own === undefined) continue;
        const root = nodeOf({ className: own.className, id });
        answer.set(identity, [...(arrows.get(root) ?? [])].filter((node) => node !== root).flatMap((node) => {
          const thing = graph.nodes.get(node);
          if (thing === undefined || notAnItem.has(thing.className)) return [];
          const item = items.get(thing.id);
          return item?.className === thing.className ? [item] : [unseenItem(thing.id, thing.className, textOf(thing, 'friendlyname'), { instance, fetchedAt })];
        }));
      }
      return answer;
    },
  };
}
