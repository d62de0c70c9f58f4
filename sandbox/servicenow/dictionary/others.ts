import { choice, flags, instants, journals, numbers, readOnly, references, text, type Table } from './field.ts';

const decisions = { 'not requested': 'Not Yet Requested', requested: 'Requested', approved: 'Approved', rejected: 'Rejected', cancelled: 'No Longer Required', not_required: 'Not Required' };

/** Everything that is neither a task nor a configuration item. */
export const otherTables: readonly Table[] = [
  {
    name: 'sysapproval_approver', label: 'Approval', base: null, display: 'approver',
    fields: {
      ...references('sys_user', 'approver'), ...references('task', 'sysapproval'), ...text('source_table document_id'),
      ...references('sysapproval_group', 'group'), ...choice('state', decisions), ...journals('comments'), ...instants('due_date expected_start'),
    },
  },
  { name: 'sysapproval_group', label: 'Group approval', base: null, display: 'assignment_group', fields: { ...references('sys_user_group', 'assignment_group'), ...references('task', 'parent'), ...choice('approval', decisions), ...choice('wait_for', { any: 'Anyone approves' }) } },
  { name: 'std_change_record_producer', label: 'Standard Change Template', base: null, display: 'name', fields: { ...text('name sys_name short_description catalog template_value'), ...flags('active'), ...references('std_change_producer_version', 'current_version') } },
  { name: 'std_change_producer_version', label: 'Standard Change Template Version', base: null, display: 'name', fields: { ...text('name'), ...numbers('version'), ...references('std_change_record_producer', 'std_change_producer') } },
  { name: 'chg_model', label: 'Change Model', base: null, display: 'name', fields: { ...text('name sys_name description record_preset table_name state_field'), ...flags('active default_change_model available_in_ui') } },
  { name: 'cmdb_rel_ci', label: 'CI Relationship', base: null, display: 'sys_id', fields: { ...references('cmdb_ci', 'parent child'), ...references('cmdb_rel_type', 'type'), ...numbers('connection_strength percent_outage') } },
  { name: 'cmdb_rel_type', label: 'CI Relation Type', base: null, display: 'name', fields: text('name parent_descriptor child_descriptor') },
  { name: 'task_ci', label: 'Affected CI', base: null, display: 'ci_item', fields: { ...references('task', 'task'), ...references('cmdb_ci', 'ci_item'), ...flags('manual_proposed_change applied') } },
  { name: 'task_cmdb_ci_service', label: 'Impacted Service', base: null, display: 'cmdb_ci_service', fields: { ...references('task', 'task'), ...references('cmdb_ci_service', 'cmdb_ci_service'), ...flags('manually_added') } },
  { name: 'task_service_offering', label: 'Task Service Offering', base: null, display: 'service_offering', fields: { ...references('task', 'task'), ...references('service_offering', 'service_offering') } },
  {
    name: 'task_sla', label: 'Task SLA', base: null, display: 'sla',
    fields: {
      ...references('task', 'task'), ...references('contract_sla', 'sla'), ...choice('stage', { in_progress: 'In progress', paused: 'Paused', completed: 'Completed', breached: 'Breached', cancelled: 'Cancelled' }),
      ...flags('has_breached active'), ...instants('start_time planned_end_time end_time'), ...numbers('percentage business_percentage'),
    },
  },
  { name: 'contract_sla', label: 'SLA Definition', base: null, display: 'name', fields: { ...text('name collection target'), ...instants('duration') } },
  {
    name: 'sys_user', label: 'User', base: null, display: 'name',
    fields: { ...text('user_name name first_name last_name email title mobile_phone time_zone'), ...flags('active locked_out web_service_access_only'), ...references('sys_user_group', 'department') },
  },
  { name: 'sys_user_group', label: 'Group', base: null, display: 'name', fields: { ...text('name description email'), ...flags('active') } },
  { name: 'sys_journal_field', label: 'Journal Entry', base: null, display: 'element', fields: readOnly(text('name element_id element value')) },
  { name: 'sys_object_source', label: 'Source', base: null, display: 'name', fields: { ...text('name id target_table'), ...references('cmdb_ci', 'target_sys_id'), ...instants('last_scan') } },
  { name: 'cmdb_ire_incomplete_payloads', label: 'Incomplete IRE Payload', base: null, display: 'sys_id', fields: text('data_source payload status') },
];
