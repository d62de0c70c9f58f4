import type { Viewer } from '../../domain/person.ts';
import type { People } from '../../domain/ports/people.ts';
import type { TokenStore } from '../../domain/ports/token-store.ts';
import type { Clock } from '../../domain/instant.ts';
import type { FileShape } from '../config/shape.ts';
import type { Log } from '../log.ts';
import { unauthenticated } from '../errors.ts';
import { byApiToken } from './api-tokens.ts';
import { byOpenId, type KeyTimes } from './open-id.ts';
import { bySandboxToken } from './sandbox-tokens.ts';

export { SignInUnavailable } from './way.ts';
export { readIssuerKeys } from './read-keys.ts';
export { createTokenDesk } from './token-desk.ts';

/** Answers who an Authorization header belongs to; null for nobody. One for HTTP, sockets and event streams. @throws SignInUnavailable */
export type SignIn = (authorizationHeader: string | undefined) => Promise<Viewer | null>;

export interface SignInPorts {
  readonly people: People;
  readonly tokens: TokenStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyTimes?: KeyTimes;
}

/** Who a stream was begun by, asked anew for each of its events: a token that has expired or is revoked since is told nothing more. */
export async function stillSignedIn(signIn: SignIn, header: string | undefined): Promise<Viewer> {
  const viewer = await signIn(header);
  if (viewer === null) throw unauthenticated;
  return viewer;
}

/** Longest token looked at, characters: the headers of a request have 16 KiB in all. */
const longestToken = 12 * 1024;

/** By sandbox token, by Muster's own API token, by a token of a configured issuer: the first that knows the bearer. */
export function createSignIn({ sandboxTokens, issuers }: FileShape['access'], ports: SignInPorts): SignIn {
  const ways = [bySandboxToken(sandboxTokens, ports.people), byApiToken(ports), byOpenId(issuers, ports)];
  return async (header) => {
    const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    if (token === undefined || token.length > longestToken) return null;
    for (const way of ways) {
      const viewer = await way(token);
      if (viewer !== null) return viewer;
    }
    return null;
  };
}

/**
 * For programs that can send no header of their own: HTTP Basic (RFC 7617) with an API token of Muster as the password, and
 * any user name. They keep it where we cannot see, so it must be a token that may look and do nothing else. Nobody but the
 * calendar's address takes it: a browser that has it once sends it everywhere below.
 */
export function createFeedSignIn(ports: Pick<SignInPorts, 'tokens' | 'clock'>): SignIn {
  const way = byApiToken(ports);
  return async (header) => {
    const given = /^Basic +([\w+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
    if (given === undefined || given.length > longestToken) return null;
    const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(given, 'base64').toString('utf8')) ?? [];
    const viewer = await way(password);
    return viewer?.roles.every((role) => role === 'VIEWER') === true ? viewer : null;
  };
}
