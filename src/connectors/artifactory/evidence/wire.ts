import { z } from 'zod';

const nodeSchema = z.object({
  name: z.string(),
  /** Of the envelope as it is kept. */
  sha256: z.string().nullish(),
  predicateType: z.string().nullish(),
  predicate: z.unknown().optional(),
  createdAt: z.string().nullish(),
  createdBy: z.string().nullish(),
  verified: z.boolean().nullish(),
  subject: z.object({ repositoryKey: z.string(), path: z.string(), name: z.string() }),
});
export type EvidenceNode = z.infer<typeof nodeSchema>;

/** What one search found. */
export type EvidencePage = z.infer<typeof pageSchema>;

const pageSchema = z.object({ pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }), edges: z.array(z.object({ node: nodeSchema })) });

/** POST /onemodel/api/v1/graphql, evidence.searchEvidence under names of ours. A partial answer beside `errors` is none. */
export const searchSchema = z.object({
  data: z.object({ evidence: z.record(z.string(), pageSchema) }),
  errors: z.array(z.unknown()).max(0).nullish(),
});
