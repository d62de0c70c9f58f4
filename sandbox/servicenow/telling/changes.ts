import type { Story, StoryChange, StoryService } from '../../bank/story.ts';
import { systemInstant } from '../instants.ts';
import { sysId, type Row } from '../row.ts';
import { offeringName } from './estate.ts';
import { itemId, userId } from './items.ts';
import type { ToldRow } from './memory.ts';
import { plannedDates } from './windows.ts';

const dayMs = 86_400_000;

/** Change requests with their approvals, affected items and impacted services. */
export function tellChanges(story: Story, firstStart: Date): ToldRow[] {
  const services = new Map(story.services.map((service) => [service.key, service]));
  const offerings = new Map(story.services.map((service, nth) => [service.key, offeringName(nth)]));
  return story.releases.flatMap((release) => release.changes.flatMap((change) => {
    const service = services.get(release.serviceKey);
    return service ? [...tellChange(change, service, firstStart), ...tellSteps(change, offerings.get(service.key) ?? '')] : [];
  }));
}

function tellChange(change: StoryChange, service: StoryService, firstStart: Date): ToldRow[] {
  const task = sysId('change_request', change.number);
  const [primary = '', ...others] = change.items;
  // The primary item is not necessarily among the affected ones (apis/README.md §3): here it depends on the number.
  const affected = Number(change.number.slice(-1)) % 2 === 0 ? [primary, ...others] : others;
  return [
    { table: 'change_request', key: change.number, values: changeValues(change, service, primary, firstStart) },
    ...change.approvals.map((approval): ToldRow => ({ table: 'sysapproval_approver', key: `${change.number} ${approval.approver}`, values: approvalValues(change, approval, task) })),
    ...affected.map((item): ToldRow => ({ table: 'task_ci', key: `${change.number} ${item}`, values: { task, ci_item: itemId(item) } })),
    { table: 'task_cmdb_ci_service', key: `${change.number} ${service.name}`, values: { task, cmdb_ci_service: itemId(service.name), manually_added: 'false' } },
  ];
}

/** What the tool itself adds to a change that still stands: its two tasks, and the offering that it touches. */
function tellSteps({ number, state, assignedTo, window }: StoryChange, offering: string): ToldRow[] {
  if (state === '3' || state === '4') return [];
  const task = sysId('change_request', number);
  const planned = window.kind === 'fixed' ? { planned_start_date: systemInstant(window.startAt), planned_end_date: systemInstant(window.endAt) } : {};
  const step = (nth: number, title: string, own: string): ToldRow => ({
    table: 'change_task', key: `${number} ${nth}`,
    values: { number: `CTASK${number.slice(3)}${nth}`, short_description: title, state: own, change_request: task, parent: task, assigned_to: userId(assignedTo), active: 'true', approval: 'not requested', ...planned },
  });
  return [
    step(1, 'Implementation', state === '-1' ? '2' : '1'), step(2, 'Post implementation testing', '-5'),
    { table: 'task_service_offering', key: `${number} ${offering}`, values: { task, service_offering: itemId(offering) } },
  ];
}

function changeValues(change: StoryChange, service: StoryService, primary: string, firstStart: Date): Row {
  const planned = plannedDates(change.window, firstStart);
  const isOver = change.state === '3' || change.state === '4';
  const bornAt = isOver && change.window.kind === 'fixed' ? new Date(Date.parse(change.window.startAt) - 7 * dayMs) : new Date(firstStart.getTime() - 7 * dayMs);
  const touchedAt = isOver && change.window.kind === 'fixed' ? change.window.endAt : new Date(firstStart.getTime() - dayMs / 2);
  return {
    number: change.number, short_description: change.title, description: change.description, type: change.type, state: change.state, approval: change.approval,
    ...riskOf(change, service), category: 'Software', on_hold: 'false', active: String(!isOver), ...planned,
    assigned_to: userId(change.assignedTo), requested_by: userId(change.requestedBy), opened_by: userId(change.requestedBy), opened_at: systemInstant(bornAt),
    backout_plan: change.backoutPlan, test_plan: change.testPlan, correlation_id: change.correlationId ?? '', cmdb_ci: itemId(primary), business_service: itemId(service.name),
    ...(change.conflictsCheckedAt === undefined ? { conflict_status: 'Not Run' } : { conflict_status: 'No Conflict', conflict_last_run: systemInstant(change.conflictsCheckedAt) }), phase: 'requested', phase_state: 'open',
    ...(change.state === '3' ? { close_code: 'successful', close_notes: 'Deployed and verified.', closed_at: systemInstant(touchedAt), work_start: planned.start_date, work_end: planned.end_date } : {}),
    sys_created_on: systemInstant(bornAt), sys_created_by: change.requestedBy, sys_updated_on: systemInstant(touchedAt), sys_updated_by: change.assignedTo, sys_mod_count: '4',
  };
}

function riskOf({ type, environment }: StoryChange, { criticality }: StoryService): Row {
  if (type === 'standard' || environment === 'staging') return { risk: '4', impact: '3', priority: '4' };
  return criticality.startsWith('1') ? { risk: type === 'emergency' ? '2' : '3', impact: '2', priority: '3' } : { risk: '3', impact: '3', priority: '4' };
}

/** Emergency changes are approved generically: by source table and document, with `sysapproval` empty (apis/README.md §4). */
function approvalValues(change: StoryChange, approval: StoryChange['approvals'][number], task: string): Row {
  const decided = approval.decidedAt === null ? {} : { sys_updated_on: systemInstant(approval.decidedAt), sys_updated_by: approval.approver, sys_mod_count: '1' };
  return { approver: userId(approval.approver), sysapproval: change.type === 'emergency' ? '' : task, source_table: 'change_request', document_id: task, state: approval.state, ...decided };
}
