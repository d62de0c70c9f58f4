import { choice, flags, instants, numberChoice, numbers, readOnly, references, text, type Field, type Table } from './field.ts';

/** Who may say what a configuration item is: the choices of cmdb_ci.discovery_source. "Muster" was added for this bank. */
export const discoverySources = ['ServiceNow', 'Manual Entry', 'Other Automated', 'ServiceWatch', 'Muster'] as const;

const environments = { Production: 'Production', Staging: 'Staging', Test: 'Test', Development: 'Development' };

/**
 * The CMDB's classes. Columns of a class (such as `version` of an application) cannot be asked for at its base:
 * cmdb_ci answers only cmdb_ci's own.
 */
export const cmdbTables: readonly Table[] = [
  {
    name: 'cmdb_ci', label: 'Configuration Item', base: null, display: 'name',
    fields: {
      ...text('name short_description comments category subcategory asset_tag serial_number ip_address fqdn attributes correlation_id model_number sys_class_path sys_domain sys_domain_path'),
      ...readOnly({ sys_class_name: { kind: 'class' } }),
      ...numberChoice('operational_status', { 1: 'Operational', 2: 'Non-Operational', 3: 'Repair in Progress', 4: 'DR Standby', 5: 'Ready', 6: 'Retired', 7: 'Pipeline', 8: 'Catalog' }),
      ...numberChoice('install_status', { 1: 'Installed', 7: 'Retired' }), ...choice('environment', environments),
      ...choice('discovery_source', Object.fromEntries(discoverySources.map((source) => [source, source]))),
      ...references('sys_user', 'owned_by managed_by supported_by assigned_to'), ...references('sys_user_group', 'support_group change_control assignment_group'),
      ...references('cmdb_ci', 'duplicate_of'), ...flags('monitor unverified skip_sync'), ...instants('first_discovered last_discovered install_date'), ...numbers('fault_count'),
    },
  },
  subclass('cmdb_ci_hardware', 'Hardware', 'cmdb_ci', text('form_factor default_gateway hardware_status')),
  subclass('cmdb_ci_computer', 'Computer', 'cmdb_ci_hardware', { ...text('os os_version cpu_type'), ...numbers('cpu_count ram disk_space') }),
  subclass('cmdb_ci_server', 'Server', 'cmdb_ci_computer', { ...choice('used_for', environments), ...text('classification host_name'), ...flags('virtual') }),
  subclass('cmdb_ci_linux_server', 'Linux Server', 'cmdb_ci_server', text('kernel_release')),
  subclass('cmdb_ci_appl', 'Application', 'cmdb_ci', { ...text('version edition config_file running_process tcp_port'), ...choice('used_for', environments) }),
  subclass('cmdb_ci_db_instance', 'Database Instance', 'cmdb_ci_appl', text('instance_name')),
  subclass('cmdb_ci_db_postgresql_instance', 'PostgreSQL Instance', 'cmdb_ci_db_instance', text('data_directory')),
  subclass('cmdb_ci_lb', 'Load Balancer', 'cmdb_ci_hardware', { ...text('version'), ...choice('used_for', environments) }),
  subclass('cmdb_ci_cluster', 'Cluster', 'cmdb_ci', { ...text('cluster_type cluster_status'), ...choice('used_for', environments) }),
  subclass('cmdb_ci_service', 'Service', 'cmdb_ci', {
    ...choice('busines_criticality', { '1 - most critical': '1 - most critical', '2 - somewhat critical': '2 - somewhat critical', '3 - less critical': '3 - less critical', '4 - not critical': '4 - not critical' }),
    ...choice('used_for', environments), ...text('version service_classification'),
  }),
  subclass('cmdb_ci_service_auto', 'Application Service', 'cmdb_ci_service', {}),
  subclass('cmdb_ci_service_discovered', 'Mapped Application Service', 'cmdb_ci_service_auto', {}),
  subclass('service_offering', 'Offering', 'cmdb_ci_service', references('cmdb_ci_service', 'parent')),
];

function subclass(name: string, label: string, base: string, fields: Record<string, Field>): Table {
  return { name, label, base, display: 'name', fields };
}
