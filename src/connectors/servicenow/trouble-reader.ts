import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader, RelationReader } from '../../domain/ports/connection.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import type { Instance } from './instance.ts';
import { counted, sysIdsOf, wantedBy, wantedIn } from './lookups.ts';
import { compared, noneOf, type Condition } from './query.ts';
import { readWanted } from './table.ts';
import { tellingReader } from './telling-reader.ts';
import { levelFields, serviceLevelOf } from './translate/item.ts';
import type { Origin } from './translate/record.ts';
import { endedIncidentStates, endedProblemStates, incidentFields, incidentOf, incidentTable, problemFields, problemOf, problemTable } from './translate/trouble.ts';
import { valueOf, type Row } from './wire.ts';

export function createIncidentReader(instance: Instance): RecordReader<'incident'> {
  return tellingReader<'incident'>(async (lookups, ask) => {
    const wanted = wantedBy(lookups, 'number');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: incidentTable, conditions: [], fields: incidentFields, ask, doing: `reading ${counted(wanted.length, 'incident')}` }, wanted);
    return { records: rows.map((row) => incidentOf(row, { instance, fetchedAt })), hidden };
  });
}

export function createProblemReader(instance: Instance): RecordReader<'problem'> {
  return tellingReader<'problem'>(async (lookups, ask) => {
    const wanted = wantedBy(lookups, 'number');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: problemTable, conditions: [], fields: problemFields, ask, doing: `reading ${counted(wanted.length, 'problem')}` }, wanted);
    return { records: rows.map((row) => problemOf(row, { instance, fetchedAt })), hidden };
  });
}

/** Everything but the ended states, so that a state of the customer's own is not overlooked. */
export function createOpenIncidentReader(instance: Instance): RelationReader<'service.openIncidents'> {
  return ofService(instance, 'open incidents', { table: incidentTable, conditions: [noneOf('state', endedIncidentStates)], fields: incidentFields, service: 'business_service', item: 'cmdb_ci' }, incidentOf);
}

export function createOpenProblemReader(instance: Instance): RelationReader<'service.openProblems'> {
  return ofService(instance, 'open problems', { table: problemTable, conditions: [noneOf('state', endedProblemStates)], fields: problemFields, service: 'business_service', item: 'cmdb_ci' }, problemOf);
}

/** Running service levels of tasks about the service. */
export function createServiceLevelReader(instance: Instance): RelationReader<'service.serviceLevels'> {
  return ofService(instance, 'service levels', { table: 'task_sla', conditions: [compared('active', '=', 'true')], fields: levelFields, service: 'task.business_service', item: 'task.cmdb_ci' }, serviceLevelOf);
}

interface ServiceQuestion {
  readonly table: string;
  readonly conditions: readonly Condition[];
  readonly fields: readonly string[];
  /** Column that names the service a row is about. */
  readonly service: string;
  /** Column of the item it is about, which may be the service itself. */
  readonly item: string;
}

interface ServiceRelation<T> {
  relate(identities: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, readonly T[]>>;
}

/** Rows about many services in one call. */
function ofService<T>(instance: Instance, what: string, question: ServiceQuestion, translate: (row: Row, origin: Origin) => T): ServiceRelation<T> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['service', 'ci'], identities);
      const { table, conditions, fields, service, item } = question;
      const { rows, fetchedAt } = await readWanted(instance, { table, conditions, fields, ask, doing: `reading the ${what} of ${counted(asked.size, 'service')}` }, [...wantedIn(service, asked.keys()), ...wantedIn(item, asked.keys())]);
      const answer = new Map<string, T[]>([...asked.values()].map((identity) => [identity, []]));
      for (const row of rows) {
        const about = new Set([valueOf(row, service), valueOf(row, item)].flatMap((id) => (id === null ? [] : asked.get(id) ?? [])));
        for (const identity of about) answer.get(identity)?.push(translate(row, { instance, fetchedAt }));
      }
      return answer;
    },
  };
}
