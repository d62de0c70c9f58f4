import type { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { clientOf } from '../http/index.ts';
import { createProblemReader } from './problem.ts';

export interface RestCall<T> {
  /** `operation` and its parameters, sent as json_data. */
  readonly params: { readonly operation: string } & Readonly<Record<string, unknown>>;
  readonly schema: z.ZodType<T>;
  readonly ask: Ask;
  readonly doing: string;
}

/** The operations that change nothing, whatever their parameters. */
const reads: ReadonlySet<string> = new Set(['core/get', 'core/get_related', 'list_operations']);

/** The one address of iTop's REST API. */
export type Rest = <T>(call: RestCall<T>) => Promise<T>;

/** User name and password go as form fields of every call, a token as Auth-Token: neither ever stands in an address. */
export function createRest(settings: ConnectorSettings, tools: ConnectorTools): Rest {
  const { auth } = settings;
  if (auth.kind === 'oauth') throw new UserMistake('INVALID', 'iTop is signed in to with basic (user name and password) or bearer (an application or personal token); it takes no oauth.', ['auth']);
  const http = clientOf(settings, tools, { readProblem: createProblemReader(tools.clock), authorize: () => (auth.kind === 'bearer' ? { 'auth-token': auth.token } : {}) });
  const signIn = auth.kind === 'basic' ? { auth_user: auth.userName, auth_pwd: auth.password } : {};
  return async ({ params, schema, ask, doing }) => {
    const { body } = await http.send({
      method: 'POST', isRead: reads.has(params.operation), path: '/webservices/rest.php', query: { version: '1.3' },
      form: { ...signIn, json_data: JSON.stringify(params) }, schema, ask, doing,
    });
    return body;
  };
}
