import { crypto, dsse } from '@sigstore/core';
import { z } from 'zod';
import type { SigningKey, VerificationKey } from './key.ts';

export const payloadType = 'application/vnd.in-toto+json';

const base64 = z.string().refine((text) => Buffer.from(text, 'base64').toString('base64') === text);
const shape = z.strictObject({
  payload: base64, payloadType: z.literal(payloadType), signatures: z.tuple([z.strictObject({ keyid: z.string(), sig: base64 })]),
});

/** A DSSE envelope as Muster writes it: one payload, one signature, standard base64. */
export type Envelope = z.infer<typeof shape>;

/** Signs a payload under its type. */
export function seal(payload: Buffer, key: SigningKey): Envelope {
  const sig = key.sign(dsse.preAuthEncoding(payloadType, payload)).toString('base64');
  return { payload: payload.toString('base64'), payloadType, signatures: [{ keyid: key.id, sig }] };
}

/** The payload, once one of these keys is found to have signed it; else why not, in words that follow "the receipt". */
export function open(envelope: unknown, keys: readonly VerificationKey[]): { readonly payload: Buffer; readonly keyId: string } | { readonly refused: string } {
  const read = shape.safeParse(envelope);
  if (!read.success) return { refused: 'is not a DSSE envelope of one in-toto statement with one signature in standard base64' };
  const { payload: text, signatures: [{ keyid, sig }] } = read.data;
  const trusted = keys.find(({ id }) => id === keyid);
  if (trusted === undefined) return { refused: `is signed with a key that is not trusted here (${printable(keyid)})` };
  const payload = Buffer.from(text, 'base64');
  const isGenuine = crypto.verify(dsse.preAuthEncoding(payloadType, payload), trusted.key, Buffer.from(sig, 'base64'));
  return isGenuine ? { payload, keyId: keyid } : { refused: 'was changed after it was signed, or its signature is another key\'s' };
}

/** Strings in the JSON of an envelope, names of fields included. */
const strings = 9;

/**
 * The envelope in a file's text; null when it is none. A field that is said twice is refused: readers differ about which of
 * the two counts.
 */
export function readEnvelope(text: string): unknown {
  try {
    const envelope: unknown = JSON.parse(text);
    return (text.match(/"[^"\\]*(?:\\.[^"\\]*)*"/gs) ?? []).length === strings ? envelope : null;
  } catch {
    return null;
  }
}

/** Somebody else's words, fit to stand in a sentence. */
function printable(text: string): string {
  return text.length <= 80 && /^[\w:.-]+$/.test(text) ? text : 'named in an odd way';
}
