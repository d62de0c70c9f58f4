import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../domain/instant.ts';
import type { People } from '../../domain/ports/people.ts';
import type { Log } from '../log.ts';
import { viewerOfClaims } from './claims.ts';
import { fetchKeys } from './keys.ts';
import type { IssuerShape } from './shape.ts';
import { SignInUnavailable, type WayIn } from './way.ts';

/** How often an issuer's keys are read: milliseconds. */
export interface KeyTimes {
  /** Keys at hand are used for so long. */
  readonly cacheMs: number;
  /** A token signed with a key that is not at hand has them read anew, but not before so long after the last time. */
  readonly cooldownMs: number;
}

interface OpenIdPorts {
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyTimes?: KeyTimes;
}

interface Issuer { readonly shape: IssuerShape; readonly keys: JWTVerifyGetKey }

const usually: KeyTimes = { cacheMs: 10 * 60 * 1_000, cooldownMs: 30_000 };
const keysWithinMs = 5_000;

/** Sign-in by tokens of the configured issuers: a person's from the company's sign-on, a pipeline's from its CI. */
export function byOpenId(issuers: readonly IssuerShape[], { people, clock, log, keyTimes = usually }: OpenIdPorts): WayIn {
  // One issuer may stand here several times, with an audience or rules of its own each.
  const known: readonly Issuer[] = issuers.map((shape) => ({ shape, keys: createRemoteJWKSet(new URL(shape.keys), { timeoutDuration: keysWithinMs, cacheMaxAge: keyTimes.cacheMs, cooldownDuration: keyTimes.cooldownMs, [customFetch]: fetchKeys }) }));
  return async (token) => {
    const said = issuerIn(token);
    for (const { shape, keys } of known.filter((one) => one.shape.issuer === said)) {
      const claims = await verified(token, shape, keys).catch((error: unknown) => refusedBy(shape, error, log));
      const viewer = claims === null ? null : viewerOfClaims(claims, shape, people);
      if (viewer !== null) return viewer;
      if (claims !== null) log.warn({ issuer: shape.name, subject: claims.sub }, 'a token is genuine, but the configuration gives its bearer no role');
    }
    return null;
  };

  async function verified(token: string, { issuer, audience, algorithms, clockTolerance }: IssuerShape, keys: JWTVerifyGetKey): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms, clockTolerance: clockTolerance / 1_000, currentDate: clock.now(), requiredClaims: ['exp', 'iat', 'sub'] });
    return payload;
  }
}

/** What the token claims of itself; believed only once its signature is. */
function issuerIn(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

/** What is wrong with the token, as jose names it; anything else is wrong with the keys. */
const wrongTokens: readonly { readonly code: string }[] = [
  errors.JOSEAlgNotAllowed, errors.JOSENotSupported, errors.JWKSMultipleMatchingKeys, errors.JWKSNoMatchingKey,
  errors.JWSInvalid, errors.JWSSignatureVerificationFailed, errors.JWTClaimValidationFailed, errors.JWTExpired, errors.JWTInvalid,
];

function refusedBy({ name }: IssuerShape, error: unknown, log: Log): null {
  if (!(error instanceof errors.JOSEError) || !wrongTokens.some(({ code }) => code === error.code)) {
    log.error({ issuer: name, err: error }, 'the keys of an issuer cannot be read, so that nobody can sign in by it');
    throw new SignInUnavailable(`The keys of the issuer ${name} cannot be read now: try again.`);
  }
  log.warn({ issuer: name, because: error.code, claim: error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined }, 'a token was refused');
  return null;
}
