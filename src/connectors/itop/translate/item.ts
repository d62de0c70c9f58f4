import type { ConfigurationItem, OperationalState, Service } from '../../../domain/configuration-item.ts';
import { textOf, type Thing } from '../wire.ts';
import { recordParts, type Origin } from './record.ts';

export const itemClass = 'FunctionalCI';
export const serviceClass = 'Service';
export const itemFields: readonly string[] = ['name', 'finalclass'];
export const serviceFields: readonly string[] = ['name'];

/** Devices and software have two vocabularies; a value outside both is UNKNOWN. */
const states = new Map<string, OperationalState>([
  ['production', 'OPERATIONAL'], ['active', 'OPERATIONAL'], ['inactive', 'NON_OPERATIONAL'], ['implementation', 'PIPELINE'], ['stock', 'READY'], ['obsolete', 'RETIRED'],
]);

/** What only an item's own class tells. */
export interface ItemDetails {
  readonly status: string | null;
  readonly version: string | null;
  readonly environment: string | null;
}

/** An item whose class has no status is UNKNOWN: nobody can say that it is operational. */
export function itemOf(item: Thing, { status, version, environment }: ItemDetails, origin: Origin): ConfigurationItem {
  const name = textOf(item, 'name');
  return {
    ...recordParts('ci', item, name, origin),
    name,
    className: item.className,
    operationalState: states.get(status ?? '') ?? 'UNKNOWN',
    runningVersion: version,
    environment,
    owner: null,
  };
}

/** An item that something names and that cannot be read: not to be taken for absent. */
export function unseenItem(id: string, className: string, name: string | null, origin: Origin): ConfigurationItem {
  return itemOf({ className, id, fields: { name: name ?? '' } }, { status: null, version: null, environment: null }, origin);
}

/** iTop's services have no criticality and no owner of their own. */
export function serviceOf(service: Thing, origin: Origin): Service {
  const name = textOf(service, 'name');
  return { ...recordParts('service', service, name, origin), name, criticality: null, owner: null };
}
