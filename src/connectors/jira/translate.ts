import type { Instant } from '../../domain/instant.ts';
import type { Account } from '../../domain/person.ts';
import { formatReference } from '../../domain/reference.ts';
import type { WorkItem, WorkProgress } from '../../domain/work-item.ts';
import type { Issue } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  readonly system: string;
  /** The moment the question was sent: what came back is at least as new. */
  readonly fetchedAt: Instant;
  /** The page of an issue for people; null when the connection's address has no pages. */
  readonly pageOf: (key: string) => string | null;
}

/** Status categories (recordings/jira/gojira_statuscategories.json); status names are localised and renamed at will. */
const progressOf: Readonly<Record<string, WorkProgress>> = { new: 'TO_DO', indeterminate: 'IN_PROGRESS', done: 'DONE' };

/**
 * An issue in our words. `askedAs`: the key it was asked for by, which may be in lower case or one it had before a move:
 * its reference stays the one people typed, its key is the one it has now.
 */
export function toWorkItem(issue: Issue, origin: Origin, askedAs: string = issue.key): WorkItem {
  const { fields, key } = issue;
  const { connection, system, fetchedAt } = origin;
  return {
    kind: 'work-item',
    id: formatReference(connection, 'work-item', issue.id),
    source: { reference: formatReference(connection, 'work-item', askedAs), system, connection, key, url: origin.pageOf(key), fetchedAt, isStale: false, problem: null },
    label: key,
    ...securityOf(fields),
    key,
    title: fields.summary ?? null,
    itemKind: fields.issuetype?.name ?? null,
    statusLabel: fields.status?.name ?? null,
    progress: toProgress(fields.status?.statusCategory?.key),
    assignee: toAccount(fields.assignee, connection),
    fixVersions: fields.fixVersions?.map((version) => version.name) ?? null,
  };
}

/** An issue without a level is seen by all who see its project. A level whose name is not told is one that nobody knows. */
export function securityOf({ security }: Pick<Issue['fields'], 'security'>): { readonly classification?: string | null } {
  if (security === undefined || security === null) return { classification: null };
  return typeof security.name === 'string' ? { classification: security.name } : {};
}

export function toProgress(category: string | undefined): WorkProgress {
  return category !== undefined && Object.hasOwn(progressOf, category) ? (progressOf[category] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** Null when there is nobody, or the tool hid who. Cloud has account ids only; Data Center names and keys (apis/README.md §6). */
export function toAccount(user: Issue['fields']['assignee'], connection: string): Account | null {
  const userName = user?.accountId ?? user?.name ?? user?.key ?? null;
  if (user === undefined || user === null || userName === null) return null;
  return {
    connection,
    userName,
    name: user.displayName ?? null,
    email: user.emailAddress ?? null,
    isActive: user.active ?? null,
  };
}
