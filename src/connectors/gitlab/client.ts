import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { bearerHeaders, clientOf } from '../http/index.ts';
import type { HttpClient } from '../http/index.ts';
import { createProblemReader } from './problem.ts';

/** How this room speaks with one GitLab; paths begin below /api/v4. */
export interface GitLabClient extends HttpClient {
  readonly connection: string;
}

/** Throws UserMistake INVALID for a way of signing in that GitLab does not have, or a url that is not the instance's own. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): GitLabClient {
  const { auth, url } = settings;
  if (auth.kind !== 'bearer') throw new UserMistake('INVALID', 'GitLab is signed in to with bearer (a personal, group or project access token with the scope api).', ['auth']);
  if (/\/api\/v4\/*$/.test(url)) throw new UserMistake('INVALID', 'Write the address of the GitLab instance itself, e.g. https://gitlab.example.com, without /api/v4.', ['url']);
  const headers = bearerHeaders(auth.token);
  const http = clientOf(settings, tools, { authorize: () => headers, readProblem: createProblemReader(tools.clock) });
  return { connection: settings.name, send: (request) => http.send({ ...request, path: `/api/v4${request.path}` }) };
}
