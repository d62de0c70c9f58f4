import type { ConnectorAbout } from '../connector.ts';

/** Tables that the role alone does not open everywhere. */
export const furtherTables = ['sysapproval_approver', 'task_ci', 'task_cmdb_ci_service', 'task_service_offering', 'change_task', 'cmdb_rel_ci', 'cmn_schedule', 'cmn_schedule_span', 'kb_knowledge', 'sys_user'] as const;
/** Tables that only licence reports read. */
export const licenceTables = ['alm_license', 'alm_entitlement'] as const;

/** What to ask the administrator for. */
export const permissions = {
  work: 'role itil (or sn_change_read with sn_incident_write for less); sn_change_writer for time slots',
  tables: `read on ${furtherTables.join(', ')}, and on ${licenceTables.join(' and ')} for licence reports`,
  zone: 'the account\'s time zone is GMT: date literals in queries may be read in it',
  source: 'a choice of cmdb_ci.discovery_source of our own, e.g. Muster, to write to the CMDB',
  articles: 'user criteria of the knowledge bases that hold runbooks',
} as const;

export const about: ConnectorAbout = {
  product: 'ServiceNow',
  tool: 'ServiceNow, by its Table API, Change Management API (sn_chg_rest), identify-and-reconcile and Knowledge Management API',
  reads: [
    'changes by number, sys_id, correlation id, text and state, with approvals (also of groups, and generic ones without sysapproval), tasks, affected items, impacted services, offerings, conflicts of the last check and open time slots',
    'incidents and problems with known errors, by number, correlation id, service and state; service levels of both',
    'configuration items by name, class and environment, with owner and running version; a target\'s attribute at its own class',
    'with `options.classifications`: the column that classifies changes, incidents, problems, configuration items, services or articles, by its stored value, which restricted records may go by',
    'relations of items both ways to any depth, breadth first, a level per call; services above an item; offerings of a service',
    'blackout and maintenance schedules with their entries as RFC 5545 rules',
    'knowledge articles, user accounts, software licences and entitlements; Software Asset Management\'s table when it is there',
    'changes, items, services, incidents, problems, accounts and articles as a whole, page by page over (sys_updated_on, sys_id)',
    'what a business rule of your own posts when a row is written, under the generic signature (webhook.secret): the connector\'s README holds the rule',
  ],
  writes: [
    'opens a change by type, standard template or model, once per correlation id; adds its items and starts its conflict check',
    'moves a change state by state; one of a model with states of its own as nextstates offers',
    'a work note once, and a correlation id where none stands',
    'opens an incident or a problem once per correlation id; links incidents to a problem',
    'running versions and relations through identify-and-reconcile only, rehearsed, judged per item and read back',
  ],
  permissions: Object.values(permissions),
  limits: [
    'a classification that access rules hide by leaving the column out is one that nobody knows, and the record is hidden; where they empty the column it reads as none: our account must be able to read it',
    'items are classified by a column of cmdb_ci itself, services by one of cmdb_ci_service; a service is a configuration item too, so that both kinds are named where services are to be kept back',
    'one question reads at most 20,000 rows; a sync reads any number',
    'what access rules hide is counted and said, except articles in a search, which leave no trace',
    'the running version in items is cmdb_ci_appl.version; other classes answer it at a target only',
    'Muster approves for nobody, and moves no change to before its approval',
    'a reach stops at 5,000 items or 50 levels and says that it is not complete; services above an item at 6 hops',
    'percentages of service levels are as old as the tool\'s scheduled job, conflicts as old as the last check',
    'schedule entries that exclude time, float without a zone, or repeat by the last or nth day of a month leave a window partial',
    'an approval does not say for which phase it was asked: the connection\'s options.approvals tell by its group which are of building and testing; without them all count for the release',
    'states that change models added read as UNKNOWN until the connection\'s options.states say what they stand for',
    'a business rule tells of one row a call: what is imported in bulk is better left to the sync',
    'several small questions are asked instead of the Batch API or tiny URLs',
  ],
  unverified: [
    'columns of alm_entitlement and samp_sw_entitlement, and whether alm_license keeps its term in start_date and end_date',
    'that group members are let off as cancelled or not_required',
    'the stored format of cmn_schedule_span, and its types of monthly and yearly repetition',
    'worker states 2 and 4',
    'the longest correlation id (100 characters)',
    'rate rules and quotas of a real instance',
    'that GlideCertificateEncryption makes the signature as the rule in the README takes it, and how soon an instance posts',
  ],
};
