import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { changeTable } from './translate/change.ts';
import { itemBehind, itemFieldsBehind } from './translate/item.ts';
import { sysIdOf } from './translate/record.ts';
import { valueOf } from './wire.ts';

const affectedTable = 'task_ci';

/**
 * Items of many changes in two calls at once: the affected ones, and the primary one, which is not necessarily among
 * them (apis/README.md §4). A change that is not there, or hidden, is not in the answer.
 */
export function createChangeItemReader(instance: Instance): RelationReader<'change.configurationItems'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['change'], identities);
      const doing = `reading the configuration items of ${counted(asked.size, 'change')}`;
      const [changes, affected] = await Promise.all([
        readWanted(instance, { table: changeTable, conditions: [], fields: itemFieldsBehind('cmdb_ci'), ask, doing }, wantedIn('sys_id', asked.keys())),
        readWanted(instance, { table: affectedTable, conditions: [], fields: ['task', ...itemFieldsBehind('ci_item')], ask, doing }, wantedIn('task', asked.keys())),
      ]);
      if (affected.hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides ${counted(affected.hidden, 'affected item')} from our account while ${doing}; grant it the right to read ${affectedTable}`);
      const origin = { instance, fetchedAt: changes.fetchedAt };
      const answer = new Map<string, Map<string, ConfigurationItem>>();
      const add = (changeId: string, item: ConfigurationItem | null): void => {
        if (item !== null) answer.get(changeId)?.set(item.id, item);
      };
      for (const row of changes.rows) {
        answer.set(sysIdOf(row), new Map());
        add(sysIdOf(row), itemBehind(row, 'cmdb_ci', origin));
      }
      for (const row of affected.rows) add(valueOf(row, 'task') ?? '', itemBehind(row, 'ci_item', origin));
      return new Map([...answer].map(([id, items]) => [asked.get(id) ?? '', [...items.values()]]));
    },
  };
}
