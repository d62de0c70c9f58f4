import { z } from 'zod';
import type { DsseEnvelope } from '../../../domain/artifact.ts';

const nodeSchema = z.object({
  name: z.string(),
  /** Of the envelope as it is kept. */
  sha256: z.string().nullish(),
  predicateType: z.string().nullish(),
  predicate: z.unknown().optional(),
  createdAt: z.string().nullish(),
  createdBy: z.string().nullish(),
  verified: z.boolean().nullish(),
  /** Where the envelope itself is kept, repository first. */
  downloadPath: z.string().nullish(),
  subject: z.object({ repositoryKey: z.string(), path: z.string(), name: z.string(), sha256: z.string().nullish() }),
});
export type EvidenceNode = z.infer<typeof nodeSchema>;

/** GET of a downloadPath: the envelope alone, or within a sigstore bundle; null for anything else, which nobody here can check. */
const envelope = z.object({ payloadType: z.string(), payload: z.string(), signatures: z.array(z.object({ keyid: z.string().nullish(), sig: z.string() })) });
export const envelopeSchema = z.union([envelope, z.object({ dsseEnvelope: envelope }).transform(({ dsseEnvelope }) => dsseEnvelope), z.unknown().transform(() => null)]);

export function envelopeOf(read: z.infer<typeof envelopeSchema>): DsseEnvelope | null {
  return read === null ? null : { ...read, signatures: read.signatures.map(({ keyid, sig }) => (keyid == null ? { sig } : { keyid, sig })) };
}

const descriptor = z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/), annotations: z.record(z.string(), z.string()).nullish() });
/** manifest.json of the image that cosign keeps beside another one: a layer for each signature or attestation; null for anything else. */
export const signatureManifestSchema = z.union([z.object({ layers: z.array(descriptor) }), z.unknown().transform(() => null)]);
export type SignatureLayer = z.infer<typeof descriptor>;

/** What one search found. */
export type EvidencePage = z.infer<typeof pageSchema>;

const pageSchema = z.object({ pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }), edges: z.array(z.object({ node: nodeSchema })) });

/** POST /onemodel/api/v1/graphql, evidence.searchEvidence under names of ours. A partial answer beside `errors` is none. */
export const searchSchema = z.object({
  data: z.object({ evidence: z.record(z.string(), pageSchema) }),
  errors: z.array(z.unknown()).max(0).nullish(),
});
