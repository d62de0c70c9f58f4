import type { RecordFinder } from '../../../domain/ports/connection.ts';
import { HttpProblem } from '../../http/index.ts';
import type { ArtifactoryClient } from '../client.ts';
import { findExpected } from '../expected-artifacts.ts';
import { placeOf } from '../place.ts';
import { toSha256 } from '../translate.ts';
import { bundleSchema } from '../wire.ts';

/**
 * The artifacts of a release bundle v2, as they stand at the places they were taken from. Many houses have no bundles, or
 * not this feature: there the tool says 404, which is the complete answer "none".
 */
export function bundleArtifacts(client: ArtifactoryClient): RecordFinder<'artifacts.ofBundle'> {
  return {
    async find({ name, version }, ask) {
      if ([name, version].some((part) => part === '' || part === '.' || part === '..')) return { records: [], isComplete: true };
      try {
        const { body } = await client.send({
          method: 'GET', path: `/lifecycle/api/v2/release_bundle/records/${encodeURIComponent(name)}/${encodeURIComponent(version)}`, schema: bundleSchema, ask, doing: 'reading a release bundle',
        });
        const expected = body.artifacts.map(({ path, checksum, source_repository_key: repo }) => ({ place: repo ? placeOf(`${repo}/${path}`) : null, within: path, sha256: toSha256(checksum) }));
        return await findExpected(client, expected, ask);
      } catch (error) {
        if (error instanceof HttpProblem && error.status === 404) return { records: [], isComplete: true };
        throw error;
      }
    },
  };
}
