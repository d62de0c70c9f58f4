import { isSha256 } from '../../domain/artifact.ts';
import type { RecordFinder } from '../../domain/ports/connection.ts';
import { equals, itemQueries } from './aql.ts';
import type { ArtifactoryClient } from './client.ts';
import { toArtifact } from './translate.ts';

/** Every place where one of these contents stands. */
export function artifactsBySha256(client: ArtifactoryClient): RecordFinder<'artifacts.bySha256'> {
  return {
    async find({ digests }, ask) {
      const asked = new Set(digests.map((digest) => digest.toLowerCase()).filter(isSha256));
      const origin = client.origin();
      const { items, isComplete } = await client.aql(itemQueries([...asked].map((digest) => equals('sha256', digest))), ask);
      const records = items.map((item) => toArtifact(item, origin)).filter(({ sha256 }) => sha256 !== null && asked.has(sha256));
      return { records, isComplete: isComplete && records.length === items.length };
    },
  };
}
