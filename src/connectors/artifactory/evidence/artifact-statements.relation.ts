import type { SignedStatement } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import { HttpProblem } from '../../http/index.ts';
import { isManifest } from '../artifact-image.relation.ts';
import { atMost } from '../at-most.ts';
import type { ArtifactoryClient } from '../client.ts';
import { orNone } from '../or-none.ts';
import { readPinned } from '../place.ts';
import type { PinnedPlace } from '../place.ts';
import { toSha256 } from '../translate.ts';
import { readEvidence } from './evidence.ts';
import { readImageSignatures } from './image-signatures.ts';
import { envelopeOf, envelopeSchema } from './wire.ts';
import type { EvidenceNode } from './wire.ts';

const envelopesAtOnce = 6;

/**
 * What was signed of each artifact, as it was signed: the envelopes of its evidence (one call each beyond the search, for
 * the library's GraphQL tells only what it made of them), and what cosign keeps beside it when it is a container image.
 */
export function artifactStatements(client: ArtifactoryClient): RelationReader<'artifact.statements'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
        return pinned === null ? [] : [{ id, pinned }];
      });
      const subjects = asked.map(({ pinned }) => pinned);
      const [evidence, ofImages] = await Promise.all([evidenceOf(client, subjects, ask), readImageSignatures(client, subjects, ask)]);
      const each = asked.flatMap(({ id }, index) => (evidence?.[index] ?? []).map((node) => ({ id, node })));
      const read = await atMost(envelopesAtOnce, each, async ({ id, node }) => ({ id, statement: await statementOf(client, node, ask) }));
      return new Map<RecordIdentity, readonly SignedStatement[]>(asked.map(({ id, pinned }, index) => {
        const untold = evidence === null ? [{ name: 'what the Evidence service keeps of it', subjectSha256: pinned.sha256, envelope: null }] : [];
        return [id, [...untold, ...read.filter((one) => one.id === id).map(({ statement }) => statement), ...(ofImages[index] ?? [])]];
      }));
    },
  };
}

/**
 * Null when there is no Evidence service, or none that we may ask, and every file is an image: what cosign keeps may be
 * enough to tell. For other files nothing else can tell, and the failure is the answer.
 */
async function evidenceOf(client: ArtifactoryClient, subjects: readonly PinnedPlace[], ask: Ask): Promise<readonly (readonly EvidenceNode[])[] | null> {
  try {
    return await readEvidence(client, subjects, ask);
  } catch (error) {
    const isRefused = error instanceof HttpProblem && (error.status === 403 || error.status === 404);
    if (isRefused && subjects.every(({ place }) => isManifest(place))) return null;
    throw error;
  }
}

/** What is not there, or no envelope, is a statement that nobody can check. */
async function statementOf(client: ArtifactoryClient, { name, downloadPath, subject }: EvidenceNode, ask: Ask): Promise<SignedStatement> {
  const answer = downloadPath == null ? null : await orNone(client.send({
    method: 'GET', path: `/artifactory/${downloadPath.split('/').map(encodeURIComponent).join('/')}`, schema: envelopeSchema, ask, doing: 'reading the envelope of evidence',
  }));
  return { name, subjectSha256: toSha256(subject.sha256), envelope: envelopeOf(answer?.body ?? null) };
}
