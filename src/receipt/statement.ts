import { z } from 'zod';

/** Where Muster's own fields stand in the predicate; its end grows when they change. */
export const extension = 'urn:muster:readiness:1';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'https://slsa.dev/verification_summary/v1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const gate = z.strictObject({ gate: z.string(), outcome: z.enum(['PASS', 'NOT_APPLICABLE', 'WAIVED']), restsOn: z.array(z.string()) });
const own = z.strictObject({
  release: z.string(), environment: z.string(), assessment: z.string(), outcome: z.literal('READY'),
  package: z.strictObject({ revision: z.int(), digest: sha256 }),
  plan: z.strictObject({ id: z.string(), version: z.int(), parametersDigest: sha256 }),
  policy: z.strictObject({ name: z.string(), version: z.string() }),
  factsDigest: sha256, gates: z.array(gate), expiresAt: instant,
});
const digest = z.object({ sha256 });
const statement = z.object({
  subject: z.array(z.object({ name: z.string(), digest })).min(1),
  predicate: z.object({ verifier: z.object({ id: z.string() }), timeVerified: instant, policy: z.object({ digest }), [extension]: own }),
});

/** What a receipt says. */
export interface Receipt extends z.infer<typeof own> {
  /** Who judged, as a URI. */
  readonly verifier: string;
  readonly judgedAt: string;
  readonly policyDigest: string;
  /** Every artifact of the package by its reference. */
  readonly artifacts: readonly { readonly name: string; readonly sha256: string }[];
}

/** A blocking gate of the judgement, and what its outcome rests on. */
export type ReceiptGate = Receipt['gates'][number];

/** The statement's bytes: one way to write each receipt. */
export function writeStatement({ verifier, judgedAt, policyDigest, artifacts, ...said }: Receipt): Buffer {
  const { release, environment, assessment, outcome, package: { revision, digest: packageDigest }, plan, policy, factsDigest, gates, expiresAt } = said;
  return Buffer.from(JSON.stringify({
    _type: statementType,
    subject: [{ name: urn('package', release, String(revision)), digest: { sha256: packageDigest } }, ...artifacts.map((one) => ({ name: one.name, digest: { sha256: one.sha256 } }))],
    predicateType,
    predicate: {
      verifier: { id: verifier },
      timeVerified: judgedAt,
      resourceUri: urn('release', release),
      policy: { uri: urn('policy', policy.name, policy.version), digest: { sha256: policyDigest } },
      verificationResult: 'PASSED',
      verifiedLevels: ['MUSTER_READY'],
      [extension]: {
        release, environment, assessment, outcome, package: { revision, digest: packageDigest },
        plan: { id: plan.id, version: plan.version, parametersDigest: plan.parametersDigest },
        policy: { name: policy.name, version: policy.version },
        factsDigest, gates: gates.map((one) => ({ gate: one.gate, outcome: one.outcome, restsOn: one.restsOn })), expiresAt,
      },
    },
  }));
}

/** What a statement says; null unless these are to the last byte the words in which this room would say it. */
export function readStatement(payload: Buffer): Receipt | null {
  const read = statement.safeParse(parsed(payload));
  if (!read.success) return null;
  const { subject: [, ...artifacts], predicate: { verifier, timeVerified, policy, [extension]: said } } = read.data;
  const receipt: Receipt = {
    ...said, verifier: verifier.id, judgedAt: timeVerified, policyDigest: policy.digest.sha256,
    artifacts: artifacts.map((one) => ({ name: one.name, sha256: one.digest.sha256 })),
  };
  return writeStatement(receipt).equals(payload) ? receipt : null;
}

function urn(...parts: readonly string[]): string {
  return ['urn:muster', ...parts.map((part) => encodeURIComponent(part.toWellFormed()))].join(':');
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}
