import type { Story, StoryItem } from '../../bank/story.ts';
import { sysId, type Row } from '../row.ts';
import type { ToldRow } from './memory.ts';

const discovered = new Set(['cmdb_ci_linux_server', 'cmdb_ci_db_postgresql_instance', 'cmdb_ci_lb', 'cmdb_ci_cluster']);

/** Services, configuration items and their relations. */
export function tellItems(story: Story): ToldRow[] {
  const owners = new Map(story.services.map((service) => [service.key, service.ownerUserName]));
  const types = [...new Set(story.relations.map((relation) => relation.type))];
  return [
    ...story.services.map((service): ToldRow => ({
      table: 'cmdb_ci_service', key: service.name,
      values: { name: service.name, busines_criticality: service.criticality, operational_status: '1', install_status: '1', used_for: 'Production', environment: 'Production', owned_by: userId(service.ownerUserName), correlation_id: service.key, discovery_source: 'Manual Entry' },
    })),
    ...story.items.map((item): ToldRow => ({ table: item.className, key: item.name, values: itemValues(item, owners.get(item.serviceKey) ?? '') })),
    ...types.map((name): ToldRow => {
      const [parent = '', child = ''] = name.split('::');
      return { table: 'cmdb_rel_type', key: name, values: { name, parent_descriptor: parent, child_descriptor: child } };
    }),
    ...story.relations.map(({ parent, child, type }): ToldRow => ({
      table: 'cmdb_rel_ci', key: `${parent} ${type} ${child}`,
      values: { parent: itemId(parent), child: itemId(child), type: sysId('cmdb_rel_type', type) },
    })),
  ];
}

/** An item's or service's sys_id. */
export function itemId(name: string): string {
  return sysId('cmdb_ci', name);
}

export function userId(userName: string): string {
  return sysId('sys_user', userName);
}

function itemValues({ name, className, environment, operationalStatus, version }: StoryItem, owner: string): Row {
  const usedFor = environment === 'production' ? 'Production' : 'Staging';
  return {
    name, operational_status: operationalStatus, install_status: operationalStatus === '6' ? '7' : '1', used_for: usedFor, environment: usedFor,
    ...(version === null ? {} : { version }),
    owned_by: userId(owner), discovery_source: discovered.has(className) ? 'ServiceNow' : 'Manual Entry',
  };
}
