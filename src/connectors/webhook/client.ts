import { UserMistake } from '../../domain/error.ts';
import type { SourceProblemCode } from '../../domain/source.ts';
import { SourceError } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { clientOf } from '../http/index.ts';
import type { HttpAnswer, HttpRequest } from '../http/index.ts';
import { signedHeaders } from './signature.ts';

/** A write: its body is signed as the very text that is sent. */
export interface Post<T> {
  readonly path: string;
  readonly body: object;
  readonly idempotencyKey: string;
  readonly schema: HttpRequest<T>['schema'];
  readonly accepts: readonly number[];
  readonly ask: Ask;
  readonly doing: string;
}

/** How this room speaks with one deploy service. */
export interface WebhookClient {
  readonly connection: string;
  readonly clock: Clock;
  read<T>(request: Pick<HttpRequest<T>, 'path' | 'schema' | 'accepts' | 'ask' | 'doing'>): Promise<HttpAnswer<T>>;
  post<T>(post: Post<T>): Promise<HttpAnswer<T>>;
}

/** Basic holds the key: its id as user name, its secret as password. Neither is sent as such. Throws UserMistake INVALID otherwise. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): WebhookClient {
  const { auth } = settings;
  if (auth.kind !== 'basic') throw new UserMistake('INVALID', 'A webhook is signed with basic: the key\'s id as user name, its secret as password.', ['auth']);
  if (!/^[\w.-]{1,100}$/.test(auth.userName)) throw new UserMistake('INVALID', 'A signing key\'s id is letters, digits, dots and dashes.', ['auth', 'userName']);
  const key = { id: auth.userName, secret: auth.password };
  const http = clientOf(settings, tools, { authorize: () => ({}) });
  return {
    connection: settings.name,
    clock: tools.clock,
    read: (request) => http.send({ ...request, method: 'GET', headers: signedHeaders(key, '', tools.clock.now()) }),
    post: ({ body, idempotencyKey, ask, ...rest }) => {
      const raw = JSON.stringify(body);
      const headers = { ...signedHeaders(key, raw, tools.clock.now()), 'idempotency-key': idempotencyKey };
      return http.send({ ...rest, method: 'POST', headers, text: { body: raw, contentType: 'application/json' }, ask: { ...ask, purpose: 'act' } });
    },
  };
}

export function problem(client: WebhookClient, code: SourceProblemCode, message: string): SourceError {
  return new SourceError(client.connection, { code, message, sinceAt: client.clock.now().toISOString(), retryAt: null });
}
