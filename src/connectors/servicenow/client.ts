import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, bearerHeaders, clientOf, type HttpClient } from '../http/index.ts';
import { createTokenKeeper } from './oauth.ts';
import { createProblemReader } from './problem.ts';

/** The HTTP client of one instance: Basic, OAuth, or a bearer token that somebody else obtained. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): HttpClient {
  const { auth } = settings;
  const readProblem = createProblemReader(tools.clock);
  switch (auth.kind) {
    case 'basic':
      if (auth.userName.includes(':')) throw new UserMistake('INVALID', `${settings.name}: a user name for Basic must not hold ":".`, ['auth', 'userName']);
      return clientOf(settings, tools, { readProblem, authorize: () => basicHeaders(auth.userName, auth.password) });
    case 'bearer':
      return clientOf(settings, tools, { readProblem, authorize: () => bearerHeaders(auth.token) });
    case 'oauth': {
      const keeper = createTokenKeeper(clientOf(settings, tools, { authorize: () => ({}) }), auth, tools.clock);
      return clientOf(settings, tools, { readProblem, authorize: async (ask) => bearerHeaders(await keeper.token(ask)), onUnauthorized: keeper.forget });
    }
  }
}
