import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { DsseEnvelope } from '../../domain/artifact.ts';
import { sha } from '../green.fixture.ts';
import { imagePayload, keyOf, pipelineKey, signed, signedImage } from '../signed.fixture.ts';
import { readTrustedKey } from './keys.ts';
import { isSignedBy, statementOf } from './statement.ts';

const trusted = (...pems: readonly string[]) => pems.flatMap((pem) => readTrustedKey(pem) ?? []);
const other = 'b'.repeat(64);
const saying = (payload: unknown, payloadType?: string): DsseEnvelope => ({ ...signed([sha], undefined, payloadType === undefined ? {} : { payloadType }), payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64') });

describe('a signature', () => {
  // What keys there are, and whether a digest is named to sign with them: the curves of Edwards bring their own.
  it.each<[string, () => { readonly privateKey: KeyObject; readonly publicKey: KeyObject }, string | null]>([
    ['an RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 }), 'sha256'], ['a P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sha256'], ['a P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha256'],
    ['an Ed25519', () => generateKeyPairSync('ed25519'), null], ['an Ed448', () => generateKeyPairSync('ed448'), null],
  ])('of %s key is known by that key, over an envelope and over an image', (_name, pair, algorithm) => {
    const { privateKey, publicKey } = pair();
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const [envelope, image] = [signed([sha], privateKey, { algorithm }), signedImage(sha, privateKey, { algorithm })];
    expect([envelope, image].map((one) => [isSignedBy(one, trusted(pem)), isSignedBy(one, trusted(pipelineKey.pem, pem)), isSignedBy(one, trusted(pipelineKey.pem)), isSignedBy(one, [])])).toEqual([[true, true, false, false], [true, true, false, false]]);
  });

  it('is over payload and type, and one of several is enough', () => {
    const good = signed([sha]);
    const keys = trusted(pipelineKey.pem);
    expect(isSignedBy({ ...good, signatures: [...signed([sha], keyOf('stranger').privateKey).signatures, ...good.signatures] }, keys)).toBe(true);
    for (const bad of [{ ...good, payload: signed([other]).payload }, { ...good, payloadType: 'application/json' }, { ...good, signatures: [] }, { ...good, signatures: [{ sig: '!' }] }]) expect(isSignedBy(bad, keys)).toBe(false);
    expect(isSignedBy(signedImage(sha, undefined, { payload: imagePayload(other) }), keys)).toBe(false);
    // The bytes of an envelope stand for its type too, so that the same signature is not that of an image.
    expect(isSignedBy({ payload: good.payload, signature: good.signatures[0]?.sig ?? '' }, keys)).toBe(false);
  });
});

describe('what is stated', () => {
  it('is the type of an in-toto statement and the SHA-256 of its subjects, in small letters; of a subject told by another digest, nothing', () => {
    const subject = [{ digest: { sha256: sha.toUpperCase() } }, { digest: { sha512: 'c'.repeat(128) } }, { digest: { gitCommit: 'd'.repeat(40), sha256: other } }];
    expect(statementOf(saying({ subject, predicateType: 'https://slsa.dev/provenance/v1' }))).toEqual({ predicateType: 'https://slsa.dev/provenance/v1', subjects: [sha, other] });
    expect(statementOf(signed([]))).toMatchObject({ subjects: [] });
  });

  it('is of an image its digest, and no type', () => {
    expect(statementOf(signedImage(sha))).toEqual({ predicateType: null, subjects: [sha] });
  });

  it.each([
    ['the payload is of another type', signed([sha], undefined, { payloadType: 'application/json' })], ['it is no JSON', saying('signed')], ['it names no type', saying({ subject: [] })], ['it has no subjects', saying({ predicateType: 'x' })],
    ['a subject has no digest', saying({ subject: [{ name: 'payments-api' }], predicateType: 'x' })],
    ['the image is signed as something else', signedImage(sha, undefined, { type: 'atomic container signature' })], ['its digest is none', signedImage('aaaa')], ['its digest is of another kind', signedImage(sha, undefined, { payload: imagePayload(sha).replace('sha256:', 'sha512:') })],
    ['what stands beside it is no JSON', signedImage(sha, undefined, { payload: 'signed' })], ['it names no image', signedImage(sha, undefined, { payload: JSON.stringify({ critical: { type: 'cosign container image signature' } }) })],
  ])('is nothing where %s', (_name, envelope) => {
    expect(statementOf(envelope)).toBeNull();
  });
});
