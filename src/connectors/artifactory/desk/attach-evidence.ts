import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { DsseEnvelope } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import { HttpProblem } from '../../http/index.ts';
import type { ArtifactoryClient } from '../client.ts';
import { readEvidence } from '../evidence/evidence.ts';
import type { EvidenceNode } from '../evidence/wire.ts';
import { toSha256 } from '../translate.ts';
import { unbelievable } from '../unbelievable.ts';
import { lookUntil, onItsOwn } from './patience.ts';
import { encodedKey, standing } from './stamp.ts';

const longestMs = 15_000;
const statementSchema = z.object({ predicateType: z.string(), predicate: z.unknown().optional() });

/** Attaches an envelope unless the same statement stands there already; posted once, and looked up until it shows. */
export async function attachEvidence(client: ArtifactoryClient, artifact: RecordIdentity, envelope: DsseEnvelope, ask: Ask): Promise<void> {
  const text = JSON.stringify(envelope);
  const isSame = sameAs(envelope, text);
  const alone = onItsOwn(ask);
  const { pinned } = await standing(client, artifact, alone);
  const isThere = async (): Promise<boolean> => ((await readEvidence(client, [pinned], alone))[0] ?? []).some(isSame);
  if (await isThere()) return;
  try {
    await client.send({
      method: 'POST', path: `/evidence/api/v1/subject/${encodedKey(pinned)}`, text: { body: text, contentType: 'application/json' }, schema: z.unknown(), ask: alone, doing: 'attaching evidence to an artifact',
    });
  } catch (error) {
    if (error instanceof HttpProblem && !error.isDefiniteRefusal && error.mayHaveArrived && await isThere()) return;
    throw error;
  }
  if (!await lookUntil(isThere, (seen) => seen, longestMs, alone)) throw unbelievable(client, 'took the evidence of an artifact and does not show it');
}

/** By the digest of what was sent, or, should the tool keep it in another form, by what its statement says. */
function sameAs({ payload }: DsseEnvelope, text: string): (node: EvidenceNode) => boolean {
  const digest = createHash('sha256').update(text).digest('hex');
  const statement = readStatement(payload);
  const says = canonical(statement.predicate);
  return ({ sha256, predicateType, predicate }) => toSha256(sha256) === digest || (predicateType === statement.predicateType && canonical(predicate) === says);
}

function readStatement(payload: string): z.infer<typeof statementSchema> {
  try {
    return statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  } catch {
    throw new UserMistake('INVALID', 'The envelope holds no in-toto statement with a predicateType.', ['envelope', 'payload']);
  }
}

/** JSON with keys in order, so that two writings of one value are one text. */
function canonical(value: unknown): string {
  return JSON.stringify([value], (_, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner));
}
