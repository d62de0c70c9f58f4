import type { SignedStatement } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import { atMost } from '../at-most.ts';
import type { ArtifactoryClient } from '../client.ts';
import { orNone } from '../or-none.ts';
import { readPinned } from '../place.ts';
import { toSha256 } from '../translate.ts';
import { readEvidence } from './evidence.ts';
import { envelopeSchema } from './wire.ts';
import type { EvidenceNode } from './wire.ts';

const envelopesAtOnce = 6;

/** The envelopes themselves, as they were signed: one call each beyond the search, for the library's GraphQL tells only what it made of them. */
export function artifactStatements(client: ArtifactoryClient): RelationReader<'artifact.statements'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
        return pinned === null ? [] : [{ id, pinned }];
      });
      const found = await readEvidence(client, asked.map(({ pinned }) => pinned), ask);
      const each = asked.flatMap(({ id }, index) => (found[index] ?? []).map((node) => ({ id, node })));
      const read = await atMost(envelopesAtOnce, each, async ({ id, node }) => ({ id, statement: await statementOf(client, node, ask) }));
      return new Map<RecordIdentity, readonly SignedStatement[]>(asked.map(({ id }) => [id, read.filter((one) => one.id === id).map(({ statement }) => statement)]));
    },
  };
}

/** What is not there, or no envelope, is a statement that nobody can check. */
async function statementOf(client: ArtifactoryClient, { name, downloadPath, subject }: EvidenceNode, ask: Ask): Promise<SignedStatement> {
  const answer = downloadPath == null ? null : await orNone(client.send({
    method: 'GET', path: `/artifactory/${downloadPath.split('/').map(encodeURIComponent).join('/')}`, schema: envelopeSchema, ask, doing: 'reading the envelope of evidence',
  }));
  const body = answer?.body ?? null;
  const envelope = body === null ? null : { ...body, signatures: body.signatures.map(({ keyid, sig }) => (keyid == null ? { sig } : { keyid, sig })) };
  return { name, subjectSha256: toSha256(subject.sha256), envelope };
}
