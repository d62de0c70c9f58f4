import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { idIn, select } from './oql.ts';
import { itemClass, serviceClass } from './translate/item.ts';
import { relatedAnswer, type Thing } from './wire.ts';

/** What reaches what along "impacts", by "Class::id": ids alone are not unique, people and services may be reached too. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Thing>;
  /** From a node to what it impacts. */
  readonly impacts: ReadonlyMap<string, ReadonlySet<string>>;
  /** From a node to what impacts it. */
  readonly dependsOn: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What "impacts" may reach and is no configuration item; their ids may be those of items. */
export const notAnItem: ReadonlySet<string> = new Set(['Person', 'Team', serviceClass]);

const mostNodes = 5_000;

/** core/get_related for all items together: one call, however many hops. Arrows say "impacts" in both directions. */
export async function readGraph(instance: Instance, ids: readonly string[], direction: 'up' | 'down', depth: number, ask: Ask, doing: string): Promise<Graph> {
  if (ids.length === 0) return { nodes: new Map(), impacts: new Map(), dependsOn: new Map() };
  const { objects, relations } = await instance.rest({
    params: { operation: 'core/get_related', class: itemClass, key: select(itemClass, [idIn('id', ids)]), relation: 'impacts', depth, direction },
    schema: relatedAnswer, ask, doing,
  });
  if (objects.length > mostNodes) throw refuse(instance, 'UNEXPECTED_ANSWER', `relates these items to more than ${mostNodes} others, too many to walk`);
  const nodes = new Map(objects.map((thing) => [nodeOf(thing), thing]));
  const impacts = new Map<string, Set<string>>();
  const dependsOn = new Map<string, Set<string>>();
  for (const [source, sinks] of Object.entries(relations)) {
    for (const { key: sink } of sinks) {
      if (!nodes.has(source) || !nodes.has(sink)) throw refuse(instance, 'UNEXPECTED_ANSWER', `drew an arrow to an object it did not show while ${doing}`);
      impacts.set(source, (impacts.get(source) ?? new Set()).add(sink));
      dependsOn.set(sink, (dependsOn.get(sink) ?? new Set()).add(source));
    }
  }
  return { nodes, impacts, dependsOn };
}

export function nodeOf({ className, id }: Pick<Thing, 'className' | 'id'>): string {
  return `${className}::${id}`;
}
