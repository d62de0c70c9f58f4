import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

/** Signs receipts. The private key stays inside: nothing that prints or serialises this can show it. */
export interface SigningKey {
  readonly id: string;
  sign(message: Buffer): Buffer;
}

export interface VerificationKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface ReceiptKeys {
  /** Null: nothing is configured to sign with, so no receipts are issued. */
  readonly signing: SigningKey | null;
  /** Everything that counts as ours: the signing key's public half, and those that signed before it. */
  readonly verifying: readonly VerificationKey[];
}

/** A private Ed25519 key in PKCS #8 PEM; null for any other text, whose words never come back. */
export function readSigningKey(pem: string): { readonly signing: SigningKey; readonly verifying: VerificationKey } | null {
  const key = pem.includes('-----BEGIN PRIVATE KEY-----') ? attempt(() => createPrivateKey(pem)) : null;
  if (key?.asymmetricKeyType !== 'ed25519') return null;
  const verifying = verificationKey(createPublicKey(key));
  return { signing: { id: verifying.id, sign: (message) => sign(null, message, key) }, verifying };
}

/** A public Ed25519 key in SPKI PEM; null for any other text, a private key's above all. */
export function readVerificationKey(pem: string): VerificationKey | null {
  const key = pem.includes('-----BEGIN PUBLIC KEY-----') && !pem.includes('PRIVATE') ? attempt(() => createPublicKey(pem)) : null;
  return key?.asymmetricKeyType === 'ed25519' ? verificationKey(key) : null;
}

/** A key is called by the digest of itself, so that no list of names can be wrong about it. */
function verificationKey(key: KeyObject): VerificationKey {
  return { id: `sha256:${createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex')}`, key };
}

/** OpenSSL's words about a text that is no key could hold a part of it. */
function attempt(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}
