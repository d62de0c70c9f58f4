import type { Artifact } from '../../domain/artifact.ts';
import type { RecordFinder } from '../../domain/ports/connection.ts';
import { allOf, equals, inFolder, itemQueries, withoutWildcards } from './aql.ts';
import type { Criterion } from './aql.ts';
import type { ArtifactoryClient } from './client.ts';
import { toArtifact } from './translate.ts';

/** The files labelled with builds (or labelled with a build's name, in a folder called after a version), a hundred builds in a query or two. */
export function labelledArtifacts(client: ArtifactoryClient): RecordFinder<'artifacts.ofBuilds'> {
  return {
    async find({ builds, versions }, ask) {
      const folders = versions.flatMap(({ name, version }) => (withoutWildcards(version) === null || version === '' ? [] : [{ name, version }]));
      const criteria: readonly Criterion[] = [
        ...builds.map(({ name, number }) => allOf(equals('@build.name', name), equals('@build.number', number))),
        ...folders.map(({ name, version }) => allOf(equals('@build.name', name), inFolder(version))),
      ];
      const origin = client.origin();
      const { items, isComplete } = await client.aql(itemQueries(criteria), ask);
      const artifacts = items.map((item) => toArtifact(item, origin));
      const isAsked = ({ properties, path }: Artifact): boolean => {
        const has = (key: string, value: string): boolean => properties?.[key]?.includes(value) === true;
        return builds.some(({ name, number }) => has('build.name', name) && has('build.number', number)) || folders.some(({ name, version }) => has('build.name', name) && path.split('/').includes(version));
      };
      const records = artifacts.filter(isAsked);
      return { records, isComplete: isComplete && records.length === artifacts.length && folders.length === versions.length };
    },
  };
}
