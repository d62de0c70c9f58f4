import { generateKeyPairSync } from 'node:crypto';
import type { DetachedSignature, DsseEnvelope, SignedStatement } from '../../../domain/artifact.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { artifactFactsOf, askedFacts, gap, greenArtifact, greenFacts, now, policyGate, sha, timeout } from '../../green.fixture.ts';
import { certificate, imagePayload, keyOf, pipelineKey, signed, signedImage } from '../../signed.fixture.ts';
import { packageIsSigned } from './index.ts';

const stranger = keyOf('stranger');
const judge = (asked: Partial<AskedFacts> = {}, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}, mayBeEmpty = false) =>
  packageIsSigned.judge(greenFacts({ asked: askedFacts(asked), ...given }), policyGate('package-is-signed', { parameters: { keys: [pipelineKey.pem], ...parameters }, mayBeEmpty }));
const told = (...envelopes: (DsseEnvelope | DetachedSignature | null)[]): Partial<AskedFacts> =>
  ({ statements: known([{ of: greenArtifact.id, told: known(envelopes.map((envelope, nth): SignedStatement => ({ name: `statement-${nth}.json`, subjectSha256: sha, envelope })), now) }], now) });

/** What the key of the certificate signed: a statement and an image. */
const underCertificate: DsseEnvelope = { ...signed([sha]), signatures: [{ sig: 'MEQCIFbP6x4EUqRx5NHb3YYc+03MAlqTrk5RWBwRTJ+l5vlLAiBj5JTawdXQKPzTzPaOR6LNGUnijc5gtBMMBymc/YYpsw==' }] };
const imageUnderCertificate: DetachedSignature = { ...signedImage(sha), signature: 'MEYCIQCkkuk6SX94QK1dNcrPLaCzlBAao6r1UYUfVCTKXqPA8QIhAPpoydXC0RIQum4Dmnj0FxdbIf573ZMDuFeX5I3grMo3' };

describe('package-is-signed', () => {
  it('passes when a key of the policy signed a statement about the sealed digest', () => {
    expect(judge()).toMatchObject({ outcome: 'PASS', because: 'The artifact is signed by a trusted key.', restsOn: [`${sha} signed`], evidence: [{ field: 'evidence', value: 'provenance.json' }] });
    expect(judge(told(null, signed([sha], stranger.privateKey), signed([sha]))).outcome).toBe('PASS');
    expect(judge(told(signed(['b'.repeat(64), sha]))).outcome).toBe('PASS');
    expect(judge(told(signed([sha], stranger.privateKey)), {}, { keys: [pipelineKey.pem, stranger.pem] }).outcome).toBe('PASS');
  });

  it.each(['rsa', 'ec'] as const)('verifies a signature of an %s key', (type) => {
    const { privateKey, publicKey } = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(judge(told(signed([sha], privateKey, { algorithm: 'sha256' })), {}, { keys: [publicKey.export({ format: 'pem', type: 'spki' })] }).outcome).toBe('PASS');
    expect(judge(told(signed([sha], privateKey, { algorithm: 'sha256' }))).outcome).toBe('FAIL');
  });

  it('takes a certificate for a key while it is in force', () => {
    expect(judge(told(underCertificate), { judgedAt: '2027-01-01T00:00:00.000Z' }, { keys: [certificate] }).outcome).toBe('PASS');
    expect(judge(told(underCertificate), { judgedAt: '2026-11-01T00:00:00.000Z' }, { keys: [certificate] })).toMatchObject({ outcome: 'FAIL', because: 'payments-api-2.4.0.tgz is signed by no key that the policy trusts.' });
    expect(judge(told(underCertificate), { judgedAt: '2999-01-01T00:00:00.000Z' }, { keys: [certificate] }).outcome).toBe('FAIL');
    expect(judge(told(signed([sha])), { judgedAt: '2027-01-01T00:00:00.000Z' }, { keys: [certificate] }).outcome).toBe('FAIL');
  });

  it.each(['rsa', 'ec', 'ed25519'] as const)("takes cosign's signature of the image by an %s key, and by no other", (type) => {
    const { privateKey, publicKey } = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
    const image = told(signedImage(sha, privateKey, { algorithm: type === 'ed25519' ? null : 'sha256' }));
    expect(judge(image, {}, { keys: [publicKey.export({ format: 'pem', type: 'spki' })] })).toMatchObject({ outcome: 'PASS', restsOn: [`${sha} signed`] });
    expect(judge(image)).toMatchObject({ outcome: 'FAIL', because: 'payments-api-2.4.0.tgz is signed by no key that the policy trusts.' });
  });

  it("takes cosign's signature under a certificate while it is in force", () => {
    const at = (judgedAt: string) => judge(told(imageUnderCertificate), { judgedAt }, { keys: [certificate] }).outcome;
    expect(['2027-01-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z', '2126-11-07T00:00:00.000Z', '2999-01-01T00:00:00.000Z'].map(at)).toEqual(['PASS', 'FAIL', 'FAIL', 'FAIL']);
  });

  it.each<[string, DetachedSignature, string, string, Record<string, unknown>]>([
    ['what was signed is tampered with', signedImage('b'.repeat(64), undefined, { payload: imagePayload(sha) }), 'FAIL', 'signed by no key', {}],
    ['a space is added to what was signed', signedImage(sha, undefined, { payload: `${imagePayload(sha)} ` }), 'FAIL', 'signed by no key', {}],
    ['another image is signed', signedImage('b'.repeat(64)), 'FAIL', 'about another file', {}],
    ['the signature is none', { ...signedImage(sha), signature: '!' }, 'FAIL', 'signed by no key', {}],
    ['the signature is that of an envelope', { payload: signed([sha]).payload, signature: signed([sha]).signatures[0]?.sig ?? '' }, 'FAIL', 'signed by no key', {}],
    ['the policy wants a statement of some type', signedImage(sha), 'FAIL', 'or of another type', { predicateTypes: ['https://slsa.dev/provenance/v1'] }],
    ['it is signed as something else than an image', signedImage(sha, undefined, { type: 'atomic container signature' }), 'UNKNOWN', 'cannot be read', {}],
    ['the digest is none', signedImage('aaaa'), 'UNKNOWN', 'cannot be read', {}],
  ])("does not take cosign's signature when %s", (_name, image, outcome, because, parameters) => {
    expect(judge(told(image), {}, parameters)).toMatchObject({ outcome, because: expect.stringContaining(because) as string });
  });

  it('says by which statements, and believes none of another artifact', () => {
    expect(judge(told(signed([sha]), signed([sha], stranger.privateKey), signed([sha]))).evidence[0]?.value).toBe('statement-0.json, statement-2.json');
    expect(judge(told(null, null)).because).toBe('payments-api-2.4.0.tgz has a signed statement that cannot be read: statement-0.json, statement-1.json.');
    const ofAnother = known([{ of: 'artifactory:artifact:a9', told: known([{ name: 'x', subjectSha256: sha, envelope: signed([sha]) }], now) }], now);
    expect(judge({ statements: ofAnother })).toMatchObject({ outcome: 'UNKNOWN', because: 'the signed statements of payments-api-2.4.0.tgz could not be read from artifactory: nobody asked for them.' });
  });

  const good = signed([sha]);
  it.each<[string, Partial<AskedFacts>, Partial<Facts>, string]>([
    ['nothing is signed', told(), {}, 'payments-api-2.4.0.tgz is not signed: the library keeps no statement about it.'],
    ['a stranger signed it', told(signed([sha], stranger.privateKey)), {}, 'is signed by no key that the policy trusts'],
    ['the signature is of another payload', told({ ...good, payload: signed(['b'.repeat(64)]).payload }), {}, 'no key that the policy trusts'],
    ['the signature is of another type of payload', told({ ...good, payloadType: 'application/json' }), {}, 'no key that the policy trusts'],
    ['there is no signature in it', told({ ...good, signatures: [] }), {}, 'no key that the policy trusts'],
    ['the signature is no base64', told({ ...good, signatures: [{ sig: '!' }] }), {}, 'no key that the policy trusts'],
    ['what is signed is another file', told(signed(['b'.repeat(64)])), {}, 'is about another file than the sealed payments-api-2.4.0.tgz'],
    ['it names no subject', told(signed([])), {}, 'is about another file'],
    ['it is not sealed', {}, { artifacts: [artifactFactsOf({}, { pinnedSha256: null })] }, 'is not in the seal'],
    ['one of two is not signed', {}, { artifacts: [artifactFactsOf(), artifactFactsOf({}, { pinnedSha256: 'b'.repeat(64) })] }, 'is about another file'],
  ])('fails when %s', (_name, asked, given, because) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string, remedy: expect.any(String) as string });
  });

  it('asks for the type of statement that the policy names', () => {
    expect(judge({}, {}, { predicateTypes: ['https://slsa.dev/provenance/v1'] }).outcome).toBe('PASS');
    expect(judge({}, {}, { predicateTypes: ['https://cyclonedx.org/bom'] })).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('or of another type') as string });
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['an envelope cannot be read', told(null), {}],
    ['an envelope cannot be read beside one of a stranger', told(null, signed([sha], stranger.privateKey)), {}],
    ['what is signed is no statement', told(signed([sha], undefined, { payloadType: 'text/plain' })), {}],
    ['the statements were not gathered', { statements: unknown(timeout) }, {}],
    ['those of one artifact were not', { statements: known([], now) }, {}],
    ['they are unread', { statements: known([{ of: greenArtifact.id, told: unknown(timeout) }], now) }, {}],
    ['they are hidden', { statements: known([{ of: greenArtifact.id, told: absent(now) }], now) }, {}],
    ['an artifact is unread', {}, { artifacts: [artifactFactsOf({}, { record: unknown(timeout) })] }],
    ['a look for more artifacts is unfinished', {}, { gaps: [gap('ARTIFACT')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('takes only public keys and certificates, one at least', () => {
    const isTaken = (keys: unknown) => packageIsSigned.parameters.safeParse({ keys }).success;
    expect(judge({}, {}, { keys: ['x'] }).because).toBe("The policy's parameters of package-is-signed are wrong: keys.0 is no PEM of a public key or certificate.");
    const pem = pipelineKey.privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect([isTaken([pipelineKey.pem]), isTaken([certificate]), isTaken([]), isTaken(['x']), isTaken([pem]), isTaken([pipelineKey.pem.replace('MC', 'XX')])]).toEqual([true, true, false, false, false, false]);
  });

  it('never passes on nothing', () => {
    expect(judge({}, { artifacts: [] }).outcome).toBe('FAIL');
    expect(judge({}, { artifacts: [] }, {}, true).outcome).toBe('NOT_APPLICABLE');
  });
});
