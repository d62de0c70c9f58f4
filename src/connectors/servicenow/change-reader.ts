import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { readWanted } from './table.ts';
import { changeFields, changeOf, changeTable } from './translate/change.ts';

/** Changes by number or sys_id: one call. */
export function createChangeReader(instance: Instance): RecordReader<'change'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'number');
      const { rows, fetchedAt } = await readWanted(instance, { table: changeTable, conditions: [], fields: changeFields, ask, doing: `reading ${counted(wanted.length, 'change')}` }, wanted);
      return rows.map((row) => changeOf(row, { instance, fetchedAt }));
    },
  };
}
