import type { ConfigurationItem, Reach } from '../../domain/configuration-item.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { relationTable } from './neighbour-reader.ts';
import { readWanted } from './table.ts';
import { itemBehind, itemFieldsBehind } from './translate/item.ts';
import { valueOf } from './wire.ts';

/** More items than this are no reach that anybody reads; the walk says that it was cut. */
const mostItems = 5_000;
const mostLevels = 50;

interface Walked {
  readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  readonly items: ReadonlyMap<string, ConfigurationItem>;
  readonly isComplete: boolean;
}

/**
 * Everything an item reaches along cmdb_rel_ci, however far, nearest first: a whole level of all asked items per batch of
 * calls, so that calls follow the depth and not the number of items. Rings are walked once, an item by several relations
 * or types counts once. Hidden relations and hidden ends make it incomplete.
 */
export function createReachReader(instance: Instance, from: 'parent' | 'child'): RelationReader<'ci.dependencyReach'> & RelationReader<'ci.userReach'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['ci', 'service'], identities);
      const walked = await walk(instance, from, new Set(asked.keys()), ask);
      return new Map([...asked].map(([id, identity]) => [identity, reachOf(id, walked)]));
    },
  };
}

async function walk(instance: Instance, from: 'parent' | 'child', start: ReadonlySet<string>, ask: Ask): Promise<Walked> {
  const to = from === 'parent' ? 'child' : 'parent';
  const [next, items, seen] = [new Map<string, Set<string>>(), new Map<string, ConfigurationItem>(), new Set(start)];
  let frontier: readonly string[] = [...start];
  let isComplete = true;
  for (let level = 0; frontier.length > 0; level += 1) {
    if (level === mostLevels || seen.size > mostItems) return { next, items, isComplete: false };
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: relationTable, conditions: [], fields: [from, ...itemFieldsBehind(instance, to)], ask, doing: `walking from ${counted(frontier.length, 'item')} along the CMDB's relations` }, wantedIn(from, frontier));
    if (hidden > 0) isComplete = false;
    const found = new Set<string>();
    for (const row of rows) {
      const [here, there] = [valueOf(row, from), valueOf(row, to)];
      const item = itemBehind(row, to, { instance, fetchedAt });
      if (here === null || there === null || item === null) isComplete = false;
      else {
        next.set(here, (next.get(here) ?? new Set()).add(there));
        items.set(there, item);
        // A reference whose item shows no class leads to one that is hidden, or to none any more: what lies behind it is unknown.
        if (valueOf(row, `${to}.sys_class_name`) === null) isComplete = false;
        else if (!seen.has(there)) found.add(there);
        seen.add(there);
      }
    }
    frontier = [...found];
  }
  return { next, items, isComplete };
}

function reachOf(id: string, { next, items, isComplete }: Walked): Reach {
  const reached = new Set([id]);
  const found: { item: ConfigurationItem; distance: number }[] = [];
  let level: readonly string[] = [id];
  for (let distance = 1; level.length > 0; distance += 1) {
    const above = new Set(level.flatMap((one) => [...(next.get(one) ?? [])]).filter((one) => !reached.has(one)));
    for (const one of above) {
      const item = items.get(one);
      reached.add(one);
      if (item !== undefined) found.push({ item, distance });
    }
    level = [...above];
  }
  return { items: found, isComplete };
}
