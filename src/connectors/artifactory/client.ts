import type { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Auth, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, bearerHeaders, clientOf } from '../http/index.ts';
import type { Headers, HttpClient } from '../http/index.ts';
import { atMost } from './at-most.ts';
import { readOptions, scopesOf } from './options.ts';
import type { Scope } from './options.ts';
import type { Origin } from './translate.ts';
import { aqlSchema, orderSchema } from './wire.ts';
import type { Item, OrderRow } from './wire.ts';

/** Rows of one or more AQL queries; not complete when the tool said, or its own count shows, that it sent less than it found. */
export interface AqlResult {
  readonly items: readonly Item[];
  readonly isComplete: boolean;
}

/** How this room speaks with one JFrog platform: Artifactory, Xray and Lifecycle below one address. */
export interface ArtifactoryClient extends HttpClient {
  readonly connection: string;
  /** Where to look for builds and bundles, the default place first. */
  readonly scopes: readonly Scope[];
  /** Kinds of which it tells how they are classified. */
  readonly classifies: readonly ['artifact'] | readonly [];
  /** The origin of answers to a question sent now. */
  origin(): Origin;
  aql(queries: readonly string[], ask: Ask): Promise<AqlResult>;
  /** Rows of a query that asks for nothing but the order of a sync. */
  order(query: string, ask: Ask): Promise<readonly OrderRow[]>;
}

/** The server takes three at a time from everybody together and lets the rest wait (apis/README.md §9). */
const queriesAtOnce = 3;

/** Throws UserMistake INVALID for a way of signing in that Artifactory does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): ArtifactoryClient {
  const headers = signInHeaders(settings.auth);
  const options = readOptions(settings);
  const scopes = scopesOf(options);
  const { classification: classifiedBy } = options;
  const url = platformOf(settings.url);
  const http = clientOf(settings, tools, { url, authorize: () => headers });
  return {
    connection: settings.name,
    scopes,
    classifies: classifiedBy === undefined ? [] : ['artifact'],
    send: (request) => http.send(request),
    origin: () => ({ connection: settings.name, url, fetchedAt: instant(tools.clock.now()), ...(classifiedBy !== undefined && { classifiedBy }) }),
    async aql(queries, ask) {
      const answers = await atMost(queriesAtOnce, queries, (query) => search(http, query, ask));
      return { items: answers.flatMap(({ items }) => items), isComplete: answers.every(({ isComplete }) => isComplete) };
    },
    order: async (query, ask) => (await send(http, query, orderSchema, ask)).results,
  };
}

/** People give the platform's address, or that of Artifactory in it. */
function platformOf(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/artifactory$/, '');
}

function signInHeaders(auth: Auth): Headers {
  switch (auth.kind) {
    case 'bearer': return bearerHeaders(auth.token);
    case 'basic': return basicHeaders(auth.userName, auth.password);
    case 'oauth': throw new UserMistake('INVALID', 'Artifactory is signed in to with bearer (an access token) or basic (with the token as password); it takes no oauth.', ['auth']);
  }
}

async function search(http: HttpClient, query: string, ask: Ask): Promise<AqlResult> {
  const body = await send(http, query, aqlSchema, ask);
  return { items: body.results, isComplete: (body.range.notification ?? null) === null && body.results.length >= body.range.total };
}

async function send<T>(http: HttpClient, query: string, schema: z.ZodType<T>, ask: Ask): Promise<T> {
  const { body } = await http.send({ method: 'POST', path: '/artifactory/api/search/aql', isRead: true, narrow: { name: 'aql', atOnce: queriesAtOnce }, text: { body: query, contentType: 'text/plain' }, schema, ask, doing: 'searching artifacts' });
  return body;
}
