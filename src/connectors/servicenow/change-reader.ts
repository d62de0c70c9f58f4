import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { readWanted } from './table.ts';
import { tellingReader } from './telling-reader.ts';
import { changeFields, changeOf, changeTable } from './translate/change.ts';

/** Changes by number or sys_id: one call. */
export function createChangeReader(instance: Instance): RecordReader<'change'> {
  return tellingReader<'change'>(async (lookups, ask) => {
    const wanted = wantedBy(lookups, 'number');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: changeTable, conditions: [], fields: changeFields, ask, doing: `reading ${counted(wanted.length, 'change')}` }, wanted);
    return { records: rows.map((row) => changeOf(row, { instance, fetchedAt })), hidden };
  });
}
