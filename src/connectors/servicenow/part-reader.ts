import type { ChangeTask } from '../../domain/change.ts';
import type { Service } from '../../domain/configuration-item.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import type { RecordIdentity, RecordKind } from '../../domain/reference.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { levelFields, serviceBehind, serviceFieldsBehind, serviceFields, serviceLevelOf, serviceOf } from './translate/item.ts';
import type { Origin } from './translate/record.ts';
import { taskFields, taskOf, taskTable } from './translate/task.ts';
import { valueOf, type Row } from './wire.ts';

export const impactedTable = 'task_cmdb_ci_service';
export const offeringTable = 'task_service_offering';

/** Rows of one table that each belong to one record by one of their columns. */
interface Parts<T> {
  readonly table: string;
  readonly fields: readonly string[];
  /** The column that names the record. */
  readonly owner: string;
  readonly kinds: readonly RecordKind[];
  /** null leaves the row out. */
  readonly translate: (row: Row, origin: Origin) => T | null;
}

/** Rows that belong to many records, in one call, numbered ones in order. One that is hidden may be the one that matters: such an answer is refused. */
function ofOwner<T>(instance: Instance, { table, fields, owner, kinds, translate }: Parts<T>): { relate(identities: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, readonly T[]>> } {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, kinds, identities);
      const doing = `reading ${table} of ${counted(asked.size, 'record')}`;
      const { rows, hidden, fetchedAt } = await readWanted(instance, { table, conditions: [], fields: [owner, ...fields.filter((field) => field !== owner)], ask, doing }, wantedIn(owner, asked.keys()));
      if (hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides ${counted(hidden, 'row')} from our account while ${doing}; grant it the right to read ${table}`);
      const answer = new Map<string, T[]>([...asked.values()].map((identity) => [identity, []]));
      for (const row of [...rows].sort((a, b) => (valueOf(a, 'number') ?? '').localeCompare(valueOf(b, 'number') ?? ''))) {
        const part = translate(row, { instance, fetchedAt });
        if (part !== null) answer.get(asked.get(valueOf(row, owner)?.toLowerCase() ?? '') ?? '')?.push(part);
      }
      return answer;
    },
  };
}

export function createTaskReader(instance: Instance): RelationReader<'change.tasks'> {
  return ofOwner<ChangeTask>(instance, { table: taskTable, fields: taskFields, owner: 'change_request', kinds: ['change'], translate: (row) => taskOf(row, instance.name) });
}

/** Services that ServiceNow itself lists as impacted; what its relations say beyond that is `ci.impactedServices`. */
export function createImpactedServiceReader(instance: Instance): RelationReader<'change.impactedServices'> {
  return servicesBehind(instance, impactedTable, 'cmdb_ci_service');
}

export function createChangeOfferingReader(instance: Instance): RelationReader<'change.serviceOfferings'> {
  return servicesBehind(instance, offeringTable, 'service_offering');
}

function servicesBehind(instance: Instance, table: string, column: string): { relate(identities: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, readonly Service[]>> } {
  return ofOwner<Service>(instance, { table, fields: [...serviceFieldsBehind(instance, column), `${column}.busines_criticality`], owner: 'task', kinds: ['change'], translate: (row, origin) => serviceBehind(row, column, origin) });
}

/** An offering names its service as parent. */
export function createOfferingReader(instance: Instance): RelationReader<'service.offerings'> {
  return ofOwner<Service>(instance, { table: 'service_offering', fields: serviceFields, owner: 'parent', kinds: ['service', 'ci'], translate: serviceOf });
}

/** Those that have ended too: they tell what was promised and kept. */
export function createIncidentLevelReader(instance: Instance): RelationReader<'incident.serviceLevels'> {
  return ofOwner(instance, { table: 'task_sla', fields: levelFields, owner: 'task', kinds: ['incident'], translate: serviceLevelOf });
}
