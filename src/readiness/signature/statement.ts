import { crypto, dsse } from '@sigstore/core';
import { z } from 'zod';
import { isSha256, type DetachedSignature, type DsseEnvelope, type Sha256 } from '../../domain/artifact.ts';
import type { TrustedKey } from './keys.ts';

/** The one type of payload whose subjects this room can read. */
const payloadType = 'application/vnd.in-toto+json';
/** What cosign signs of a container image: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md. Who it says the image is (`identity`) is ignored there too. */
const imageSchema = z.object({ critical: z.object({ type: z.literal('cosign container image signature'), image: z.object({ 'docker-manifest-digest': z.string().startsWith('sha256:') }) }) });
const statementSchema = z.object({ subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })), predicateType: z.string() });

export interface Statement {
  readonly subjects: readonly Sha256[];
  /** Null: a signature of an image, which states nothing but its digest. */
  readonly predicateType: string | null;
}

/** Whether a signature was made with one of the keys: over payload and type of an envelope (DSSE), or over the bytes that stand beside a detached one. */
export function isSignedBy(signed: DsseEnvelope | DetachedSignature, keys: readonly TrustedKey[]): boolean {
  const payload = Buffer.from(signed.payload, 'base64');
  const [bytes, signatures] = 'signature' in signed ? [payload, [signed.signature]] : [dsse.preAuthEncoding(signed.payloadType, payload), signed.signatures.map(({ sig }) => sig)];
  return signatures.some((signature) => keys.some(({ key }) => crypto.verify(bytes, key, Buffer.from(signature, 'base64'), algorithmOf(key.asymmetricKeyType))));
}

/** What is stated; null when it is no in-toto statement and no signature of an image. To be believed only of what a trusted key signed. */
export function statementOf(envelope: DsseEnvelope | DetachedSignature): Statement | null {
  if ('signature' in envelope) return imageOf(envelope);
  if (envelope.payloadType !== payloadType) return null;
  try {
    const { subject, predicateType } = statementSchema.parse(JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')));
    return { predicateType, subjects: subject.flatMap(({ digest }) => digest['sha256']?.toLowerCase() ?? []) };
  } catch {
    return null;
  }
}

function imageOf({ payload }: DetachedSignature): Statement | null {
  try {
    const { critical: { image } } = imageSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    const digest = image['docker-manifest-digest'].slice('sha256:'.length);
    return isSha256(digest) ? { predicateType: null, subjects: [digest] } : null;
  } catch {
    return null;
  }
}

/** Edwards curves bring their own digest; for others DSSE's signers use SHA-256. */
function algorithmOf(type: string | undefined): string | undefined {
  return type === 'ed25519' || type === 'ed448' ? undefined : 'sha256';
}
