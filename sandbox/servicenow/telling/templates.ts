import { sysId } from '../row.ts';
import type { ToldRow } from './memory.ts';

/**
 * The bank's catalogue of standard changes and change models. A template's values are fixed there: what a caller sends for
 * them is ignored. People know a template by its version's name, "<template> - <version>" (recordings: chg_rest_list_change).
 */
export function tellTemplates(): ToldRow[] {
  return [
    ...template('Deploy a service to staging', 'Deploys a release to staging by the approved pipeline.', true),
    ...template('Restart an application server', 'Restarts one application server.', true),
    ...template('Replace a load balancer', 'Withdrawn: use a normal change.', false),
    model('Automated release', 'Changes that a pipeline carries out.', 'type=normal^category=Software', true),
    model('Emergency repair', 'Changes that cannot wait.', 'type=emergency^category=Software', true),
    model('Registered release', 'A release whose approvals are kept elsewhere; it has states of its own.', 'type=normal^category=Software', true),
    model('Old release process', 'Retired.', 'type=normal', false),
  ];
}

function template(name: string, description: string, isActive: boolean): ToldRow[] {
  const version = `${name} - 1`;
  return [
    {
      table: 'std_change_record_producer', key: name,
      values: {
        name, sys_name: name, short_description: description, active: String(isActive), current_version: sysId('std_change_producer_version', version), catalog: 'Service Catalog',
        template_value: 'category=Software^risk=4^impact=3^backout_plan=Run the pipeline again with the version before.^implementation_plan=Run the approved pipeline.',
      },
    },
    { table: 'std_change_producer_version', key: version, values: { name: version, version: '1', std_change_producer: sysId('std_change_record_producer', name) } },
  ];
}

function model(name: string, description: string, preset: string, isActive: boolean): ToldRow {
  return { table: 'chg_model', key: name, values: { name, sys_name: name, description, record_preset: preset, table_name: 'change_request', active: String(isActive), default_change_model: 'false', state_field: 'state', available_in_ui: 'true' } };
}
