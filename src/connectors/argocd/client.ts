import { SourceError, UserMistake } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { bearerHeaders, clientOf } from '../http/index.ts';
import type { HttpClient } from '../http/index.ts';
import { scopeOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { applicationSchema } from './wire.ts';
import type { Application } from './wire.ts';

/** How this room speaks with one Argo CD. */
export interface ArgoCdClient extends HttpClient {
  readonly connection: string;
  readonly url: string;
  readonly clock: Clock;
}

/** Throws UserMistake INVALID for a way of signing in that is not built. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): ArgoCdClient {
  const { auth } = settings;
  if (auth.kind !== 'bearer') throw new UserMistake('INVALID', 'Argo CD is signed in to with bearer (a token of a project role or of an account).', ['auth']);
  const headers = bearerHeaders(auth.token);
  const http = clientOf(settings, tools, { authorize: () => headers });
  return { connection: settings.name, url: settings.url.replace(/\/+$/, ''), clock: tools.clock, send: (request) => http.send(request) };
}

export function applicationPath({ application }: ApplicationSettings): string {
  return `/api/v1/applications/${encodeURIComponent(application)}`;
}

/** Throws SourceError; FORBIDDEN also for an application that is not there (apis/README.md §13). */
export async function readApplication(client: ArgoCdClient, settings: ApplicationSettings, ask: Ask, doing: string): Promise<Application> {
  const { body } = await client.send({ method: 'GET', path: applicationPath(settings), query: { ...scopeOf(settings) }, schema: applicationSchema, ask, doing });
  if (body.metadata.name !== settings.application) throw unexpected(client, 'was asked for one application and spoke of another');
  return body;
}

export function unexpected(client: ArgoCdClient, message: string, code: 'UNEXPECTED_ANSWER' | 'NOT_FOUND' | 'UNAUTHORIZED' = 'UNEXPECTED_ANSWER'): SourceError {
  return new SourceError(client.connection, { code, message, sinceAt: client.clock.now().toISOString(), retryAt: null });
}
