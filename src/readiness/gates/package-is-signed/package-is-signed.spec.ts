import { generateKeyPairSync } from 'node:crypto';
import type { DsseEnvelope, SignedStatement } from '../../../domain/artifact.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { artifactFactsOf, askedFacts, gap, greenArtifact, greenFacts, now, policyGate, sha, timeout } from '../../green.fixture.ts';
import { keyOf, pipelineKey, signed } from '../../signed.fixture.ts';
import { packageIsSigned } from './index.ts';

const stranger = keyOf('stranger');
const judge = (asked: Partial<AskedFacts> = {}, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}, mayBeEmpty = false) =>
  packageIsSigned.judge(greenFacts({ asked: askedFacts(asked), ...given }), policyGate('package-is-signed', { parameters: { keys: [pipelineKey.pem], ...parameters }, mayBeEmpty }));
const told = (...envelopes: (DsseEnvelope | null)[]): Partial<AskedFacts> =>
  ({ statements: known([{ of: greenArtifact.id, told: known(envelopes.map((envelope, nth): SignedStatement => ({ name: `statement-${nth}.json`, subjectSha256: sha, envelope })), now) }], now) });

/** A certificate of a P-256 key that nobody has any more, in force from November 2026, and what that key signed. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBlDCCATmgAwIBAgIUTzpjLvquwh1BVzRjtljf4BcULUEwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTTm9ydGggQmFuayBwaXBlbGluZTAgFw0yNjExMjkxNjEwNDda
GA8yMTI2MTEwNTE2MTA0N1owHjEcMBoGA1UEAwwTTm9ydGggQmFuayBwaXBlbGlu
ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNQAPiSpIlJVA1zrSDLnZG+iu73Y
w71NSsHX80i2vkTLCfZOGd6lSIMUZT6uOyUsDp9fDRjhRT8LIl4FCZVMEuejUzBR
MB0GA1UdDgQWBBQBPLvpbFzZoYhLCdAJqYM366r8tzAfBgNVHSMEGDAWgBQBPLvp
bFzZoYhLCdAJqYM366r8tzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kA
MEYCIQDTDGQrvxTuLwwQwP67rC0Ixer/fFALlp+bVbfkfroYwgIhAKrP4ERr/OCi
h40OklBRaOdmCxeZaNr5lWTGC9z/F4C3
-----END CERTIFICATE-----`;
const underCertificate: DsseEnvelope = { ...signed([sha]), signatures: [{ sig: 'MEUCIC3zESNNlqNRY8b3a4EMIqMRER/PQ1Mkw5+tAoenh+VhAiEAs8gRthDM/8YytDmecpH1PT/+6+g0bGBkZupk3ofhpdo=' }] };

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
    const pem = pipelineKey.privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect([isTaken([pipelineKey.pem]), isTaken([certificate]), isTaken([]), isTaken(['x']), isTaken([pem]), isTaken([pipelineKey.pem.replace('MC', 'XX')])]).toEqual([true, true, false, false, false, false]);
  });

  it('never passes on nothing', () => {
    expect(judge({}, { artifacts: [] }).outcome).toBe('FAIL');
    expect(judge({}, { artifacts: [] }, {}, true).outcome).toBe('NOT_APPLICABLE');
  });
});
