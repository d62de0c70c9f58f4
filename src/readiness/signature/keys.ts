import { createPublicKey, type KeyObject } from 'node:crypto';
import { X509Certificate } from '@sigstore/core';
import type { Instant } from '../../domain/instant.ts';

/** A key that is trusted, for as long as its certificate is in force. */
export interface TrustedKey {
  readonly key: KeyObject;
  /** Null: a bare key, which knows no end. */
  readonly certificate: X509Certificate | null;
}

const certificateStart = '-----BEGIN CERTIFICATE-----';

/** Keys of policies, read once: reading one takes longer than a signature does to verify. */
const read = new Map<string, TrustedKey>();

/** Reads a PEM of a public key (SPKI) or of a certificate; null for anything else, a private key above all. */
export function readTrustedKey(pem: string): TrustedKey | null {
  const known = read.get(pem);
  if (known !== undefined) return known;
  const key = parsed(pem);
  if (key !== null) read.set(pem, key);
  return key;
}

function parsed(pem: string): TrustedKey | null {
  const text = pem.trim();
  try {
    if (text.startsWith(certificateStart)) {
      const certificate = X509Certificate.parse(text);
      return { key: createPublicKey({ key: certificate.publicKey, format: 'der', type: 'spki' }), certificate };
    }
    return text.startsWith('-----BEGIN PUBLIC KEY-----') ? { key: createPublicKey(text), certificate: null } : null;
  } catch {
    return null;
  }
}

export function isInForce({ certificate }: TrustedKey, at: Instant): boolean {
  return certificate === null || certificate.validForDate(new Date(at));
}
