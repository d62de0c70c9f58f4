import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { bearerHeaders, clientOf } from '../http/index.ts';
import type { HttpClient } from '../http/index.ts';

/** How this room speaks with one GitHub, of the cloud (https://api.github.com) or an enterprise server (https://host/api/v3). */
export interface GitHubClient extends HttpClient {
  readonly connection: string;
}

const asked = { 'accept': 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

/** Throws UserMistake INVALID for a way of signing in that GitHub does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): GitHubClient {
  const { auth } = settings;
  if (auth.kind !== 'bearer') throw new UserMistake('INVALID', 'GitHub is signed in to with bearer (a token that may write actions).', ['auth']);
  const headers = bearerHeaders(auth.token);
  const http = clientOf(settings, tools, { authorize: () => headers });
  return { connection: settings.name, send: (request) => http.send({ ...request, headers: asked }) };
}
