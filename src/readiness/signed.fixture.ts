import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { dsse } from '@sigstore/core';
import type { DetachedSignature, DsseEnvelope } from '../domain/artifact.ts';

/** An Ed25519 key made of a word, the same in every run. */
export function keyOf(word: string): { readonly privateKey: KeyObject; readonly pem: string } {
  const seed = createHash('sha256').update(word).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, pem: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString() };
}

/** Whom the example's policy trusts. */
export const pipelineKey = keyOf('pipeline');

/** A statement about contents, signed. `algorithm` null is what an Edwards curve takes. */
export function signed(subjects: readonly string[], privateKey: KeyObject = pipelineKey.privateKey, given: { readonly payloadType?: string; readonly predicateType?: string; readonly algorithm?: string | null } = {}): DsseEnvelope {
  const { payloadType = 'application/vnd.in-toto+json', predicateType = 'https://slsa.dev/provenance/v1', algorithm = null } = given;
  const payload = Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: subjects.map((sha256) => ({ digest: { sha256 } })), predicateType, predicate: {} }));
  return { payloadType, payload: payload.toString('base64'), signatures: [{ keyid: 'k', sig: sign(algorithm, dsse.preAuthEncoding(payloadType, payload), privateKey).toString('base64') }] };
}

/** A signature of a container image as cosign makes it; `payload` is what is kept in place of what was signed. */
export function signedImage(sha256: string, privateKey: KeyObject = pipelineKey.privateKey, given: { readonly type?: string; readonly algorithm?: string | null; readonly payload?: string } = {}): DetachedSignature {
  const { type = 'cosign container image signature', algorithm = null } = given;
  const payload = imagePayload(sha256, type);
  return { payload: Buffer.from(given.payload ?? payload).toString('base64'), signature: sign(algorithm, Buffer.from(payload), privateKey).toString('base64') };
}

/** The bytes that cosign signs of an image. */
export function imagePayload(sha256: string, type = 'cosign container image signature'): string {
  return JSON.stringify({ critical: { identity: { 'docker-reference': 'registry.northbank.example/payments' }, image: { 'docker-manifest-digest': `sha256:${sha256}` }, type }, optional: null });
}

/** A certificate of a P-256 key that nobody has any more, in force from 2026-11-30 08:17:38 to 2126-11-06 08:17:38. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUKF2Azb9ZTXu3d+e1r6B8JAKm3QEwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTm9ydGggQmFuayBpbWFnZXMwIBcNMjYxMTMwMDgxNzM4WhgP
MjEyNjExMDYwODE3MzhaMBwxGjAYBgNVBAMMEU5vcnRoIEJhbmsgaW1hZ2VzMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEryvNE0w9pfjX/tyNa28FKJP+83BFxsgj
YIRxM2fnEr9j/SchskVPpt+Xwmp3MVKeDwioY9GbBhfy8cnfaBZ+fKNTMFEwHQYD
VR0OBBYEFP/yCD1jSLjL/L2rXml9/U/nuyHLMB8GA1UdIwQYMBaAFP/yCD1jSLjL
/L2rXml9/U/nuyHLMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
L/nbCv5A7oYlPuJsP81m152kb2qs1Lx1/YORKZhYoF8CIQCEQo4ZEZrNARLvrH3f
zKtJqUO6fZtJ18/Wzgwk3koJsg==
-----END CERTIFICATE-----`;
