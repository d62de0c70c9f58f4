import { datetime } from './answers.ts';
import { integrationAccountId } from './state.ts';
import type { Issue, IssueFields, JiraData, Version } from './state.ts';
import { statusOf } from './workflow.ts';
import type { Status } from './workflow.ts';

/** An issue as the API tells it, with the fields asked for; `*all` and `*navigable` mean every field, `-name` leaves one out. */
export function issueView(issue: Issue, fields: IssueFields, asked: readonly string[], data: JiraData, base: string): Record<string, unknown> {
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: String(issue.id), self: `${base}/rest/api/3/issue/${issue.id}`, key: issue.key,
    fields: selected(allFields(issue, fields, data, base), asked),
  };
}

/** A field nobody knows is left out without a word. */
function selected(all: Readonly<Record<string, unknown>>, asked: readonly string[]): Record<string, unknown> {
  const without = new Set(asked.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const isAll = asked.length === without.size || asked.includes('*all') || asked.includes('*navigable');
  return Object.fromEntries(Object.entries(all).filter(([name]) => (isAll || asked.includes(name)) && !without.has(name)));
}

function allFields(issue: Issue, fields: IssueFields, data: JiraData, base: string): Record<string, unknown> {
  const project = data.projects.find(({ key }) => key === issue.projectKey);
  return {
    summary: fields.summary,
    description: document(fields.description),
    status: statusView(statusOf(fields.statusId), base),
    statuscategorychangedate: datetime(fields.resolvedAt ?? issue.createdAt),
    issuetype: { self: `${base}/rest/api/3/issuetype/${issueTypeId(issue.type)}`, id: issueTypeId(issue.type), name: issue.type, subtask: false, hierarchyLevel: 0 },
    project: { self: `${base}/rest/api/3/project/${project?.id ?? 0}`, id: String(project?.id ?? 0), key: issue.projectKey, name: project?.name ?? '', projectTypeKey: 'software', simplified: false },
    priority: { self: `${base}/rest/api/3/priority/3`, id: '3', name: 'Medium' },
    assignee: fields.assignee === null ? null : userView(fields.assignee, data, base),
    reporter: issue.reporter === null ? null : userView(issue.reporter, data, base),
    creator: issue.reporter === null ? null : userView(issue.reporter, data, base),
    labels: fields.labels, components: [], issuelinks: [], subtasks: [],
    fixVersions: fields.versionIds.flatMap((id) => data.versions.filter((version) => version.id === id)).map((version) => versionLabel(version, base)),
    created: datetime(issue.createdAt), updated: datetime(fields.updatedAt),
    resolution: fields.resolvedAt === null ? null : { self: `${base}/rest/api/3/resolution/10000`, id: '10000', name: 'Done', description: 'Work has been completed on this issue.' },
    resolutiondate: fields.resolvedAt === null ? null : datetime(fields.resolvedAt),
    ...(fields.security === undefined ? {} : { security: securityView(fields.security, base) }),
    customfield_10016: null, customfield_10020: null,
  };
}

/** As Jira tells the level of an issue; issues of projects without levels have no such field. */
function securityView(name: string, base: string): Record<string, unknown> {
  return { self: `${base}/rest/api/3/securitylevel/10021`, id: '10021', description: `Only ${name}`, name };
}

function issueTypeId(type: string): string {
  return String(10_001 + ['Story', 'Bug', 'Task'].indexOf(type));
}

export function statusView({ id, name, category }: Status, base: string, root = '/rest/api/3'): Record<string, unknown> {
  return {
    self: `${base}${root}/status/${id}`, description: '', iconUrl: `${base}/images/icons/statuses/generic.png`, name, id,
    statusCategory: { self: `${base}${root}/statuscategory/${category.id}`, ...category },
  };
}

export function userView(accountId: string, data: JiraData, base: string): Record<string, unknown> {
  const person = data.people.find((one) => one.accountId === accountId);
  return {
    self: `${base}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`, accountId, displayName: person?.name ?? 'Muster', accountType: 'atlassian',
    active: person?.isActive ?? true, timeZone: zoneOf(accountId), ...(person === undefined ? {} : { emailAddress: person.email }),
  };
}

/** The zone in which times of an account's JQL are read: the integration was set up in Paris, everybody else is in Greenwich. */
export function zoneOf(accountId: string): string {
  return accountId === integrationAccountId ? 'Europe/Paris' : 'Etc/UTC';
}

/** A version as it stands inside an issue: without its project. */
export function versionLabel(version: Version, base: string): Record<string, unknown> {
  return {
    self: `${base}/rest/api/3/version/${version.id}`, id: String(version.id), description: version.description, name: version.name,
    archived: version.isArchived, released: version.isReleased, ...(version.releaseDate === null ? {} : { releaseDate: version.releaseDate }),
  };
}

/** Text fields of API v3 are Atlassian documents, one paragraph a line. */
export function document(text: string): Record<string, unknown> {
  return { type: 'doc', version: 1, content: text.split('\n').map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })) };
}
