import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Auth, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, bearerHeaders, createHttpClient } from '../http/index.ts';
import type { Headers, HttpClient, ProblemReader } from '../http/index.ts';
import type { Origin } from './translate.ts';
import { myselfSchema } from './wire.ts';

/** How this room speaks with one Jira. */
export interface JiraClient extends HttpClient {
  /** The origin of answers to a question sent now. */
  origin(): Origin;
  /**
   * Proves that Jira knows who we are, else throws SourceError UNAUTHORIZED: with a bad token, search answers 200 with
   * only what anybody may see, which is mostly nothing (apis/README.md §5). One call, never remembered.
   */
  proveSignIn(ask: Ask): Promise<void>;
}

/** Throws UserMistake INVALID for a way of signing in that Jira does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): JiraClient {
  const headers = signInHeaders(settings.auth);
  const http = createHttpClient({
    connection: settings.name,
    url: settings.url,
    authorize: () => headers,
    deadlines: settings.deadlines,
    clock: tools.clock,
    readProblem: refusedSignIn(tools),
    ...(tools.log === undefined ? {} : { log: tools.log }),
  });
  const base = settings.url.replace(/\/+$/, '');
  const hasPages = new URL(base).hostname !== 'api.atlassian.com';
  return {
    send: (request) => http.send(request),
    origin: () => ({
      connection: settings.name,
      fetchedAt: instant(tools.clock.now()),
      pageOf: (key) => (hasPages ? `${base}/browse/${encodeURIComponent(key)}` : null),
    }),
    async proveSignIn(ask) {
      await http.send({ method: 'GET', path: '/rest/api/3/myself', schema: myselfSchema, ask, doing: 'proving that Jira knows our account' });
    },
  };
}

function signInHeaders(auth: Auth): Headers {
  switch (auth.kind) {
    case 'basic': return basicHeaders(auth.userName, auth.password);
    case 'bearer': return bearerHeaders(auth.token);
    case 'oauth': throw new UserMistake('INVALID', 'Jira is signed in to with basic (e-mail and API token) or bearer; it takes no oauth.', ['auth']);
  }
}

/** The sign-in layer says in a header that it let a bad token pass as nobody, under whatever status. */
function refusedSignIn(tools: ConnectorTools): ProblemReader {
  return (_status, _body, headers) => {
    const reason = headers['x-seraph-loginreason'] ?? '';
    if (!/AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/.test(reason)) return null;
    return { code: 'UNAUTHORIZED', message: 'answered as to a stranger, because it did not accept our credentials; check the connection\'s auth settings', sinceAt: instant(tools.clock.now()), retryAt: null };
  };
}
