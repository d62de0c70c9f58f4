import { setTimeout as pause } from 'node:timers/promises';
import { atTool, patchChange, rowsOf, signIns } from '../tools.ts';
import type { World } from '../world.ts';
import { change, idOf, mutate, patchRow, release, type GateRow } from './row.ts';

type Fields = Readonly<Record<string, string>>;
type Acts = Pick<GateRow, 'breaks' | 'mends'>;

/** Overwrites fields of a row, and puts back what stood there. */
export function overwritten(table: string, query: string, fields: Fields): Acts {
  let before: Fields = {};
  return {
    async breaks(world) {
      before = (await rowsOf<Fields>(world, table, query, Object.keys(fields).join(',')))[0] ?? {};
      await patchRow(world, table, query, fields);
    },
    mends: (world) => patchRow(world, table, query, before),
  };
}

export const resolvedIncident: Fields = { state: '6', close_code: 'Resolved by change', close_notes: 'Mended.' };
export const solvedProblem: Fields = { state: '107', problem_state: '107', resolution_code: 'fix_applied', cause_notes: 'Known.', fix_notes: 'Mended.' };

/** Opens a record of trouble about the service of the release, or about its item and no service, as people often do, and closes it. */
export function opened(table: 'incident' | 'problem', about: 'service' | 'item', fields: Fields, closing: Fields): Acts {
  let id = '';
  return {
    async breaks(world) {
      const { result } = await atTool(world, 'servicenow', `POST /api/now/table/${table}`, signIns.servicenowAdmin, { short_description: 'Bookings are lost', ...(about === 'service' ? { business_service: await idOf(world, 'cmdb_ci_service', 'name=Ledger') } : { cmdb_ci: await idOf(world, 'cmdb_ci', 'name=ledger-api-prod') }), ...fields }) as { readonly result: { readonly sys_id: string } };
      id = result.sys_id;
    },
    mends: (world) => atTool(world, 'servicenow', `PATCH /api/now/table/${table}/${id}`, signIns.servicenowAdmin, closing),
  };
}

/** Another change takes an item of the release, or leaves it, and ServiceNow checks for conflicts anew. */
async function checkedWith(world: World, item: string): Promise<void> {
  await atTool(world, 'servicenow', `PATCH /api/now/table/task_ci/${taskItem}`, signIns.servicenowAdmin, { ci_item: await idOf(world, 'cmdb_ci', `name=${item}`) });
  const check = `/api/sn_chg_rest/change/${await idOf(world, 'change_request', `number=${change}`)}/conflict`;
  await atTool(world, 'servicenow', `POST ${check}`, signIns.servicenowAdmin, {});
  for (let look = 0; look < 100; look += 1) {
    const { result } = await atTool(world, 'servicenow', `GET ${check}`, signIns.servicenowAdmin) as { readonly result: unknown };
    if (!/progress|running|pending|waiting/i.test(JSON.stringify(result))) return;
    await pause(100);
  }
}
let taskItem = '';

async function takeItem(world: World, item: string): Promise<void> {
  const { result } = await atTool(world, 'servicenow', 'POST /api/now/table/task_ci', signIns.servicenowAdmin, { task: await idOf(world, 'change_request', 'number=CHG0030005'), ci_item: await idOf(world, 'cmdb_ci', `name=${item}`) }) as { readonly result: { readonly sys_id: string } };
  taskItem = result.sys_id;
  await checkedWith(world, item);
}

export const stored = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
const hourMs = 3_600_000;

export const servicenowRows: readonly GateRow[] = [
  {
    gate: 'change-is-approved', because: 'on hold', remedy: change,
    breaks: (world) => patchChange(world, change, { on_hold: 'true', on_hold_reason: 'Wait for the auditors.' }),
    mends: (world) => patchChange(world, change, { on_hold: 'false', on_hold_reason: '' }),
  },
  { gate: 'change-window-is-open', because: change, remedy: 'window', ...overwritten('change_request', `number=${change}`, { start_date: stored(Date.now() + 48 * hourMs), end_date: stored(Date.now() + 50 * hourMs) }) },
  { gate: 'change-matches-release', because: '1.9.3', remedy: change, ...overwritten('change_request', `number=${change}`, { short_description: 'Deploy Ledger 1.9.3 to production' }) },
  { gate: 'backout-plan-is-written', because: change, remedy: change, ...overwritten('change_request', `number=${change}`, { backout_plan: 'n/a' }) },
  { gate: 'risk-is-accepted', because: change, remedy: change, ...overwritten('change_request', `number=${change}`, { risk: '2' }) },
  { gate: 'no-conflicting-change', because: 'CHG0030005', remedy: change, breaks: (world) => takeItem(world, 'ledger-api-prod'), mends: (world) => checkedWith(world, 'messaging-api-prod') },
  { gate: 'configuration-items-are-operational', because: 'ledger-db-prod', remedy: 'ledger-db-prod', ...overwritten('cmdb_ci', 'name=ledger-db-prod', { operational_status: '2' }) },
  { gate: 'no-open-major-incident', because: 'Ledger has an incident of priority 1 open', remedy: 'Resolve INC', ...opened('incident', 'item', { impact: '1', urgency: '1', priority: '1' }, resolvedIncident) },
  { gate: 'no-blocking-problem', because: 'Ledger has a problem open', remedy: 'Solve PRB', ...opened('problem', 'service', {}, solvedProblem) },
  { gate: 'people-are-current', because: 'Omar Haddad', remedy: 'Omar Haddad', ...overwritten('sys_user', 'user_name=omar.haddad', { active: 'false' }) },
  { gate: 'knowledge-is-transferred', because: 'KB0010011', remedy: 'KB0010011', ...overwritten('kb_knowledge', 'number=KB0010011', { workflow_state: 'retired' }) },
  { gate: 'service-levels-hold', because: 'breached its service level', remedy: 'Restore Ledger', ...overwritten('task_sla', 'task.number=INC0010002', { has_breached: 'true' }) },
];

/** Whose approval is of building and testing, as the connection's options say. */
export const buildAndTest = 'Change advisory board';

/** Building and testing was approved by its group, before the release was. */
export async function approveBuild(world: World): Promise<void> {
  const create = async (table: string, fields: Fields): Promise<string> => (await atTool(world, 'servicenow', `POST /api/now/table/${table}`, signIns.servicenowAdmin, fields) as { readonly result: { readonly sys_id: string } }).result.sys_id;
  const [task, asked, approver] = await Promise.all([idOf(world, 'change_request', `number=${change}`), idOf(world, 'sys_user_group', `name=${buildAndTest}`), idOf(world, 'sys_user', 'user_name=grace.chen')]);
  const group = await create('sysapproval_group', { assignment_group: asked, parent: task, approval: 'approved' });
  await create('sysapproval_approver', { approver, sysapproval: task, source_table: 'change_request', document_id: task, group, state: 'approved' });
}

/** The approval turns out to be of another group: what stays is a yes to the release, which is none to building and testing. */
export const phaseRow: GateRow = {
  gate: 'change-is-approved', because: `Nobody approved building and testing ${change}`, remedy: 'building and testing',
  breaks: (world) => patchRow(world, 'sysapproval_group', `parent.number=${change}`, { assignment_group: '' }),
  mends: async (world) => patchRow(world, 'sysapproval_group', `parent.number=${change}`, { assignment_group: await idOf(world, 'sys_user_group', `name=${buildAndTest}`) }),
};

/** Somebody names an item of which the CMDB has never heard, and somebody else enters it there. */
export const unknownItemRow: GateRow = {
  gate: 'configuration-items-are-known', because: 'ledger-cache-prod', remedy: 'ledger-cache-prod',
  breaks: (world) => mutate(world, 'linkRecord', { releaseKey: release, reference: 'servicenow:ci:ledger-cache-prod' }),
  mends: (world) => atTool(world, 'servicenow', 'POST /api/now/table/cmdb_ci_appl', signIns.servicenowAdmin, { name: 'ledger-cache-prod', operational_status: '1' }),
};

/** After the service went out somewhere: its record in the CMDB drifts. */
export const driftRow: GateRow = { gate: 'cmdb-matches-last-release', environment: 'staging', because: '1.8.0', remedy: 'ledger-api-stag', ...overwritten('cmdb_ci_appl', 'name=ledger-api-stag', { version: '1.8.0' }) };
