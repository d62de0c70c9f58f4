import type { RecordFinder } from '../../domain/ports/connection.ts';
import { allOf, equals, itemQueries } from './aql.ts';
import { readBuildInfo } from './build.reader.ts';
import type { ArtifactoryClient } from './client.ts';
import { findExpected } from './expected-artifacts.ts';
import type { ExpectedArtifact } from './expected-artifacts.ts';
import { placeOf } from './place.ts';
import { toSha256 } from './translate.ts';
import type { BuildArtifact } from './wire.ts';

/**
 * The artifacts that a build's own info lists, as they stand in the library now. A build we cannot see is no complete
 * answer. Files usually carry their build's name as a property, so these are asked for beside the info; what it lists
 * decides, and only what is then still missing is searched for.
 */
export function buildArtifacts(client: ArtifactoryClient): RecordFinder<'artifacts.ofBuild'> {
  return {
    async find(question, ask) {
      const labelled = itemQueries([allOf(equals('@build.name', question.name), equals('@build.number', question.number))]);
      const [info, { items }] = await Promise.all([readBuildInfo(client, { ...question, startedAt: null }, ask), client.aql(labelled, ask)]);
      if (info === null) return { records: [], isComplete: false };
      return findExpected(client, (info.modules ?? []).flatMap(({ artifacts }) => artifacts ?? []).map(toExpected), ask, items);
    },
  };
}

/** Clients write `path` with or without the file name (specs/jfrog-buildinfo-schema.json leaves it open). */
function toExpected({ name, path, sha256, originalDeploymentRepo: repo }: BuildArtifact): ExpectedArtifact {
  const told = path?.replace(/^\/+|\/+$/g, '') ?? '';
  const isWhole = told === name || told.endsWith(`/${name}`);
  const within = path === null || path === undefined ? null : isWhole ? told : `${told}/${name}`.replace(/^\//, '');
  return { place: repo && within !== null ? placeOf(`${repo}/${within}`) : null, within, sha256: toSha256(sha256) };
}
