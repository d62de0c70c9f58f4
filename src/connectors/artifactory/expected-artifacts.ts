import type { Artifact, Sha256 } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings } from '../../domain/ports/connection.ts';
import { atPlaces, equals, itemQueries } from './aql.ts';
import type { Criterion } from './aql.ts';
import type { ArtifactoryClient } from './client.ts';
import { keyOf } from './place.ts';
import type { Place } from './place.ts';
import { toArtifact } from './translate.ts';

/** A file that a bundle says it holds. */
export interface ExpectedArtifact {
  /** Null when its repository was not said. */
  readonly place: Place | null;
  /** `path/name` within the repository, where said. */
  readonly within: string | null;
  readonly sha256: Sha256 | null;
}

/**
 * Finds expected files in the library. What stands at the place that was said is the answer even if its content changed
 * since (the seal must see that); a file that moved is found by its digest, best at the same path in another repository.
 * One that is found nowhere leaves the findings incomplete.
 */
export async function findExpected(client: ArtifactoryClient, expected: readonly ExpectedArtifact[], ask: Ask): Promise<Findings<Artifact>> {
  const origin = client.origin();
  const { items, isComplete } = await client.aql(itemQueries(criteriaOf(expected)), ask);
  const artifacts = items.map((item) => toArtifact(item, origin));
  const picks = expected.map((one) => pick(one, artifacts));
  const records = new Map(picks.flat().map((artifact) => [artifact.id, artifact]));
  return { records: [...records.values()], isComplete: isComplete && picks.every((picked) => picked.length > 0) };
}

function criteriaOf(expected: readonly ExpectedArtifact[]): readonly Criterion[] {
  const digests = [...new Set(expected.flatMap(({ sha256 }) => sha256 ?? []))];
  return [...atPlaces(expected.flatMap(({ place }) => place ?? [])), ...digests.map((digest) => equals('sha256', digest))];
}

function pick({ place, within, sha256 }: ExpectedArtifact, artifacts: readonly Artifact[]): readonly Artifact[] {
  const inPlace = place === null ? [] : artifacts.filter(({ source }) => source.key === keyOf(place));
  if (inPlace.length > 0) return inPlace;
  const sameContent = sha256 === null ? [] : artifacts.filter((artifact) => artifact.sha256 === sha256);
  const samePath = sameContent.filter(({ source, repository }) => source.key === `${repository}/${within ?? ''}`);
  return samePath.length > 0 ? samePath : sameContent;
}
