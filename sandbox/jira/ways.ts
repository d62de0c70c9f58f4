import { document, issueView, userView, versionLabel } from './issue.view.ts';
import { deskUser } from './service-desk/people.ts';
import { objectNamed } from './service-desk/tables.ts';
import type { Issue, IssueFields, JiraData, NamedObject, Version } from './state.ts';

/** What the routes that v3 and v2 share tell in words of their own. */
export interface Ways {
  readonly root: '/rest/api/3' | '/rest/api/2';
  readonly issue: (issue: Issue, fields: IssueFields, asked: readonly string[], data: JiraData, base: string) => Record<string, unknown>;
  readonly user: (accountId: string, data: JiraData, base: string) => Record<string, unknown>;
  readonly version: (version: Version, base: string) => Record<string, unknown>;
  /** Somebody of the story as the service desk's own API tells people. */
  readonly deskUser: (userName: string, data: JiraData, base: string) => Record<string, unknown>;
  /** An object of Assets as the issue that names it tells it. */
  readonly object: (named: NamedObject) => unknown;
  /** The object that is meant by one value of such a field, as it is written; undefined for none. */
  readonly objectOf: (written: unknown) => NamedObject | undefined;
  /** A text as it is told: a document in v3, wiki text in v2. */
  readonly text: (text: string) => unknown;
  /** Whether a text may be written like this: a document in v3, a string of wiki text in v2. */
  readonly isText: (value: unknown) => boolean;
}

export const cloudWays: Ways = { root: '/rest/api/3', issue: issueView, user: userView, version: versionLabel, deskUser, object: (named) => named, objectOf, text: document, isText: isDocument };

function objectOf(written: unknown): NamedObject | undefined {
  const { workspaceId, objectId } = (written ?? {}) as Readonly<Record<string, unknown>>;
  return typeof workspaceId === 'string' && typeof objectId === 'string' ? objectNamed(objectId, workspaceId) : undefined;
}

function isDocument(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, version, content } = value as Readonly<Record<string, unknown>>;
  return type === 'doc' && version === 1 && Array.isArray(content) && content.every(isNode);
}

/** A text node without a text is what most refused documents hold. */
function isNode(node: unknown): boolean {
  const { type, text, content = [] } = (node ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string') return false;
  return type === 'text' ? typeof text === 'string' && text !== '' : Array.isArray(content) && content.every(isNode);
}
