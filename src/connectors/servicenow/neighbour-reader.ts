import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { itemBehind, itemFieldsBehind } from './translate/item.ts';
import { valueOf } from './wire.ts';

export const relationTable = 'cmdb_rel_ci';

/**
 * One hop along cmdb_rel_ci, where the parent depends on the child whatever the type ("Depends on::Used by", "Runs
 * on::Runs", "Contains::Contained by"; apis/README.md §4). The same pair by two types is one neighbour. One call.
 */
export function createNeighbourReader(instance: Instance, from: 'parent' | 'child'): RelationReader<'ci.dependsOn'> & RelationReader<'ci.usedBy'> {
  const to = from === 'parent' ? 'child' : 'parent';
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['ci', 'service'], identities);
      const { rows, fetchedAt } = await readWanted(instance, { table: relationTable, conditions: [], fields: [from, ...itemFieldsBehind(instance, to)], ask, doing: `reading what ${counted(asked.size, 'item')} ${from === 'parent' ? 'depend on' : 'are used by'}` }, wantedIn(from, asked.keys()));
      const answer = new Map<string, Map<string, ConfigurationItem>>([...asked.values()].map((identity) => [identity, new Map()]));
      for (const row of rows) {
        const item = itemBehind(row, to, { instance, fetchedAt });
        if (item !== null) answer.get(asked.get(valueOf(row, from) ?? '') ?? '')?.set(item.id, item);
      }
      return new Map([...answer].map(([identity, items]) => [identity, [...items.values()]]));
    },
  };
}
