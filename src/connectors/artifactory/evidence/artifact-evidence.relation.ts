import type { ArtifactEvidence } from '../../../domain/artifact.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import type { ArtifactoryClient } from '../client.ts';
import { readPinned } from '../place.ts';
import { readEvidence, toEvidence } from './evidence.ts';

/** Signed statements about artifacts, twenty artifacts in a call. That one is there says nothing of its truth: `isVerified` says whether the library could check its signature. */
export function artifactEvidence(client: ArtifactoryClient): RelationReader<'artifact.evidence'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
        return pinned === null ? [] : [{ id, pinned }];
      });
      const found = await readEvidence(client, asked.map(({ pinned }) => pinned), ask);
      return new Map<RecordIdentity, readonly ArtifactEvidence[]>(asked.map(({ id }, index) => [id, (found[index] ?? []).map(toEvidence)]));
    },
  };
}
