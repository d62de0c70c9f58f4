import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import type { Wanted } from './query.ts';
import { readWanted } from './table.ts';
import { tellingReader } from './telling-reader.ts';
import { itemFields, itemOf, itemTable, serviceFields, serviceOf, serviceTable, versionedTable } from './translate/item.ts';
import { sysIdOf, valueOf } from './wire.ts';

/** Items by name or sys_id: two calls at once, since versions stand in the class's own columns only (apis/README.md §4). */
export function createItemReader(instance: Instance): RecordReader<'ci'> {
  return tellingReader<'ci'>(async (lookups, ask) => {
    const wanted = wantedBy(lookups, 'name');
    const doing = `reading ${counted(wanted.length, 'configuration item')}`;
    const [{ rows, hidden, fetchedAt }, versions] = await Promise.all([
      readWanted(instance, { table: itemTable, conditions: [], fields: itemFields, ask, doing }, wanted),
      readVersions(instance, wanted, ask, doing),
    ]);
    return { records: rows.map((row) => itemOf(row, versions.get(sysIdOf(row)) ?? null, { instance, fetchedAt })), hidden };
  });
}

/** By sys_id: the version of those of the wanted items that are applications. */
export async function readVersions(instance: Instance, wanted: readonly Wanted[], ask: Ask, doing: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await readWanted(instance, { table: versionedTable, conditions: [], fields: ['name', 'version'], ask, doing }, wanted);
  return new Map(rows.flatMap((row) => {
    const version = valueOf(row, 'version');
    return version === null ? [] : [[sysIdOf(row), version] as const];
  }));
}

/** Services by name or sys_id: one call. */
export function createServiceReader(instance: Instance): RecordReader<'service'> {
  return tellingReader<'service'>(async (lookups, ask) => {
    const wanted = wantedBy(lookups, 'name');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: serviceTable, conditions: [], fields: serviceFields, ask, doing: `reading ${counted(wanted.length, 'service')}` }, wanted);
    return { records: rows.map((row) => serviceOf(row, { instance, fetchedAt })), hidden };
  });
}
