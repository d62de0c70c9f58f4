import { createHash } from 'node:crypto';
import type { Viewer } from '../../domain/person.ts';

/** One way to sign in: who a bearer token belongs to; null for nobody that this way knows. @throws SignInUnavailable */
export type WayIn = (token: string) => Promise<Viewer | null>;

/** Nobody can tell now who it is, which is another thing than nobody. */
export class SignInUnavailable extends Error {
  override readonly name = 'SignInUnavailable';
}

/** Tokens are kept and compared as SHA-256 digests, so that neither what is kept nor the time of a comparison tells one. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
