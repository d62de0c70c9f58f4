import type { Build, Sha256 } from '../../domain/artifact.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { readReference } from '../../domain/reference.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { readPlaces } from './artifact.reader.ts';
import { readBuilds } from './build.reader.ts';
import type { ArtifactoryClient } from './client.ts';
import { keyOf, readPinned } from './place.ts';
import { toArtifact } from './translate.ts';

/**
 * The build that made each artifact: one search for the artifacts' properties, then each distinct build once. Whoever may
 * annotate can write another build's name on a file, so the build must list the artifact's digest, else it is null.
 */
export function artifactBuilds(client: ArtifactoryClient): RelationReader<'artifact.build'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
        return pinned === null ? [] : [{ id, ...pinned }];
      });
      const origin = client.origin();
      const items = await readPlaces(client, asked.map(({ place }) => place), ask);
      const artifacts = new Map(items.map((item) => [keyOf(item), toArtifact(item, origin)]));
      const named = asked.flatMap(({ id, place, sha256 }) => {
        const artifact = artifacts.get(keyOf(place));
        return artifact === undefined || (sha256 !== null && artifact.sha256 !== sha256) ? [] : [{ id, artifact }];
      });
      const builds = await readBuilds(client, named.flatMap(({ artifact: { buildName: name, buildNumber: number } }) => (name === null || number === null ? [] : [{ name, number, startedAt: null }])), ask);
      return new Map<RecordIdentity, Build | null>(named.map(({ id, artifact: { buildName, buildNumber, sha256 } }) =>
        [id, builds.find((build) => build.name === buildName && build.number === buildNumber && lists(build, sha256)) ?? null]));
    },
  };
}

function lists(build: Build, sha256: Sha256 | null): boolean {
  return sha256 !== null && build.artifacts.some((artifact) => artifact.sha256 === sha256);
}
