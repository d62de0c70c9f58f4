import type { StoryChange } from '../../bank/story.ts';
import { datetime } from '../answers.ts';
import { statusView } from '../issue.view.ts';
import type { JiraData } from '../state.ts';
import type { Ways } from '../ways.ts';
import { changeFields, changeStatuses, itemsField, serviceProject, windowOf } from './tables.ts';
import type { DeskChange } from './tables.ts';

/** What a change is told from. */
interface Desk { readonly data: JiraData; readonly ways: Ways; readonly startedAt: Date }

/** A change as the issue it is, with the fields asked for; its own fields have only numbers for names. */
export function changeView(change: DeskChange, asked: readonly string[], { data, ways, startedAt }: Desk, base: string): Record<string, unknown> {
  const all = fieldsOf(change, { data, ways, startedAt }, base);
  const isAll = asked.includes('*all') || asked.includes('*navigable');
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: String(change.id), self: `${base}${ways.root}/issue/${change.id}`, key: change.key,
    fields: Object.fromEntries(Object.entries(all).filter(([name]) => isAll || asked.includes(name))),
  };
}

function fieldsOf({ id, told, typeName, createdAt, items }: DeskChange, { data, ways, startedAt }: Desk, base: string): Record<string, unknown> {
  const { root, text } = ways;
  const person = (userName: string): Record<string, unknown> | null => {
    const found = data.people.find((one) => one.userName === userName);
    return found === undefined ? null : ways.user(found.accountId, data, base);
  };
  const [from, to] = windowOf(told, startedAt);
  const named = data.changeItems?.[id] === undefined ? (items.length === 0 ? null : items) : data.changeItems[id];
  const status = Object.entries(changeStatuses).find(([state]) => state === told.state)?.[1] ?? changeStatuses['-5'];
  return {
    summary: told.title, description: text(told.description), status: statusView(status, base, root),
    issuetype: { self: `${base}${root}/issuetype/10201`, id: '10201', name: typeName, subtask: false, hierarchyLevel: 0 },
    project: { self: `${base}${root}/project/${serviceProject.id}`, ...serviceProject, id: String(serviceProject.id), projectTypeKey: 'service_desk', simplified: false },
    reporter: person(told.requestedBy), assignee: person(told.assignedTo),
    created: datetime(createdAt), updated: datetime(createdAt), fixVersions: [], labels: [],
    [changeFields.plannedStart]: datetime(from), [changeFields.plannedEnd]: datetime(to),
    [changeFields.backoutPlan]: told.backoutPlan === '' ? null : text(told.backoutPlan), [changeFields.testPlan]: told.testPlan === '' ? null : text(told.testPlan),
    [changeFields.correlation]: told.correlationId,
    ...(told.type === 'standard' ? {} : { [itemsField]: named?.map((one) => ways.object(one)) ?? null }),
  };
}

type StoryApproval = StoryChange['approvals'][number];
const decisions = { requested: 'pending', approved: 'approved', rejected: 'declined' } as const;

/** An approval step; each of the story's approvals is a step with one approver. */
export function approvalView(change: DeskChange, approval: StoryApproval, nth: number, { data, ways }: Omit<Desk, 'startedAt'>, base: string): Record<string, unknown> {
  const id = String(change.id * 10 + nth);
  const decision = decisions[approval.state];
  return {
    id, name: 'Change manager approval', finalDecision: decision, canAnswerApproval: false,
    approvers: [{ approver: ways.deskUser(approval.approver, data, base), approverDecision: decision }],
    createdDate: dateView(change.createdAt), ...(approval.decidedAt === null ? {} : { completedDate: dateView(approval.decidedAt) }),
    _links: { self: `${base}/rest/servicedeskapi/request/${change.id}/approval/${id}` },
  };
}

function dateView(iso: string): Record<string, unknown> {
  const at = new Date(iso);
  return { epochMillis: at.getTime(), friendly: 'Some time ago', iso8601: at.toISOString().replace(/\.\d{3}Z$/, '+0000'), jira: datetime(at.toISOString()) };
}
