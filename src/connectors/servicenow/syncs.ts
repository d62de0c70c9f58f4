import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { ReadableKind, RecordTypes } from '../../domain/record.ts';
import type { Instance } from './instance.ts';
import type { Condition } from './query.ts';
import { createRecordSync, type SyncedTable } from './record-sync.ts';
import { readPage } from './table.ts';
import { bareChangeFields, changeOf, changeTable } from './translate/change.ts';
import { itemFields, itemOf, itemTable, serviceFields, serviceOf, serviceTable, versionedTable } from './translate/item.ts';
import { articleOf, knowledgeFields, knowledgeTable } from './translate/knowledge.ts';
import { accountRecordOf, accountTable, personFields } from './translate/person.ts';
import type { Origin } from './translate/record.ts';
import { incidentFields, incidentOf, incidentTable, problemFields, problemOf, problemTable } from './translate/trouble.ts';
import { shownOf, sysIdOf, valueOf, type Row } from './wire.ts';

/** Every kind that may be read as a whole. A record reads the same here and by its reader. */
export function createSyncs(instance: Instance): NonNullable<Connection['syncs']> {
  return {
    change: createRecordSync(instance, changes(instance)),
    ci: createRecordSync(instance, items(instance)),
    service: createRecordSync(instance, rowByRow(serviceTable, serviceFields, false, serviceOf)),
    incident: createRecordSync(instance, rowByRow(incidentTable, incidentFields, true, incidentOf)),
    problem: createRecordSync(instance, rowByRow(problemTable, problemFields, true, problemOf)),
    account: createRecordSync(instance, rowByRow(accountTable, personFields, true, accountRecordOf)),
    knowledge: createRecordSync(instance, rowByRow(knowledgeTable, knowledgeFields, true, articleOf)),
  };
}

function rowByRow<K extends ReadableKind>(table: string, fields: readonly string[], isBare: boolean, translate: (row: Row, origin: Origin) => RecordTypes[K]): SyncedTable<K> {
  return { table, fields, isBare, translate: (rows, origin) => rows.map((row) => translate(row, origin)) };
}

/** Of all columns of a change only the state has a label of its own: they are asked for once per value, not per row. */
function changes(instance: Instance): SyncedTable<'change'> {
  const labels = new Map<string, string>();
  return {
    table: changeTable, fields: bareChangeFields, isBare: true,
    async translate(rows, origin, span, ask) {
      const isKnown = rows.every((row) => labels.has(valueOf(row, 'state') ?? ''));
      if (!isKnown) for (const row of await beside(instance, changeTable, 'state', rows, span, false, ask)) labels.set(valueOf(row, 'state') ?? '', shownOf(row, 'state') ?? '');
      return rows.map((row) => changeOf(row, origin, labels));
    },
  };
}

/** The base table answers its own columns only: versions stand in the class's. */
function items(instance: Instance): SyncedTable<'ci'> {
  return {
    table: itemTable, fields: itemFields, isBare: true,
    async translate(rows, origin, span, ask) {
      const versions = new Map((await beside(instance, versionedTable, 'version', rows, span, true, ask)).map((row) => [sysIdOf(row), valueOf(row, 'version')]));
      return rows.map((row) => itemOf(row, versions.get(sysIdOf(row)) ?? null, origin));
    },
  };
}

/** One more column of the rows of a page. One that has moved on since is missing here, and comes again later in the sync. */
async function beside(instance: Instance, table: string, field: string, rows: readonly Row[], span: readonly Condition[], isBare: boolean, ask: Ask): Promise<readonly Row[]> {
  const ids = new Set(rows.map(sysIdOf));
  const question = { table, conditions: [], fields: [field], expects: (row: Row) => ids.has(sysIdOf(row)), ask, doing: `reading ${field} of a page of ${table}` };
  return (await readPage(instance, question, { conditions: span, orders: [{ field: 'sys_id' }], limit: 2_000, offset: 0, isBare })).rows;
}
