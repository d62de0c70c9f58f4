import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey, type SigningKey, type VerificationKey } from './key.ts';
import type { Receipt } from './statement.ts';

export interface KeyPair {
  readonly privatePem: string;
  readonly publicPem: string;
  readonly signing: SigningKey;
  readonly verifying: VerificationKey;
}

export function keyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const read = readSigningKey(privatePem);
  if (read === null) throw new Error('a fresh key is no key');
  return { privatePem, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), ...read };
}

export function receiptOf(given: Partial<Receipt> = {}): Receipt {
  return {
    verifier: 'urn:muster:hub', assessment: 'assessment:1', judgedAt: '2026-11-23T12:00:00.000Z', expiresAt: '2026-11-23T12:30:00.000Z', outcome: 'READY',
    release: 'payments-2.4.0', environment: 'production', package: { revision: 1, digest: 'd'.repeat(64) },
    artifacts: [{ name: 'artifactory:artifact:libs/payments-2.4.0.tgz', sha256: 'a'.repeat(64) }],
    plan: { id: 'plan:1', version: 3, parametersDigest: 'b'.repeat(64) }, policy: { name: 'production', version: '1' }, policyDigest: 'c'.repeat(64),
    factsDigest: 'f'.repeat(64), gates: [{ gate: 'plan-is-agreed', outcome: 'PASS', restsOn: ['plan:1 version 3 agreed'] }], ...given,
  };
}
