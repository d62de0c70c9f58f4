import { choice, currencies, flags, instants, numbers, references, text, type Table } from './field.ts';

/** Base asset management, knowledge and schedules. The tables of Software Asset Management are not here: asking for them is 400. */
export const assetTables: readonly Table[] = [
  { name: 'cmdb_model', label: 'Product Model', base: null, display: 'display_name', fields: text('display_name name short_description') },
  {
    name: 'alm_asset', label: 'Asset', base: null, display: 'display_name',
    fields: { ...text('display_name asset_tag'), ...references('cmdb_model', 'model'), ...references('sys_user', 'assigned_to'), ...numbers('quantity'), ...currencies('cost'), ...instants('purchase_date') },
  },
  { name: 'alm_license', label: 'Software License', base: 'alm_asset', display: 'display_name', fields: { ...numbers('rights allocated'), ...text('license_key'), ...instants('start_date end_date') } },
  {
    name: 'alm_entitlement', label: 'License Entitlement', base: null, display: 'display_name',
    fields: { ...text('display_name'), ...references('alm_license', 'licensed_by'), ...references('sys_user', 'assigned_to'), ...instants('assigned'), ...flags('active') },
  },
  { name: 'kb_knowledge_base', label: 'Knowledge Base', base: null, display: 'title', fields: text('title description') },
  {
    name: 'kb_knowledge', label: 'Knowledge', base: null, display: 'number',
    fields: {
      ...text('number short_description text valid_to'), ...references('kb_knowledge_base', 'kb_knowledge_base'), ...references('sys_user', 'author'), ...flags('active'),
      ...choice('workflow_state', { draft: 'Draft', review: 'Review', published: 'Published', pending_retirement: 'Pending retirement', retired: 'Retired', outdated: 'Outdated' }),
    },
  },
  {
    name: 'cmn_schedule', label: 'Schedule', base: null, display: 'name',
    fields: { ...text('name description time_zone'), ...choice('type', { blackout: 'Blackout', maintenance: 'Maintenance' }), ...references('cmn_schedule', 'parent') },
  },
  {
    name: 'cmn_schedule_span', label: 'Schedule Entry', base: null, display: 'name',
    fields: {
      ...references('cmn_schedule', 'schedule'), ...text('name start_date_time end_date_time repeat_until days_of_week monthly_type yearly_type'), ...flags('all_day'), ...numbers('repeat_count'),
      ...choice('type', { exclude: 'Excluded', maintenance: 'Maintenance', blackout: 'Blackout' }),
      ...choice('repeat_type', { daily: 'Daily', weekdays: 'Every Weekday (Mon-Fri)', weekends: 'Every Weekend (Sat, Sun)', weekly: 'Weekly', monthly: 'Monthly', yearly: 'Yearly', specific: 'Specific' }),
    },
  },
];
