import { verify } from 'node:crypto';
import type { SigningKey, VerificationKey } from '../receipt/index.ts';

/** The last entry of the log as it was at a moment. */
export interface Anchor {
  readonly number: number;
  readonly hash: string;
  readonly at: string;
  /** Null: nothing is configured to sign with. */
  readonly keyId: string | null;
  readonly signature: string | null;
}

type Head = Pick<Anchor, 'number' | 'hash' | 'at'>;

export function anchorOf({ number, hash, at }: Head, key: SigningKey | null): Anchor {
  return { number, hash, at, keyId: key?.id ?? null, signature: key?.sign(signedText({ number, hash, at })).toString('base64') ?? null };
}

/** Whether one of the keys signed it. */
export function isGenuine(anchor: Anchor, keys: readonly VerificationKey[]): boolean {
  const trusted = keys.find(({ id }) => id === anchor.keyId);
  return trusted !== undefined && anchor.signature !== null && verify(null, signedText(anchor), trusted.key, Buffer.from(anchor.signature, 'base64'));
}

/** Anchors as they stand in a file, one a line; null for a line that is none. */
export function readAnchors(text: string): readonly (Anchor | null)[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => {
    try {
      const { number, hash, at, keyId = null, signature = null } = JSON.parse(line) as Partial<Anchor>;
      return Number.isInteger(number) && typeof hash === 'string' && typeof at === 'string' ? { number: Number(number), hash, at, keyId, signature } : null;
    } catch {
      return null;
    }
  });
}

/** Its own first line, so that no signature over anything else of Muster's can stand for one over an anchor. */
function signedText({ number, hash, at }: Head): Buffer {
  return Buffer.from(`muster audit anchor 1\n${number}\n${hash}\n${at}\n`);
}
