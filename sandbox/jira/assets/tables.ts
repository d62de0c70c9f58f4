import type { Story } from '../../bank/story.ts';
import type { JiraData } from '../state.ts';

export const workspaceId = 'c7d0f6a2-6f0e-4f0c-9d1c-2a3b4c5d6e7f';

/** An attribute's name stands beside the answer only; in an object there is nothing but its id. */
export const attributeIds = { 'Key': '100', 'Name': '101', 'Version': '102', 'Environment': '103', 'Status': '104', 'Depends on': '105', 'Runs on': '106', 'Contains': '107' } as const;
export type AttributeName = keyof typeof attributeIds;

export interface AssetsObject {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly typeName: string;
  readonly version: string | null;
  readonly environment: string | null;
  readonly status: string;
  /** Ids of the objects it refers to, by attribute. */
  readonly references: Readonly<Partial<Record<AttributeName, readonly number[]>>>;
}

const typeNames: Readonly<Record<string, string>> = {
  cmdb_ci_appl: 'Application', cmdb_ci_linux_server: 'Server', cmdb_ci_db_postgresql_instance: 'Database', cmdb_ci_lb: 'Load balancer', cmdb_ci_cluster: 'Cluster',
};
const statuses: Readonly<Record<string, string>> = { 1: 'In service', 2: 'Out of order', 3: 'In repair', 4: 'Standby', 6: 'Retired' };
const attributeOf = { 'Depends on::Used by': 'Depends on', 'Runs on::Runs': 'Runs on', 'Contains::Contained by': 'Contains' } as const;

/** The story's items and services as objects of Assets, with its relations as their references. The number in a key counts in a schema, ids count in all: it is another object's id. */
export function tellAssets(story: Story): readonly AssetsObject[] {
  const named = [
    ...story.items.map(({ name, className, version, environment, operationalStatus }) => ({ name, typeName: typeNames[className] ?? 'Device', version, environment, status: statuses[operationalStatus] ?? 'Unheard of' })),
    ...story.services.map(({ name }) => ({ name, typeName: 'Business service', version: null, environment: null, status: 'In service' })),
  ];
  const ids = new Map(named.map(({ name }, nth) => [name, 5001 + nth]));
  const referencesOf = (name: string): AssetsObject['references'] => {
    const own = story.relations.filter(({ parent }) => parent === name).map(({ child, type }) => [attributeOf[type], ids.get(child) ?? 0] as const);
    return Object.fromEntries([...Map.groupBy(own, ([attribute]) => attribute)].map(([attribute, all]) => [attribute, all.map(([, id]) => id)]));
  };
  return named.map((one, nth) => ({ ...one, id: 5001 + nth, key: `CMDB-${5002 + nth}`, references: referencesOf(one.name) }));
}

/** The same as they are now, without those that are hidden. */
export function objectsNow(objects: readonly AssetsObject[], data: Pick<JiraData, 'objects'>): readonly AssetsObject[] {
  const fates = new Map(Object.entries(data.objects ?? {}));
  return objects.filter(({ id }) => fates.get(String(id))?.isHidden !== true).map((object) => ({ ...object, status: fates.get(String(object.id))?.status ?? object.status }));
}
