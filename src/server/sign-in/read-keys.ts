import { fetchKeys } from './keys.ts';
import type { IssuerShape } from './shape.ts';

const withinMs = 5_000;

/** How many public keys stand at an issuer's address that its configured algorithms could use, and what time its answer tells. */
export interface IssuerKeys {
  readonly usable: number;
  readonly all: number;
}

/** Reads an issuer's keys as sign-in does. @throws Error in words of ours */
export async function readIssuerKeys({ keys, algorithms }: Pick<IssuerShape, 'keys' | 'algorithms'>): Promise<IssuerKeys> {
  const response = await fetchKeys(keys, { headers: new Headers(), method: 'GET', redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
  if (response.status !== 200) throw new Error(`answered with status ${response.status} where keys should be`);
  const read: unknown = await response.json().catch(() => null);
  const found = typeof read === 'object' && read !== null && 'keys' in read && Array.isArray(read.keys) ? read.keys.filter((key): key is Readonly<Record<string, unknown>> => typeof key === 'object' && key !== null) : null;
  if (found === null) throw new Error('answered something that is no set of keys');
  const types = new Set(algorithms.map(typeOf));
  return { all: found.length, usable: found.filter(({ kty, use, alg }) => typeof kty === 'string' && types.has(kty) && use !== 'enc' && (typeof alg !== 'string' || (algorithms as readonly string[]).includes(alg))).length };
}

/** RFC 7518 §6.1, RFC 8037. */
function typeOf(algorithm: string): string {
  if (algorithm === 'EdDSA') return 'OKP';
  return algorithm.startsWith('ES') ? 'EC' : 'RSA';
}
