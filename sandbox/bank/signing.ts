import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** A DSSE envelope as the tools keep it. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** PEM, SPKI: what a policy names. */
  readonly publicPem: string;
}

/** With what the bank's pipeline signs what it says of its packages. Made of a word, so worth nothing outside the sandbox. */
export const releaseKey = keyOf('northbank-release');
/** Somebody's own key, which nobody trusts. */
export const strangersKey = keyOf('somebody');

const payloadType = 'application/vnd.in-toto+json';

/** An Ed25519 key from a word: the frame of PKCS #8 around thirty-two bytes (RFC 8410). */
function keyOf(keyId: string): SigningKey {
  const seed = createHash('sha256').update(`north bank sandbox ${keyId}`).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  return { keyId, privateKey, publicPem: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString() };
}

/** An in-toto statement about contents, signed. */
export function signedStatement(key: SigningKey, subjects: readonly string[], predicateType: string, predicate: object): Envelope {
  const payload = Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: subjects.map((sha256) => ({ digest: { sha256 } })), predicateType, predicate }));
  return { payloadType, payload: payload.toString('base64'), signatures: [{ keyid: key.keyId, sig: sign(null, preAuthEncoding(payloadType, payload), key.privateKey).toString('base64') }] };
}

/** A report of test suites (in-toto test-result v0.1) that all ended in one way. */
export function testReport(key: SigningKey, sha256: string, result: 'PASSED' | 'FAILED', suites: readonly string[]): Envelope {
  const predicate = { result, configuration: suites.map((name) => ({ name })), passedTests: result === 'PASSED' ? suites : [], failedTests: result === 'FAILED' ? suites : [] };
  return signedStatement(key, [sha256], 'https://in-toto.io/attestation/test-result/v0.1', predicate);
}

/** What cosign signs of a container image, and its signature over those bytes in base64. */
export interface ImageSignature {
  readonly payload: string;
  readonly signature: string;
}

/** A signature of an image by its digest, as cosign makes it; `algorithm` null is what an Edwards curve takes, SHA-256 what any other key does. */
export function signedImage(privateKey: KeyObject, sha256: string, algorithm: 'sha256' | null): ImageSignature {
  const payload = JSON.stringify({ critical: { identity: { 'docker-reference': 'registry.northbank.example/pay' }, image: { 'docker-manifest-digest': `sha256:${sha256}` }, type: 'cosign container image signature' }, optional: null });
  return { payload, signature: sign(algorithm, Buffer.from(payload), privateKey).toString('base64') };
}

/** Whether the key's signature is among those of the envelope. */
export function isSignedBy({ publicPem }: SigningKey, envelope: Envelope): boolean {
  const signed = preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  return envelope.signatures.some(({ sig }) => verify(null, signed, createPublicKey(publicPem), Buffer.from(sig, 'base64')));
}

/** What is signed is not the payload alone (DSSE protocol). */
function preAuthEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}
