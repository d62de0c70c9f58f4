import { createHmac, randomUUID } from 'node:crypto';
import { outbox } from '../kernel/index.ts';
import type { Outbox } from '../kernel/index.ts';
import { datetime } from './answers.ts';
import type { Comment, Issue, IssueFields, JiraData, Version } from './state.ts';
import type { Ways } from './ways.ts';
import { statusOf } from './workflow.ts';

/**
 * Tells an administrator's webhook what happens to issues, comments and versions: of every project, also of what the
 * integration may not see. Jira tries again, under the same identifier.
 */
export interface Herald {
  readonly box: Outbox;
  /** Where the stand-in answers: links in what is told lead there. */
  base: string;
  readonly issueUpdated: (issue: Issue, before: IssueFields, by: string) => void;
  /** Of a change of the service project: what `view` makes of it, and which of its own fields was written. */
  readonly changeUpdated: (by: string, field: string, view: (base: string) => object) => void;
  readonly commented: (issue: Issue, comment: Comment) => void;
  readonly versionUpdated: (version: Version, before: Version) => void;
}

export interface HeraldOptions { readonly data: JiraData; readonly now: () => Date; readonly ways: Ways }

export function herald({ data, now, ways }: HeraldOptions): Herald {
  const box = outbox(now, ({ secret }, body, _at, attempt) => ({
    'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    ...(attempt === 0 ? {} : { 'x-atlassian-webhook-retry': String(attempt) }),
  }));
  const tell = (webhookEvent: string, body: () => object): void => {
    if (box.hook === null) return;
    const said = { timestamp: now().getTime(), webhookEvent, ...body() };
    box.tell(0, () => said, { 'user-agent': 'Atlassian Webhook HTTP Client', 'x-atlassian-webhook-identifier': randomUUID() });
  };
  const issueOf = (issue: Issue, asked: readonly string[]): object => ways.issue(issue, issue.fields, asked, data, told.base);
  const told: Herald = {
    box, base: '',
    issueUpdated: (issue, before, by) => {
      tell('jira:issue_updated', () => ({
        issue_event_type_name: before.statusId === issue.fields.statusId ? 'issue_updated' : 'issue_generic', user: ways.user(by, data, told.base),
        issue: issueOf(issue, ['*all']), changelog: { id: String(90_000 + box.sent.length), items: changesIn(before, issue.fields, data) },
      }));
    },
    changeUpdated: (by, field, view) => {
      tell('jira:issue_updated', () => ({
        issue_event_type_name: 'issue_updated', user: ways.user(by, data, told.base), issue: view(told.base),
        changelog: { id: String(90_000 + box.sent.length), items: [{ field, fieldtype: 'custom', fieldId: field, from: null, fromString: null, to: null, toString: null }] },
      }));
    },
    commented: (issue, comment) => {
      const author = ways.user(comment.author, data, told.base);
      tell('comment_created', () => ({
        comment: { self: `${told.base}${ways.root}/issue/${issue.id}/comment/${comment.id}`, id: String(comment.id), author, updateAuthor: author, body: comment.body, created: datetime(comment.createdAt), updated: datetime(comment.createdAt) },
        issue: issueOf(issue, ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status']), eventType: 'primaryAction',
      }));
    },
    versionUpdated: (version, before) => {
      const projectId = data.projects.find(({ key }) => key === version.projectKey)?.id ?? 0;
      for (const event of versionEvents(version, before)) tell(event, () => ({ version: { ...ways.version(version, told.base), projectId } }));
    },
  };
  return told;
}

/** What Jira calls it: who releases a version and renames it in one go is told of twice. */
function versionEvents(version: Version, before: Version): readonly string[] {
  const moved = [
    ...(version.isReleased === before.isReleased ? [] : [version.isReleased ? 'jira:version_released' : 'jira:version_unreleased']),
    ...(version.isArchived === before.isArchived ? [] : [version.isArchived ? 'jira:version_archived' : 'jira:version_unarchived']),
  ];
  const isEdited = version.name !== before.name || version.description !== before.description || version.releaseDate !== before.releaseDate;
  return isEdited || moved.length === 0 ? [...moved, 'jira:version_updated'] : moved;
}

/** One line a field that differs; ids in `from` and `to`, words beside them. */
function changesIn(before: IssueFields, after: IssueFields, data: JiraData): readonly object[] {
  const line = (field: string, from: string | null, fromString: string | null, to: string | null, toString: string | null): object => ({ field, fieldtype: 'jira', fieldId: field, from, fromString, to, toString });
  const names = (ids: readonly number[]): string => ids.map((id) => data.versions.find((version) => version.id === id)?.name ?? '').join(', ');
  return [
    ...(before.statusId === after.statusId ? [] : [line('status', before.statusId, statusOf(before.statusId).name, after.statusId, statusOf(after.statusId).name)]),
    ...(before.summary === after.summary ? [] : [line('summary', null, before.summary, null, after.summary)]),
    ...(before.labels.join(' ') === after.labels.join(' ') ? [] : [line('labels', null, before.labels.join(' '), null, after.labels.join(' '))]),
    ...(before.versionIds.join() === after.versionIds.join() ? [] : [line('Fix Version', before.versionIds.join(), names(before.versionIds), after.versionIds.join(), names(after.versionIds))]),
  ];
}
