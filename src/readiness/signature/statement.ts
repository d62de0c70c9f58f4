import { crypto, dsse } from '@sigstore/core';
import { z } from 'zod';
import type { DsseEnvelope, Sha256 } from '../../domain/artifact.ts';
import type { TrustedKey } from './keys.ts';

/** The one type of payload whose subjects this room can read. */
const payloadType = 'application/vnd.in-toto+json';
const statementSchema = z.object({ subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })), predicateType: z.string() });

export interface Statement {
  readonly subjects: readonly Sha256[];
  readonly predicateType: string;
}

/** Whether a signature of the envelope was made with one of the keys, over its payload and the type of its payload (DSSE). */
export function isSignedBy(envelope: DsseEnvelope, keys: readonly TrustedKey[]): boolean {
  const signed = dsse.preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  return envelope.signatures.some(({ sig }) => keys.some(({ key }) => crypto.verify(signed, key, Buffer.from(sig, 'base64'), algorithmOf(key.asymmetricKeyType))));
}

/** What the envelope states; null when it is no in-toto statement. To be believed only of an envelope that is signed by a trusted key. */
export function statementOf(envelope: DsseEnvelope): Statement | null {
  if (envelope.payloadType !== payloadType) return null;
  try {
    const { subject, predicateType } = statementSchema.parse(JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')));
    return { predicateType, subjects: subject.flatMap(({ digest }) => digest['sha256']?.toLowerCase() ?? []) };
  } catch {
    return null;
  }
}

/** Edwards curves bring their own digest; for others DSSE's signers use SHA-256. */
function algorithmOf(type: string | undefined): string | undefined {
  return type === 'ed25519' || type === 'ed448' ? undefined : 'sha256';
}
