import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { certificate, pipelineKey } from '../signed.fixture.ts';
import { isInForce, readTrustedKey } from './keys.ts';

describe('a key of a policy', () => {
  it.each(['first', 'second'])('is read from a PEM of a public key, which knows no end, or of a certificate, the %s time too', () => {
    const [bare, certified] = [readTrustedKey(pipelineKey.pem), readTrustedKey(certificate)];
    expect([bare?.key.equals(createPublicKey(pipelineKey.pem)), bare?.certificate]).toEqual([true, null]);
    expect([certified?.key.equals(createPublicKey(certificate)), certified?.key.asymmetricKeyType, certified?.certificate === null]).toEqual([true, 'ec', false]);
  });

  it('is read once, since that takes longer than to verify a signature', () => {
    const fresh = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const [first, second] = [fresh, fresh].map((pem) => readTrustedKey(pem));
    expect([first === null, first === second]).toEqual([false, true]);
  });

  it('may stand between empty lines, as it does in a block of YAML', () => {
    expect([pipelineKey.pem, certificate].map((pem) => readTrustedKey(`\n  ${pem}\n\n`) !== null)).toEqual([true, true]);
  });

  it('is none where the PEM is of a private key, broken, or no PEM, however often it is asked', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const none = [privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), privateKey.export({ format: 'pem', type: 'sec1' }).toString(), pipelineKey.pem.replace('MC', 'XX'), certificate.replace('MII', 'XXX'), 'ssh-ed25519 AAAA', ''];
    expect([...none, ...none].map((pem) => readTrustedKey(pem))).toEqual(Array(12).fill(null));
  });

  it('counts while its certificate is in force, a bare one always', () => {
    const inForce = (pem: string) => ['2026-11-30T08:17:37.000Z', '2026-11-30T08:17:38.000Z', '2126-11-06T08:17:38.000Z', '2126-11-06T08:17:39.000Z'].map((at) => { const key = readTrustedKey(pem); return key !== null && isInForce(key, at); });
    expect([inForce(certificate), inForce(pipelineKey.pem)]).toEqual([[false, true, true, false], [true, true, true, true]]);
  });
});
