import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Headers, HttpClient, ProblemReader } from '../http/index.ts';
import type { ItemNaming } from './changes/items.naming.ts';
import type { ChangeIssue } from './changes/wire.ts';
import type { Jql } from './jql.ts';
import type { Origin } from './translate.ts';
import type { Issue } from './wire.ts';

/** What a search brought; not complete when a limit, a warning, or an answer that moved under our feet cut it. */
export interface SearchResult {
  readonly issues: readonly Issue[];
  readonly isComplete: boolean;
}

/** What to search for. */
export interface Search {
  readonly jql: Jql;
  readonly fields: readonly string[];
  /** Numeric ids of issues that were just written; Data Center needs no such help. */
  readonly reconcile: readonly number[];
}

/** What Cloud and Data Center each say in their own way; questions, checks and words are the same for both. */
export interface Flavour {
  /** As `Source.system` says it. */
  readonly system: 'JIRA' | 'JIRA_DATA_CENTER';
  /** Where its REST API begins, e.g. /rest/api/3. */
  readonly root: string;
  /** How its sign-in layer says no. */
  readonly refusedSignIn: (clock: Clock) => ProblemReader;
  /** Text as its comments take it. */
  readonly toText: (text: string) => unknown;
  /** All issues of a query, or the first `limit`. */
  search(http: HttpClient, search: Search, limit: number, ask: Ask): Promise<SearchResult>;
  /** Issues by key or numeric id, at most a hundred; those missing or hidden are left out, moved ones come under today's key. */
  issues(http: HttpClient, names: readonly string[], origin: Origin, ask: Ask): Promise<readonly Issue[]>;
  /** The same of issues that may be changes, with these fields. */
  changes(http: HttpClient, names: readonly string[], fields: readonly string[], origin: Origin, ask: Ask): Promise<readonly ChangeIssue[]>;
  /** What the service desk's own API wants to be told beside. */
  readonly deskHeaders: Headers;
  /** How its changes name objects of Assets. */
  readonly items: ItemNaming;
}
