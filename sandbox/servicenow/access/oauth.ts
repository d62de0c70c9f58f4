import express from 'express';
import { servicenowCredentials } from '../../bank/credentials.ts';
import type { Store } from '../store.ts';
import { isPasswordRight } from './caller.ts';
import { accessTokenSeconds, type Tokens } from './tokens.ts';

type Form = Readonly<Record<string, string | undefined>>;

/** POST /oauth_token.do, a form; grants password, client_credentials (as the integration user) and refresh_token. */
export function oauthRoutes(store: Store, tokens: Tokens): express.Router {
  const router = express.Router();
  router.post('/oauth_token.do', express.urlencoded({ extended: false }), (req, res) => {
    const form = (req.body ?? {}) as Form;
    const userName = grantedUser(form, store, tokens);
    if (userName === undefined) {
      res.status(401).json({ error_description: 'access_denied', error: 'server_error' });
      return;
    }
    const { accessToken, refreshToken } = tokens.issue(userName);
    const kept = form['grant_type'] === 'refresh_token' ? (form['refresh_token'] ?? '') : refreshToken;
    res.json({ access_token: accessToken, ...(form['grant_type'] === 'client_credentials' ? {} : { refresh_token: kept }), scope: 'useraccount', token_type: 'Bearer', expires_in: accessTokenSeconds });
  });
  return router;
}

function grantedUser(form: Form, store: Store, tokens: Tokens): string | undefined {
  const { oauthClient, integration } = servicenowCredentials;
  if (form['client_id'] !== oauthClient.clientId || form['client_secret'] !== oauthClient.clientSecret) return undefined;
  switch (form['grant_type']) {
    case 'client_credentials': return integration.userName;
    case 'refresh_token': return tokens.userOfRefresh(form['refresh_token'] ?? '');
    case 'password': return isPasswordRight(store, form['username'] ?? '', form['password'] ?? '') ? form['username'] : undefined;
    default: return undefined;
  }
}
