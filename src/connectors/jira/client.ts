import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Auth, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, bearerHeaders, clientOf } from '../http/index.ts';
import type { Headers, HttpClient } from '../http/index.ts';
import type { ItemPlace, NamedObjects } from './changes/items.naming.ts';
import type { ChangeIssue } from './changes/wire.ts';
import type { Flavour, SearchResult } from './flavour.ts';
import type { Jql } from './jql.ts';
import type { Origin } from './translate.ts';
import { issueFields, myselfSchema } from './wire.ts';
import type { Issue } from './wire.ts';
import { recentWrites } from './writes.ts';
import type { RecentWrites } from './writes.ts';

/** How this room speaks with one Jira. */
export interface JiraClient extends HttpClient {
  /** The origin of answers to a question sent now. */
  origin(): Origin;
  /**
   * Proves that Jira knows who we are, else throws SourceError UNAUTHORIZED: with a bad token, search answers 200 with
   * only what anybody may see, which is mostly nothing (apis/README.md §5). One call, never remembered.
   */
  proveSignIn(ask: Ask): Promise<void>;
  /** Proves the sign-in, and tells who we are there. */
  account(ask: Ask): Promise<string>;
  /** Proves the sign-in, and tells the time zone in which Jira reads the times of a query; null when it does not say. */
  timeZone(ask: Ask): Promise<string | null>;
  /** What this connection wrote a moment ago. */
  readonly writes: RecentWrites;
  /** Where its REST API begins, e.g. /rest/api/3. */
  readonly root: string;
  /** Text as its comments take it. */
  readonly toText: (text: string) => unknown;
  /** `fields`: beside those that are always asked for. */
  search(jql: Jql, limit: number, ask: Ask, fields?: readonly string[]): Promise<SearchResult>;
  /** At most a hundred names: keys or numeric ids. */
  issues(names: readonly string[], origin: Origin, ask: Ask): Promise<readonly Issue[]>;
  /** The same of issues that may be changes, with these fields. */
  changes(names: readonly string[], fields: readonly string[], origin: Origin, ask: Ask): Promise<readonly ChangeIssue[]>;
  /** What the fields of some changes name in Assets, by the ids of the changes. */
  namedObjects(fields: ReadonlyMap<string, unknown>, place: ItemPlace, origin: Origin, ask: Ask): Promise<ReadonlyMap<string, NamedObjects>>;
  /** What the service desk's own API wants to be told beside. */
  readonly deskHeaders: Headers;
}

/** Throws UserMistake INVALID for a way of signing in that Jira does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools, flavour: Flavour): JiraClient {
  const headers = signInHeaders(settings.auth);
  const http = clientOf(settings, tools, { authorize: () => headers, readProblem: flavour.refusedSignIn(tools.clock) });
  const base = settings.url.replace(/\/+$/, '');
  const writes = recentWrites(tools.clock);
  const myself = async (ask: Ask) => (await http.send({ method: 'GET', path: `${flavour.root}/myself`, schema: myselfSchema, ask, doing: 'proving that Jira knows our account' })).body;
  const hasPages = new URL(base).hostname !== 'api.atlassian.com';
  return {
    send: (request) => http.send(request),
    origin: () => ({
      connection: settings.name,
      system: flavour.system,
      fetchedAt: instant(tools.clock.now()),
      // A key holds nothing that would need encoding: its schema says so.
      pageOf: (key) => (hasPages ? `${base}/browse/${key}` : null),
    }),
    async proveSignIn(ask) {
      await myself(ask);
    },
    async account(ask) {
      const me = await myself(ask);
      return me.displayName ?? ('name' in me ? me.name : me.accountId);
    },
    timeZone: async (ask) => (await myself(ask)).timeZone ?? null,
    writes,
    root: flavour.root,
    toText: flavour.toText,
    search: (jql, limit, ask, fields = []) => flavour.search(http, { jql, fields: [...issueFields, ...fields], reconcile: writes.list() }, limit, ask),
    issues: (names, origin, ask) => flavour.issues(http, names, origin, ask),
    changes: (names, fields, origin, ask) => flavour.changes(http, names, fields, origin, ask),
    namedObjects: (fields, place, origin, ask) => flavour.items.read(http, fields, place, origin, ask),
    deskHeaders: flavour.deskHeaders,
  };
}

/** Throws UserMistake INVALID for oauth. */
export function signInHeaders(auth: Auth): Headers {
  switch (auth.kind) {
    case 'basic': return basicHeaders(auth.userName, auth.password);
    case 'bearer': return bearerHeaders(auth.token);
    case 'oauth': throw new UserMistake('INVALID', 'Jira is signed in to with basic (e-mail and API token, or user name and password) or bearer; it takes no oauth.', ['auth']);
  }
}
