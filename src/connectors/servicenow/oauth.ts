import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Auth } from '../connector.ts';
import type { HttpClient } from '../http/index.ts';
import { tokenAnswer } from './wire.ts';

export interface TokenKeeper {
  token(ask: Ask): Promise<string>;
  /** After a 401: the kept token is dead, the next question fetches another. */
  forget: () => void;
}

/** A token is let go this long before it expires, so that it does not die on the way. */
const marginMs = 60_000;

/** Keeps one access token of POST /oauth_token.do (apis/README.md §1), fetched once however many ask at the same time. */
export function createTokenKeeper(http: HttpClient, auth: Extract<Auth, { kind: 'oauth' }>, clock: Clock): TokenKeeper {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let pending: Promise<string> | null = null;
  const fetchToken = async (ask: Ask): Promise<string> => {
    const askedAt = clock.now().getTime();
    // Not the asker's own signal: others wait for the same token.
    const { body } = await http.send({ method: 'POST', path: '/oauth_token.do', form: formOf(auth), schema: tokenAnswer, ask: { purpose: ask.purpose, maxAgeMs: 0 }, doing: 'signing in' });
    kept = { token: body.access_token, until: askedAt + body.expires_in * 1000 - marginMs };
    return body.access_token;
  };
  return {
    async token(ask) {
      if (kept !== null && clock.now().getTime() < kept.until) return kept.token;
      pending ??= fetchToken(ask).finally(() => { pending = null; });
      return pending;
    },
    forget: () => { kept = null; },
  };
}

function formOf(auth: Extract<Auth, { kind: 'oauth' }>): Record<string, string> {
  const client = { client_id: auth.clientId, client_secret: auth.clientSecret };
  if (auth.userName === undefined || auth.password === undefined) return { grant_type: 'client_credentials', ...client };
  return { grant_type: 'password', ...client, username: auth.userName, password: auth.password };
}
