import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

/** An OpenID issuer on this machine: it serves its public keys over HTTP and signs what it is told to, mistakes included. */
export interface Issuer {
  readonly url: string;
  readonly keysUrl: string;
  /** How often its keys were read. */
  readonly reads: () => number;
  /** Claims as an honest token has them, valid for five minutes. */
  honest(claims?: Json): Json;
  token(claims: Json, header?: Json): string;
  /** Signed with HMAC, by the public key taken for a shared secret. */
  confused(claims: Json): string;
  /** Signed with another key, under the name of the issuer's. */
  forged(claims: Json): string;
  /** Signs with a new key from now on and serves it alone. */
  rotate(): void;
  /** Answers this for keys from now on; null: the keys. */
  answerWith(answer: { readonly status: number; readonly body: string; readonly location?: string } | null): void;
  close(): Promise<void>;
}

interface Pair { readonly kid: string; readonly privateKey: KeyObject }

const freshPair = (): Pair => ({ kid: randomUUID(), privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey });
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const jwkOf = ({ kid, privateKey }: Pair): object => ({ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig' });

function signed({ kid, privateKey }: Pair, claims: Json, header: Json = {}): string {
  const input = `${encoded({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${encoded(claims)}`;
  return `${input}.${header['alg'] === 'none' ? '' : sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

export async function startIssuer(now: () => Date): Promise<Issuer> {
  let pair = freshPair();
  let reads = 0;
  let other: Parameters<Issuer['answerWith']>[0] = null;
  const server = createServer((_request, response) => {
    reads += 1;
    const { status, body, location } = other ?? { status: 200, body: JSON.stringify({ keys: [jwkOf(pair)] }), location: undefined };
    response.writeHead(status, { 'content-type': 'application/json', ...(location !== undefined && { location }) }).end(body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seconds = (): number => Math.floor(now().getTime() / 1_000);
  return {
    url, keysUrl: `${url}/keys`,
    reads: () => reads,
    honest: (claims = {}) => ({ iss: url, aud: 'muster', sub: 'somebody', iat: seconds(), nbf: seconds(), exp: seconds() + 300, ...claims }),
    token: (claims, header = {}) => signed(pair, claims, header),
    forged: (claims) => signed({ ...freshPair(), kid: pair.kid }, claims),
    confused(claims) {
      const input = `${encoded({ alg: 'HS256', typ: 'JWT', kid: pair.kid })}.${encoded(claims)}`;
      return `${input}.${createHmac('sha256', createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' })).update(input).digest('base64url')}`;
    },
    rotate() { pair = freshPair(); },
    answerWith(answer) { other = answer; },
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }),
  };
}
