import { open, seal, type Envelope } from './envelope.ts';
import type { SigningKey, VerificationKey } from './key.ts';
import { readStatement, writeStatement, type Receipt } from './statement.ts';

/** Signs a receipt. */
export function signReceipt(receipt: Receipt, key: SigningKey): Envelope {
  return seal(writeStatement(receipt), key);
}

/**
 * What a receipt says, if one of these keys signed it and nobody changed it since; else why it is none of ours, in words
 * that follow "the receipt". Whether it has expired, and what it is good for, is asked apart.
 */
export function verifyReceipt(envelope: unknown, keys: readonly VerificationKey[]): { readonly receipt: Receipt; readonly keyId: string } | { readonly refused: string } {
  const opened = open(envelope, keys);
  if ('refused' in opened) return opened;
  const receipt = readStatement(opened.payload);
  return receipt === null ? { refused: 'is signed, but says something else than a READY of Muster' } : { receipt, keyId: opened.keyId };
}

/** A receipt expires at its moment, not after it. */
export function isExpired({ expiresAt }: Receipt, now: Date): boolean {
  return now.toISOString() >= expiresAt;
}
