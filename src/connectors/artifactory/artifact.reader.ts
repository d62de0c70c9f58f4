import type { Artifact } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import { atPlaces, itemQueries } from './aql.ts';
import type { ArtifactoryClient } from './client.ts';
import { keyOf, pinnedKey, readPinned } from './place.ts';
import type { Place } from './place.ts';
import { toArtifact, toSha256 } from './translate.ts';
import { unbelievable } from './unbelievable.ts';
import type { Item } from './wire.ts';

/**
 * Reads artifacts by place (`repo/path/name`) or by identity (`repo/path/name@sha256`), dozens in one AQL query. By
 * place it answers whatever stands there now; by identity only that very content: other content is another artifact.
 */
export function artifactReader(client: ArtifactoryClient): RecordReader<'artifact'> {
  return {
    async read(lookups, ask) {
      const pinned = lookups.flatMap((lookup) => readPinned('id' in lookup ? lookup.id : lookup.key) ?? []);
      const origin = client.origin();
      const items = await readPlaces(client, pinned.map(({ place }) => place), ask);
      const asked = new Set(pinned.map(({ place, sha256 }) => pinnedKey(place, sha256)));
      return items.filter((item) => asked.has(keyOf(item)) || asked.has(pinnedKey(item, toSha256(item.sha256)))).map((item): Artifact => toArtifact(item, origin));
    },
  };
}

/**
 * The files that stand at these places, with their properties; what is not there, or hidden, is left out.
 * Throws SourceError UNEXPECTED_ANSWER when the tool cut its answer and something is missing: cut off is not absent.
 */
export async function readPlaces(client: ArtifactoryClient, places: readonly Place[], ask: Ask): Promise<readonly Item[]> {
  const wanted = new Map(places.map((place) => [keyOf(place), place]));
  const { items, isComplete } = await client.aql(itemQueries(atPlaces([...wanted.values()])), ask);
  const found = new Map(items.filter((item) => wanted.has(keyOf(item))).map((item) => [keyOf(item), item]));
  if (isComplete || found.size === wanted.size) return [...found.values()];
  throw unbelievable(client, 'cut its search result, so that what is missing cannot be told from what is absent; ask for fewer artifacts');
}
