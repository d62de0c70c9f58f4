import type { Station, Tool } from './fault.ts';
import type { Told } from './relay.ts';

const station = (tool: Tool, name: string, part: string, decisive: readonly string[], more: (told: Told) => boolean = () => true): Station =>
  ({ tool, name, decisive, is: (told) => told.call.includes(part) && more(told) });

/** What is asked to judge ledger-1.9.2, by what it is for; a test fails when a judgement asks for anything else. */
export const stations = {
  change: station('servicenow', 'the change', '/table/change_request?', ['sys_id', 'number', 'state', 'approval', 'on_hold'], ({ call }) => call.includes('sysparm_fields=sys_id,number,short_description')),
  changeItem: station('servicenow', 'the primary item of the change', '/table/change_request?', ['sys_id'], ({ call }) => call.includes('sysparm_fields=sys_id,cmdb_ci,')),
  affected: station('servicenow', 'the affected items', '/table/task_ci?', ['sys_id', 'task']),
  approvals: station('servicenow', 'the approvals', '/table/sysapproval_approver?', ['state']),
  items: station('servicenow', 'the configuration items', '/table/cmdb_ci?', ['sys_id', 'operational_status']),
  itemVersions: station('servicenow', 'the versions of the items', '/table/cmdb_ci_appl?', ['sys_id']),
  search: station('jira', 'the search for work', '/search/jql', ['issues.key']),
  work: station('jira', 'the work items', '/issue/bulkfetch', ['issues.key', 'statusCategory']),
  whoAmI: station('jira', 'whom Jira takes us for', '/myself', []),
  build: station('artifactory', 'the build', '/api/build/', ['buildInfo.name', 'buildInfo.number']),
  // By their places only: what a look by build or digest finds is linked for good, and every later judgement would be red for it.
  files: station('artifactory', 'the files of the package', '/search/aql', ['repo', 'path', 'name', 'sha256'], ({ sent }) => !sent.includes('build.name') && !sent.includes('"sha256":"')),
  scanStatus: station('artifactory', 'the states of the scans', '/artifact/status', ['overall.status', 'sca.status']),
  scanSummary: station('artifactory', 'the vulnerabilities', '/summary/artifact', ['general.sha256']),
} as const satisfies Readonly<Record<string, Station>>;

export const allStations: readonly Station[] = Object.values(stations);
