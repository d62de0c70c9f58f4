import { createHash } from 'node:crypto';
import type { Viewer } from '../domain/person.ts';
import type { People } from '../domain/ports/people.ts';
import type { FileShape } from './config/shape.ts';

/** Answers who a bearer token belongs to; null for nobody. */
export type SignIn = (authorizationHeader: string | undefined) => Viewer | null;

/**
 * Sign-in by the sandbox's access tokens. Tokens are kept and compared as SHA-256 digests, so that neither a memory dump
 * of the table nor the time of a comparison tells one.
 */
export function signInByToken(tokens: FileShape['access']['sandboxTokens'], people: People): SignIn {
  const viewers = new Map(tokens.map(({ token, email, roles }): [string, Viewer] => [digestOf(token), { actor: people.ofEmail(email), roles }]));
  return (header) => {
    const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
    return token === undefined ? null : viewers.get(digestOf(token.trim())) ?? null;
  };
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
