import type { Story } from '../bank/story.ts';
import { datetime } from '../jira/answers.ts';
import { tellAssets } from '../jira/assets/tables.ts';
import { objectNamed } from '../jira/service-desk/index.ts';
import { integrationAccountId } from '../jira/state.ts';
import type { Issue, IssueFields, JiraData, Version } from '../jira/state.ts';
import type { Ways } from '../jira/ways.ts';
import { statusOf } from '../jira/workflow.ts';
import { jiraDataCenterCredentials } from './credentials.ts';

/** An issue as v2 tells it, with the fields asked for; `*all` and `*navigable` mean every field. */
export function issueView(issue: Issue, fields: IssueFields, asked: readonly string[], data: JiraData, base: string): Record<string, unknown> {
  const all = allFields(issue, fields, data, base);
  const isAll = asked.includes('*all') || asked.includes('*navigable');
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
    id: String(issue.id), self: `${base}/rest/api/2/issue/${issue.id}`, key: issue.key,
    fields: Object.fromEntries(Object.entries(all).filter(([name]) => isAll || asked.includes(name))),
  };
}

function allFields(issue: Issue, fields: IssueFields, data: JiraData, base: string): Record<string, unknown> {
  const project = data.projects.find(({ key }) => key === issue.projectKey);
  const { id, name, category } = statusOf(fields.statusId);
  return {
    summary: fields.summary,
    // Wiki text, where Cloud has documents.
    description: `h2. ${fields.summary}\n*${fields.description}*`,
    status: { self: `${base}/rest/api/2/status/${id}`, description: '', name, id, statusCategory: { self: `${base}/rest/api/2/statuscategory/${category.id}`, ...category } },
    issuetype: { self: `${base}/rest/api/2/issuetype/1`, id: '1', name: issue.type, subtask: false },
    project: { self: `${base}/rest/api/2/project/${project?.id ?? 0}`, id: String(project?.id ?? 0), key: issue.projectKey, name: project?.name ?? '', projectTypeKey: 'software' },
    priority: { self: `${base}/rest/api/2/priority/3`, id: '3', name: 'Medium' },
    assignee: fields.assignee === null ? null : userOf(fields.assignee, data, base),
    reporter: issue.reporter === null ? null : userOf(issue.reporter, data, base),
    labels: fields.labels,
    fixVersions: fields.versionIds.flatMap((versionId) => data.versions.filter((version) => version.id === versionId)).map((version) => versionView(version, base)),
    created: datetime(issue.createdAt), updated: datetime(fields.updatedAt),
    resolution: fields.resolvedAt === null ? null : { self: `${base}/rest/api/2/resolution/10000`, id: '10000', name: 'Done' },
    resolutiondate: fields.resolvedAt === null ? null : datetime(fields.resolvedAt),
  };
}

/**
 * v2 in the words of this stand-in. An object of Assets is written by its key, as Atlassian documents it ("Assets with Jira REST API"), and
 * told as a text, its label and its key in parentheses: no document says so, two programs of others read it.
 */
export function dataCenterWays(story: Story): Ways {
  const objects = tellAssets(story);
  return {
    root: '/rest/api/2', issue: issueView, user: userOf, version: versionView, isText: (value) => typeof value === 'string' && value.trim() !== '', deskUser, text: (text) => text,
    object: ({ objectId }) => objects.filter(({ id }) => String(id) === objectId).map(({ name, key }) => `${name} (${key})`).join(''),
    objectOf: (written) => objects.filter(({ key }) => key === (written as { key?: unknown } | null)?.key).map(({ id }) => objectNamed(String(id)))[0],
  };
}

/** The story's account ids are Cloud's; here a person is a user name, and a key that a rename leaves as it is. */
function userOf(accountId: string, data: JiraData, base: string): Record<string, unknown> {
  if (accountId === integrationAccountId) return callerView(jiraDataCenterCredentials.userName, data, base);
  const nth = data.people.findIndex((one) => one.accountId === accountId);
  const person = data.people[nth];
  return user(person?.userName ?? 'unknown', `JIRAUSER${10_100 + nth}`, person?.name ?? 'Unknown', person?.email, person?.isActive ?? false, base);
}

/** Somebody as the service desk's own API tells them: by name and key here too, with links where v2 has one. */
function deskUser(userName: string, data: JiraData, base: string): Record<string, unknown> {
  const { self, name, key, emailAddress, displayName, active, timeZone } = callerView(userName, data, base);
  return { name, key, emailAddress, displayName, active, timeZone, _links: { jiraRest: self, self } };
}

/** The zone in which times of an account's JQL are read. */
export function zoneOf(userName: string): string {
  return userName === jiraDataCenterCredentials.userName ? 'America/New_York' : 'Etc/UTC';
}

/** The account of this call. */
export function callerView(userName: string, data: JiraData, base: string): Record<string, unknown> {
  const person = data.people.find((one) => one.userName === userName);
  if (person !== undefined) return userOf(person.accountId, data, base);
  return user(jiraDataCenterCredentials.userName, 'JIRAUSER10000', 'Muster', undefined, true, base);
}

function user(name: string, key: string, displayName: string, emailAddress: string | undefined, active: boolean, base: string): Record<string, unknown> {
  return {
    self: `${base}/rest/api/2/user?username=${encodeURIComponent(name)}`, name, key, ...(emailAddress === undefined ? {} : { emailAddress }), displayName, active, deleted: false, timeZone: zoneOf(name),
  };
}

export function versionView(version: Version, base: string): Record<string, unknown> {
  return {
    self: `${base}/rest/api/2/version/${version.id}`, id: String(version.id), description: version.description, name: version.name,
    archived: version.isArchived, released: version.isReleased, ...(version.releaseDate === null ? {} : { releaseDate: version.releaseDate }),
  };
}
