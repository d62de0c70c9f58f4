import type { ConfigurationItem, OperationalState, Service, ServiceLevel } from '../../../domain/configuration-item.ts';
import type { Instance } from '../instance.ts';
import type { ClassifiedBy } from '../options.ts';
import { flagOf, labelOf, numberOf, shownOf, sysIdOf, valueOf, type Cell, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';
import { classificationOf, recordParts, type Origin } from './record.ts';

export const itemTable = 'cmdb_ci';
export const serviceTable = 'cmdb_ci_service';
/** Only applications keep a running version; `cmdb_ci` answers base columns alone, so it is asked for by class (apis/README.md §4). */
export const versionedTable = 'cmdb_ci_appl';

export const itemFields: readonly string[] = ['name', 'sys_class_name', 'operational_status', 'environment', ...accountFields('owned_by')];
/** `busines_criticality` is the column's real name. */
export const serviceFields: readonly string[] = ['name', 'sys_class_name', 'busines_criticality', ...accountFields('owned_by')];

/** The columns of an item that a reference leads to, its version and criticality by a cast to the class that has them. */
export function itemFieldsBehind({ classifiedBy }: Pick<Instance, 'classifiedBy'>, reference: string): readonly string[] {
  const classifying = classifiedBy?.ci === undefined ? [] : [classifiedBy.ci];
  return [reference, ...[...itemFields, ...classifying].map((field) => `${reference}.${field}`), `${reference}.ref_${versionedTable}.version`];
}
export function serviceFieldsBehind({ classifiedBy }: Pick<Instance, 'classifiedBy'>, reference: string): readonly string[] {
  const own = serviceFields.filter((field) => field !== 'busines_criticality').map((field) => `${reference}.${field}`);
  return [reference, ...own, ...ofClass(classifiedBy).map((field) => `${reference}.ref_${serviceTable}.${field}`)];
}

/** Columns that only the class of services has, or may have. */
function ofClass(classifiedBy: ClassifiedBy | undefined): readonly string[] {
  return ['busines_criticality', ...(classifiedBy?.service === undefined ? [] : [classifiedBy.service])];
}

/** Values 1–8 of operational_status (apis/README.md §4); a catalogue entry (8) runs nowhere. */
const operationalStates = new Map<string, OperationalState>([
  ['1', 'OPERATIONAL'], ['2', 'NON_OPERATIONAL'], ['3', 'REPAIR'], ['4', 'STANDBY'], ['5', 'READY'], ['6', 'RETIRED'], ['7', 'PIPELINE'],
]);

export function itemOf(row: Row, version: string | null, origin: Origin): ConfigurationItem {
  const name = valueOf(row, 'name');
  const className = valueOf(row, 'sys_class_name') ?? itemTable;
  return {
    ...recordParts('ci', className, sysIdOf(row), name, origin),
    ...classificationOf('ci', row, origin),
    name,
    className,
    operationalState: operationalStates.get(valueOf(row, 'operational_status') ?? '') ?? 'UNKNOWN',
    runningVersion: version,
    environment: valueOf(row, 'environment')?.toLowerCase() ?? null,
    owner: accountOf(row, 'owned_by', origin.instance.name),
  };
}

export function serviceOf(row: Row, origin: Origin): Service {
  const name = valueOf(row, 'name');
  return { ...recordParts('service', valueOf(row, 'sys_class_name') ?? serviceTable, sysIdOf(row), name, origin), ...classificationOf('service', row, origin), name, criticality: labelOf(row, 'busines_criticality'), owner: accountOf(row, 'owned_by', origin.instance.name) };
}

/**
 * The item behind a reference of another row. One that access rules hide is still an item: it comes as what the
 * reference says of it, state UNKNOWN, so that nobody takes it for absent.
 */
export function itemBehind(row: Row, reference: string, origin: Origin): ConfigurationItem | null {
  const own = behind(row, reference);
  return own === null ? null : itemOf(own, valueOf(row, `${reference}.ref_${versionedTable}.version`), origin);
}

export function serviceBehind(row: Row, reference: string, origin: Origin): Service | null {
  const own = behind(row, reference);
  if (own === null) return null;
  const cast = ofClass(origin.instance.classifiedBy).flatMap((field): (readonly [string, Cell])[] => {
    const cell = row[`${reference}.ref_${serviceTable}.${field}`];
    return cell === undefined ? [] : [[field, cell]];
  });
  return serviceOf({ ...own, ...Object.fromEntries(cast) }, origin);
}

/** Business, application and technical services and offerings; not `cmdb_ci_windows_service`, which is a process. */
export function isServiceClass(className: string | null): boolean {
  return className !== null && (className.startsWith('cmdb_ci_service') || className === 'service_offering' || className === 'cmdb_ci_query_based_service');
}

export const levelFields: readonly string[] = ['sla', 'sla.name', 'sla.target', 'stage', 'has_breached', 'business_percentage', 'percentage', 'task.business_service', 'task.cmdb_ci'];

/** Percentages are as old as the tool's last scheduled refresh. */
export function serviceLevelOf(row: Row): ServiceLevel {
  const spent = numberOf(row, 'business_percentage') ?? numberOf(row, 'percentage');
  return {
    name: valueOf(row, 'sla.name') ?? labelOf(row, 'sla') ?? sysIdOf(row),
    target: labelOf(row, 'sla.target'),
    isBreached: flagOf(row, 'has_breached'),
    remainingPercent: spent === null ? null : Math.max(0, 100 - spent),
  };
}

/** The columns behind a reference as a row of their own. */
function behind(row: Row, reference: string): Row | null {
  const id = valueOf(row, reference);
  if (id === null) return null;
  const own: Record<string, Cell> = {};
  for (const [field, cell] of Object.entries(row)) if (field.startsWith(`${reference}.`)) own[field.slice(reference.length + 1)] = cell;
  return { ...own, name: valueOf(own, 'name') ?? shownOf(row, reference) ?? '', sys_id: id };
}
