import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted, type TableAnswer } from './table.ts';
import { changeTable } from './translate/change.ts';
import { itemBehind, itemFieldsBehind } from './translate/item.ts';
import { sysIdOf, valueOf, type Row } from './wire.ts';

export const affectedTable = 'task_ci';
/** The primary item of a change, seen from a row that lists one of its affected items. */
const primaryBehind = 'task.cmdb_ci';
/** Among more changes than this some surely have no affected item: both tables are asked at once then, one trip for a call. */
const few = 20;

/**
 * Items of many changes: the affected ones, and the primary one, which is not necessarily among them (apis/README.md §4).
 * A change that is not there, or hidden, is not in the answer. A judgement asks both tables at once, and so do many
 * changes; a page of few takes the primary item from the affected rows, and asks for it only where a change has no such row
 * or the row does not tell.
 */
export function createChangeItemReader(instance: Instance): RelationReader<'change.configurationItems'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['change'], identities);
      const doing = `reading the configuration items of ${counted(asked.size, 'change')}`;
      const isTold = ask.purpose === 'page' && asked.size <= few;
      const primaryOf = (ids: Iterable<string>): Promise<TableAnswer> => readWanted(instance, { table: changeTable, conditions: [], fields: itemFieldsBehind(instance, 'cmdb_ci'), ask, doing }, wantedIn('sys_id', ids));
      const listed = readWanted(instance, { table: affectedTable, conditions: [], fields: ['task', ...itemFieldsBehind(instance, 'ci_item'), ...(isTold ? ['task.number', ...itemFieldsBehind(instance, primaryBehind)] : [])], ask, doing }, wantedIn('task', asked.keys()));
      const [changes, affected] = await Promise.all([isTold ? listed.then(({ rows }) => primaryOf(untold(asked.keys(), rows))) : primaryOf(asked.keys()), listed]);
      if (affected.hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides ${counted(affected.hidden, 'affected item')} from our account while ${doing}; grant it the right to read ${affectedTable}`);
      const origin = { instance, fetchedAt: affected.fetchedAt };
      const answer = new Map<string, Map<string, ConfigurationItem>>();
      const add = (changeId: string, item: ConfigurationItem | null): void => {
        if (item !== null) answer.get(changeId)?.set(item.id, item);
      };
      for (const row of changes.rows) {
        answer.set(sysIdOf(row), new Map());
        add(sysIdOf(row), itemBehind(row, 'cmdb_ci', origin));
      }
      for (const row of affected.rows) {
        const changeId = valueOf(row, 'task') ?? '';
        if (isTold && tellsPrimary(row)) {
          if (!answer.has(changeId)) answer.set(changeId, new Map());
          add(changeId, itemBehind(row, primaryBehind, origin));
        }
        add(changeId, itemBehind(row, 'ci_item', origin));
      }
      return new Map([...answer].map(([id, items]) => [asked.get(id) ?? '', [...items.values()]]));
    },
  };
}

/** The changes that none of the rows speaks for: without affected items, or not visible from there. */
function untold(ids: Iterable<string>, rows: readonly Row[]): readonly string[] {
  const told = new Set(rows.filter(tellsPrimary).map((row) => valueOf(row, 'task')?.toLowerCase()));
  return [...ids].filter((id) => !told.has(id));
}

/** A number shows that the change itself may be seen; without a primary item it is asked for at the change, which alone can say that there is none. */
function tellsPrimary(row: Row): boolean {
  return valueOf(row, 'task.number') !== null && valueOf(row, primaryBehind) !== null;
}
