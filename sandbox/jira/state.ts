import type { Story, StoryPerson, StoryRelease, StoryWorkItem } from '../bank/story.ts';
import { statusFor } from './workflow.ts';

export interface Project { readonly id: number; readonly key: string; readonly name: string; readonly leadAccountId: string | null }

export interface Version {
  readonly id: number;
  readonly projectKey: string;
  name: string;
  description: string;
  isReleased: boolean;
  isArchived: boolean;
  /** yyyy-MM-dd */
  releaseDate: string | null;
}

/** What can change of an issue, and what search may still see the old form of. */
export interface IssueFields {
  summary: string;
  description: string;
  statusId: string;
  versionIds: number[];
  labels: string[];
  /** Name of its security level; left out: none, and its project has no levels. */
  security?: string;
  assignee: string | null;
  /** ISO */
  updatedAt: string;
  resolvedAt: string | null;
}

export interface Issue {
  readonly id: number;
  readonly key: string;
  readonly projectKey: string;
  readonly type: string;
  readonly reporter: string | null;
  readonly createdAt: string;
  /** keys it had before it was moved */
  readonly formerKeys: readonly string[];
  /** only this account may browse it; null: everybody who is signed in */
  readonly onlyFor: string | null;
  fields: IssueFields;
  /** what search still knows, until the moment (ISO) it has caught up */
  stale: { readonly fields: IssueFields; readonly until: string } | null;
}

export interface RemoteLink { readonly id: number; readonly issueId: number; readonly globalId: string | null; content: Record<string, unknown> }

export interface Comment {
  readonly id: number;
  readonly issueId: number;
  readonly author: string;
  readonly createdAt: string;
  /** As it was written: a document or wiki text. */
  readonly body: unknown;
}

/** One of the objects that a field of type "Assets objects" names. */
export interface NamedObject { readonly workspaceId: string; readonly id: string; readonly objectId: string }

/** What became of an object of Assets; a hidden one is in no answer of Assets, for whoever may not see its schema. */
export interface ObjectFate { readonly status?: string; readonly isHidden?: boolean }

export interface JiraData {
  readonly people: readonly StoryPerson[];
  readonly projects: Project[];
  readonly versions: Version[];
  readonly issues: Issue[];
  readonly remoteLinks: RemoteLink[];
  readonly comments: Comment[];
  /** What changes name since somebody said so, and what became of objects, each by id; left out: as the story tells. */
  changeItems?: Record<string, readonly NamedObject[] | null>;
  objects?: Record<string, ObjectFate>;
}

/** The integration's own account id; it is no person of the story. */
export const integrationAccountId = '712020:muster0integration0000001';

/** The key that the story's very first work item had before its project was moved. */
export const formerKey = 'CORE-1';

/** The story in Jira's tables: a project per service, a version per release, its work as issues with that fixVersion. */
export function tellJira(story: Story): JiraData {
  const people = new Map(story.people.map((person) => [person.userName, person]));
  const account = (userName: string | null | undefined): string | null => (userName == null ? null : (people.get(userName)?.accountId ?? null));
  const data: JiraData = {
    people: story.people, versions: [], issues: [], remoteLinks: [], comments: [],
    projects: story.services.map((service, index) => ({ id: 10_000 + index, key: service.project, name: service.name, leadAccountId: account(service.ownerUserName) })),
  };
  for (const release of story.releases) {
    const project = data.projects[story.services.findIndex(({ key }) => key === release.serviceKey)];
    if (project === undefined) continue;
    const version = versionOf(release, project, 20_000 + data.versions.length);
    data.versions.push(version);
    for (const item of release.workItems) addIssue(data, release, item, version, account);
  }
  addRestrictedIssue(data);
  return data;
}

function versionOf(release: StoryRelease, project: Project, id: number): Version {
  const toProduction = release.changes.filter(({ environment }) => environment === 'production');
  const isReleased = toProduction.some(({ state }) => state === '3');
  const fixed = toProduction.map(({ window }) => window).find((window) => window.kind === 'fixed');
  return {
    id, projectKey: project.key, name: release.version, description: `${project.name} ${release.version}`, isReleased, isArchived: false,
    releaseDate: fixed?.startAt.slice(0, 10) ?? null,
  };
}

function addIssue(data: JiraData, release: StoryRelease, item: StoryWorkItem, version: Version, account: (userName: string | null | undefined) => string | null): void {
  const known = data.issues.find(({ key }) => key === item.key);
  if (known !== undefined) {
    known.fields.versionIds.push(version.id);
    return;
  }
  const hours = (count: number): string => new Date(Date.parse(release.build.startedAt) - count * 3_600_000).toISOString();
  const nth = data.issues.length;
  const updatedAt = hours(2 + (nth % 40));
  data.issues.push({
    id: 30_000 + nth, key: item.key, projectKey: item.key.replace(/-\d+$/, ''), type: item.kind, reporter: account(release.changes[0]?.requestedBy),
    createdAt: hours(24 * 12 + (nth % 90)), formerKeys: nth === 0 ? [formerKey] : [], onlyFor: null, stale: null,
    fields: {
      summary: item.title, description: `${item.title}. Wanted for ${release.key}.`, statusId: statusFor(data.projects, item.key, item.status).id,
      versionIds: [version.id], labels: [], assignee: account(item.assignee), updatedAt, resolvedAt: item.status === 'Done' ? updatedAt : null,
    },
  });
}

/** An issue under a security level: it exists, and the integration's account never learns so. */
function addRestrictedIssue(data: JiraData): void {
  const [project] = data.projects;
  const [first] = data.issues;
  if (project === undefined || first === undefined) return;
  data.issues.push({
    ...first, id: 30_000 + data.issues.length, key: `${project.key}-9001`, projectKey: project.key, type: 'Task', formerKeys: [],
    onlyFor: project.leadAccountId ?? 'nobody', stale: null,
    fields: { ...first.fields, summary: 'Restricted: findings of the penetration test', description: 'Under embargo.', statusId: statusFor(data.projects, `${project.key}-9001`, 'In Progress').id, versionIds: [...first.fields.versionIds], labels: ['restricted'], resolvedAt: null },
  });
}
