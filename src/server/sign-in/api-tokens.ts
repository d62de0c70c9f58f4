import { randomBytes } from 'node:crypto';
import { instant, type Clock } from '../../domain/instant.ts';
import { viewerWith } from '../../domain/person.ts';
import type { TokenStore } from '../../domain/ports/token-store.ts';
import { digestOf, SignInUnavailable, type WayIn } from './way.ts';

/** What a token of Muster's own looks like: a name that finds it, and what nobody can guess. Secret scanners know it by its prefix. */
const written = /^muster_([0-9a-f]{16})_[\w-]{43}$/;

export function freshToken(): { readonly id: string; readonly secret: string } {
  const id = randomBytes(8).toString('hex');
  return { id, secret: `muster_${id}_${randomBytes(32).toString('base64url')}` };
}

/** Sign-in by a token that Muster gave, until it expires or is revoked. A pipeline's acts are signed with the token's name. */
export function byApiToken({ tokens, clock }: { readonly tokens: TokenStore; readonly clock: Clock }): WayIn {
  return async (secret) => {
    const id = written.exec(secret)?.[1];
    const found = id === undefined ? null : await tokens.byId(id).catch(cannotTell);
    if (found?.digest !== digestOf(secret)) return null;
    const { name, grant, expiresAt, revoked } = found.token;
    if (revoked !== null || expiresAt <= instant(clock.now())) return null;
    return viewerWith({ kind: 'automation', name, issuer: 'muster', onBehalfOf: null }, [grant]);
  };
}

/** A database that does not answer: whose token it is nobody can tell. */
function cannotTell(error: unknown): never {
  throw new SignInUnavailable('Tokens cannot be looked up now: try again.', { cause: error });
}
