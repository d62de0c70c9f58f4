import { UserMistake } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, clientOf, HttpProblem } from '../http/index.ts';
import type { Headers, HttpAnswer, HttpClient, HttpRequest, ProblemReader } from '../http/index.ts';
import { crumbHeaders, isApiToken } from './crumb.ts';

/** What became of a write: an answer, or a problem with whether Jenkins itself spoke it. */
export type Written<T> = { readonly answer: HttpAnswer<T> } | { readonly problem: HttpProblem; readonly isJenkinsOwn: boolean };

/** How this room speaks with one Jenkins controller. */
export interface JenkinsClient {
  readonly connection: string;
  /** Base address, without a slash at its end. */
  readonly url: string;
  read<T>(request: Omit<HttpRequest<T>, 'method'>): Promise<HttpAnswer<T>>;
  /** What a write must carry beside signing in; nothing with an API token. Throws a SourceError: then nothing was written. */
  passes(ask: Ask): Promise<Headers>;
  /** Posts once. Throws only what is no HttpProblem. */
  post<T>(request: Omit<HttpRequest<T>, 'method'>): Promise<Written<T>>;
}

/** Throws UserMistake INVALID for a way of signing in that Jenkins does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): JenkinsClient {
  const { auth } = settings;
  if (auth.kind !== 'basic') throw new UserMistake('INVALID', 'Jenkins is signed in to with basic (a user name, and an API token as password).', ['auth']);
  const headers = basicHeaders(auth.userName, auth.password);
  const line = (readProblem?: ProblemReader): HttpClient => clientOf(settings, tools, { authorize: () => headers, ...(readProblem === undefined ? {} : { readProblem }) });
  const http = line();
  return {
    connection: settings.name,
    url: settings.url.replace(/\/+$/, ''),
    read: (request) => http.send({ ...request, method: 'GET' }),
    passes: (ask) => (isApiToken(auth.password) ? Promise.resolve({}) : crumbHeaders(http, ask)),
    post: async (request) => {
      let isJenkinsOwn = false;
      // Jenkins' errors are pages without a word to go by; its headers are all there is. A line of its own keeps writes apart.
      const own = line((_status, _body, received) => {
        isJenkinsOwn = isSigned(received);
        return null;
      });
      try {
        return { answer: await own.send({ ...request, method: 'POST', ask: { ...request.ask, purpose: 'act' } }) };
      } catch (error) {
        if (error instanceof HttpProblem) return { problem: error, isJenkinsOwn };
        throw error;
      }
    },
  };
}

/** Jenkins signs its pages and answers with X-Jenkins, and asks for a password in its own name. */
function isSigned(headers: Headers): boolean {
  return headers['x-jenkins'] !== undefined || /realm="?jenkins/i.test(headers['www-authenticate'] ?? '');
}
