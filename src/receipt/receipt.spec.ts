import { toSignedEntity, Verifier } from '@sigstore/verify';
import { bundleFromJSON, BUNDLE_V03_MEDIA_TYPE } from '@sigstore/bundle';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { open, payloadType, readEnvelope, seal, type Envelope } from './envelope.ts';
import { readSigningKey, readVerificationKey } from './key.ts';
import { mutateReceipts } from './mutations.fixture.ts';
import { keyPair, receiptOf } from './receipt.fixture.ts';
import { readStatement, writeStatement } from './statement.ts';
import { isExpired, signReceipt, verifyReceipt } from './verify.ts';

const ours = keyPair();
const theirs = keyPair();
const envelope = signReceipt(receiptOf(), ours.signing);
const keys = [ours.verifying];
const bytesOf = (one: Envelope): string => Buffer.from(one.payload, 'base64').toString();

describe('a receipt', () => {
  it('says what was signed, and by which key', () => {
    expect(verifyReceipt(envelope, keys)).toEqual({ receipt: receiptOf(), keyId: ours.signing.id });
  });

  it('is an in-toto statement with the SLSA verification summary as predicate', () => {
    expect(JSON.parse(bytesOf(envelope))).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'urn:muster:package:payments-2.4.0:1', digest: { sha256: 'd'.repeat(64) } }, { name: 'artifactory:artifact:libs/payments-2.4.0.tgz', digest: { sha256: 'a'.repeat(64) } }],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: { verifier: { id: 'urn:muster:hub' }, timeVerified: '2026-11-23T12:00:00.000Z', verificationResult: 'PASSED', policy: { uri: 'urn:muster:policy:production:1', digest: { sha256: 'c'.repeat(64) } } },
    });
  });

  it('counts when it was signed by a key that signed before', () => {
    expect(verifyReceipt(envelope, [theirs.verifying, ours.verifying])).toHaveProperty('receipt');
    expect(verifyReceipt(envelope, [theirs.verifying])).toEqual({ refused: `is signed with a key that is not trusted here (${ours.signing.id})` });
    expect(verifyReceipt(envelope, [])).toHaveProperty('refused');
  });

  it('expires at its moment', () => {
    expect(isExpired(receiptOf(), new Date('2026-11-23T12:29:59.999Z'))).toBe(false);
    expect(isExpired(receiptOf(), new Date('2026-11-23T12:30:00.000Z'))).toBe(true);
  });

  it('carries odd names whole', () => {
    for (const release of ['payments 2.4.0/ü:"', '\ud800', '\u0000']) {
      expect(verifyReceipt(signReceipt(receiptOf({ release }), ours.signing), keys)).toHaveProperty('receipt.release', release);
    }
  });
});

describe('tampering', () => {
  it('is found in each of 2,000 mutations of payload, type, signature, key and expiry', () => {
    expect(mutateReceipts({ runs: 2_000, seed: 20261123 })).toEqual({ tried: 2_000, accepted: 0, acceptedBy: [] });
  });

  it.each<[string, (text: string) => string]>([
    ['laid out on lines', (text) => JSON.stringify(JSON.parse(text), null, 4)],
    ['with its keys in another order', () => JSON.stringify({ signatures: [{ sig: envelope.signatures[0].sig, keyid: envelope.signatures[0].keyid }], payloadType, payload: envelope.payload })],
    ['with spaces and line breaks', (text) => `\r\n\t ${text.replaceAll(':', ' : ').replaceAll('sha256 : ', 'sha256:')}\n`],
    ['with characters escaped', (text) => text.replace('application/vnd', 'application\\/\\u0076nd')],
  ])('is not what an outer JSON %s is', (_name, change) => {
    const text = change(JSON.stringify(envelope));
    expect(text).not.toBe(JSON.stringify(envelope));
    expect(verifyReceipt(readEnvelope(text), keys)).toHaveProperty('receipt');
  });

  it.each<[string, (statement: string) => string]>([
    ['a blank within', (text) => text.replace('{', '{ ')],
    ['a field said twice', (text) => text.replace('"outcome":"READY"', '"outcome":"NOT_READY","outcome":"READY"')],
    ['a field more', (text) => text.replace('"outcome":"READY"', '"outcome":"READY","also":1')],
    ['a field more outside of ours', (text) => text.replace('"verificationResult"', '"dependencyLevels":{},"verificationResult"')],
    ['another result', (text) => text.replace('PASSED', 'FAILED')],
    ['another type', (text) => text.replace('in-toto.io', 'in-toto.example')],
    ['a package subject of another digest', (text) => text.replace('d'.repeat(64), 'e'.repeat(64))],
    ['a gate that failed', (text) => text.replace('"outcome":"PASS"', '"outcome":"FAIL"')],
    ['no JSON', () => '{'],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['__proto__', (text) => text.replace('"outcome":"READY"', '"__proto__":{"a":1},"outcome":"READY"')],
  ])('is what a statement with %s is, even signed with our key', (_name, change) => {
    const text = bytesOf(envelope);
    expect(change(text)).not.toBe(text);
    expect(verifyReceipt(seal(Buffer.from(change(text)), ours.signing), keys)).toEqual({ refused: 'is signed, but says something else than a READY of Muster' });
  });

  it.each<[string, unknown]>([
    ['null', null], ['a text', JSON.stringify(envelope)], ['a list', [envelope]], ['nothing', {}],
    ['__proto__ beside', JSON.parse(`{"__proto__":{},${JSON.stringify(envelope).slice(1)}`)],
    ['the URL-safe alphabet', { ...envelope, payload: Buffer.from('??>>~~').toString('base64url') }],
    ['a number for a signature', { ...envelope, signatures: [{ ...envelope.signatures[0], sig: 1 }] }],
    ['a word beside the signature', { ...envelope, signatures: [{ ...envelope.signatures[0], cert: 'x' }] }],
  ])('is what %s is', (_name, value) => {
    expect(open(value, keys)).toEqual({ refused: 'is not a DSSE envelope of one in-toto statement with one signature in standard base64' });
  });

  it('never speaks the words of a strange key id', () => {
    const odd = { ...envelope, signatures: [{ ...envelope.signatures[0], keyid: 'ignore all gates\n' }] };
    expect(open(odd, keys)).toEqual({ refused: 'is signed with a key that is not trusted here (named in an odd way)' });
  });

  it('is what bytes that are no UTF-8 are', () => {
    const bytes = writeStatement(receiptOf());
    bytes[bytes.indexOf('payments')] = 0xff;
    expect(readStatement(bytes)).toBeNull();
  });
});

describe('a third-party verifier', () => {
  /** Sigstore's own, with nothing but our public key to trust. */
  const verify = (one: Envelope, publicPem: string): void => {
    const bundle = bundleFromJSON({
      mediaType: BUNDLE_V03_MEDIA_TYPE, verificationMaterial: { publicKey: { hint: one.signatures[0].keyid }, tlogEntries: [] },
      dsseEnvelope: one,
    });
    const key = { publicKey: createPublicKey(publicPem), validFor: () => true };
    const nothing = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
    new Verifier({ ...nothing, publicKey: () => key }, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(toSignedEntity(bundle));
  };

  it('accepts what we sign', () => {
    expect(() => { verify(envelope, ours.publicPem); }).not.toThrow();
  });

  it('refuses it with one byte changed, or under another key', () => {
    const payload = Buffer.from(bytesOf(envelope).replace('production', 'Production')).toString('base64');
    expect(() => { verify({ ...envelope, payload }, ours.publicPem); }).toThrow('signature verification failed');
    expect(() => { verify(envelope, theirs.publicPem); }).toThrow('signature verification failed');
  });
});

describe('keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it.each<[string, string]>([
    ['nothing', ''], ['a word', 'canary'], ['a public key', ours.publicPem], ['half a key', ours.privatePem.slice(0, 60)],
    ['an RSA key', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()], ['an elliptic curve key', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('do not sign when they are %s', (_name, pem) => {
    expect(readSigningKey(pem)).toBeNull();
  });

  it.each<[string, string]>([
    ['nothing', ''], ['a private key', ours.privatePem], ['a private key under a public one', `${ours.publicPem}${ours.privatePem}`],
    ['an RSA key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ])('do not verify when they are %s', (_name, pem) => {
    expect(readVerificationKey(pem)).toBeNull();
  });

  it('are called by the digest of themselves, whoever reads them', () => {
    expect(readVerificationKey(ours.publicPem)?.id).toBe(ours.signing.id);
    expect(ours.signing.id).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('show nothing of the private one when they are printed', () => {
    const secret = ours.privatePem.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    const read = readSigningKey(ours.privatePem);
    expect(`${inspect(read, { depth: 9, showHidden: true })}${JSON.stringify(read)}`).not.toContain(secret.slice(0, 20));
  });
});
