import { choice, flags, instants, journals, numberChoice, numbers, readOnly, references, text, type Table } from './field.ts';

const levels = { 1: '1 - High', 2: '2 - Medium', 3: '3 - Low' };
const priorities = { 1: '1 - Critical', 2: '2 - High', 3: '3 - Moderate', 4: '4 - Low', 5: '5 - Planning' };
const approvals = { 'not requested': 'Not Yet Requested', requested: 'Requested', approved: 'Approved', rejected: 'Rejected', cancelled: 'Cancelled', not_required: 'No Longer Required' };

/** Task and what extends it. State values as in apis/README.md §3 and §4. */
export const taskTables: readonly Table[] = [
  {
    name: 'task', label: 'Task', base: null, display: 'number',
    fields: {
      ...text('short_description description correlation_id correlation_display close_notes watch_list work_notes_list group_list additional_assignee_list task_effective_number skills time_worked sys_domain sys_domain_path contract user_input wf_activity rejection_goto route_reason'),
      ...readOnly(text('number')), ...readOnly({ sys_class_name: { kind: 'class' } }),
      ...flags('active knowledge made_sla'), ...numbers('order reassignment_count escalation'),
      ...instants('opened_at closed_at due_date sla_due activity_due expected_start follow_up work_start work_end approval_set'),
      ...journals('work_notes comments comments_and_work_notes approval_history'),
      ...references('task', 'parent'), ...references('cmdb_ci', 'cmdb_ci'), ...references('cmdb_ci_service', 'business_service'), ...references('service_offering', 'service_offering'),
      ...references('sys_user', 'assigned_to opened_by closed_by'), ...references('sys_user_group', 'assignment_group'),
      ...numberChoice('impact', levels), ...numberChoice('urgency', levels), ...numberChoice('priority', priorities), ...numberChoice('state', {}),
      ...readOnly(choice('approval', approvals)), ...choice('contact_type', { phone: 'Phone', email: 'Email', integration: 'Integration' }),
      ...choice('upon_reject', { cancel: 'Cancel all future Tasks' }), ...choice('upon_approval', { proceed: 'Proceed to Next Task' }),
    },
  },
  {
    name: 'change_request', label: 'Change Request', base: 'task', display: 'number',
    fields: {
      ...numberChoice('state', { '-5': 'New', '-4': 'Assess', '-3': 'Authorize', '-2': 'Scheduled', '-1': 'Implement', 0: 'Review', 3: 'Closed', 4: 'Canceled', '-50': 'Draft', '-40': 'Scheduled', '-30': 'Implement', '-20': 'Review' }),
      ...choice('type', { normal: 'Normal', standard: 'Standard', emergency: 'Emergency' }),
      ...numberChoice('risk', { 1: 'Very High', 2: 'High', 3: 'Moderate', 4: 'Low' }), ...numberChoice('scope', { 1: 'Massive', 2: 'Large', 3: 'Medium', 4: 'Small', 5: 'Tiny' }),
      ...choice('category', { Other: 'Other', Software: 'Software', Hardware: 'Hardware' }),
      ...choice('close_code', { successful: 'Successful', successful_issues: 'Successful with issues', unsuccessful: 'Unsuccessful' }),
      ...readOnly(choice('conflict_status', { 'Not Run': 'Not Run', 'No Conflict': 'No Conflict', Conflict: 'Conflict' })),
      ...choice('phase', { requested: 'Requested' }), ...choice('phase_state', { open: 'Open' }),
      ...text('backout_plan test_plan implementation_plan change_plan justification risk_impact_analysis on_hold_reason review_status review_comments reason cab_recommendation'),
      ...flags('on_hold is_bulk cab_required production_system unauthorized outside_maintenance_schedule'),
      ...instants('start_date end_date requested_by_date review_date cab_date'), ...readOnly(instants('conflict_last_run')),
      ...references('sys_user', 'requested_by cab_delegate'), ...references('change_task', 'on_hold_task'), ...readOnly(references('chg_model', 'chg_model')), ...readOnly(references('std_change_producer_version', 'std_change_producer_version')),
    },
  },
  {
    name: 'change_task', label: 'Change Task', base: 'task', display: 'number',
    fields: { ...references('change_request', 'change_request'), ...numberChoice('state', { '-5': 'Pending', 1: 'Open', 2: 'In Progress', 3: 'Closed', 4: 'Canceled' }), ...instants('planned_start_date planned_end_date') },
  },
  {
    name: 'incident', label: 'Incident', base: 'task', display: 'number',
    fields: {
      ...numberChoice('state', { 1: 'New', 2: 'In Progress', 3: 'On Hold', 6: 'Resolved', 7: 'Closed', 8: 'Canceled' }),
      ...numberChoice('severity', { 1: '1 - High', 2: '2 - Medium', 3: '3 - Low' }), ...readOnly(numberChoice('priority', priorities)),
      ...readOnly(text('incident_state')), ...text('category subcategory cause'), ...choice('close_code', { 'Solution provided': 'Solution provided', 'Resolved by change': 'Resolved by change' }),
      ...choice('major_incident_state', { proposed: 'Proposed', accepted: 'Accepted', rejected: 'Rejected', canceled: 'Canceled' }),
      ...instants('resolved_at reopened_time'), ...references('sys_user', 'caller_id resolved_by'), ...references('problem', 'problem_id'),
      ...references('change_request', 'caused_by rfc'), ...references('incident', 'parent_incident'), ...numbers('reopen_count child_incidents'),
    },
  },
  {
    name: 'problem', label: 'Problem', base: 'task', display: 'number',
    fields: {
      ...numberChoice('state', { 101: 'New', 102: 'Assess', 103: 'Root Cause Analysis', 104: 'Fix in Progress', 106: 'Resolved', 107: 'Closed' }),
      ...flags('known_error'), ...text('cause_notes fix_notes workaround'), ...numbers('related_incidents'), ...instants('resolved_at'),
      ...references('incident', 'first_reported_by_task'), ...references('sys_user', 'resolved_by'),
    },
  },
];
