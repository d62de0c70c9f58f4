import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { SourceProblem } from '../../domain/source.ts';
import type { Auth, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { basicHeaders, bearerHeaders, clientOf } from '../http/index.ts';
import type { Headers, HttpClient } from '../http/index.ts';
import { refusalSchema } from './wire.ts';

/** Throws UserMistake INVALID for a way of signing in that it does not have. */
export function createClient(settings: ConnectorSettings, tools: ConnectorTools): HttpClient {
  const headers = signInHeaders(settings.auth);
  return clientOf(settings, tools, {
    authorize: () => headers,
    readProblem(_status, body) {
      const refusal = refusalSchema.safeParse(body);
      const word = refusal.success ? words[refusal.data.errorType] : undefined;
      return word === undefined ? null : { ...word, sinceAt: instant(tools.clock.now()), retryAt: null };
    },
  });
}

/** Its error types in our words, since its own text may quote what it was asked. Others are no more than their status. */
const words: Readonly<Record<string, Pick<SourceProblem, 'code' | 'message'>>> = {
  bad_data: { code: 'UNEXPECTED_ANSWER', message: 'does not understand the expression; try it in its own console' },
  execution: { code: 'UNEXPECTED_ANSWER', message: 'cannot reckon the expression; try it in its own console' },
  timeout: { code: 'SERVER_ERROR', message: 'took longer over the expression than it may' },
};

function signInHeaders(auth: Auth): Headers {
  switch (auth.kind) {
    case 'basic': return basicHeaders(auth.userName, auth.password);
    case 'bearer': return bearerHeaders(auth.token);
    case 'oauth': throw new UserMistake('INVALID', 'Prometheus is signed in to with basic or bearer; it takes no oauth. One that nothing guards takes no notice of either.', ['auth']);
  }
}
