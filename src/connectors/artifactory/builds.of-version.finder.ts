import type { Build } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordFinder } from '../../domain/ports/connection.ts';
import { allOf, equals, inFolder, itemQueries, withoutWildcards } from './aql.ts';
import { readBuilds } from './build.reader.ts';
import type { BuildName } from './build.reader.ts';
import type { ArtifactoryClient } from './client.ts';
import { toArtifact } from './translate.ts';

/**
 * The builds of that name that made a version: those named on files in a folder called after the version, or else the
 * build numbered like it. The tool keeps no version of a build itself.
 */
export function versionBuilds(client: ArtifactoryClient): RecordFinder<'builds.ofVersion'> {
  return {
    async find({ name, version }, ask) {
      const folder = withoutWildcards(version);
      const labelled = folder === null || folder === '' ? { names: [], isComplete: true } : await labelledBuilds(client, name, folder, ask);
      const asked = labelled.names.length > 0 ? labelled.names : [{ name, number: version, startedAt: null }];
      const builds: readonly Build[] = await readBuilds(client, asked, ask);
      return { records: builds, isComplete: labelled.isComplete && (labelled.names.length === 0 || builds.length === labelled.names.length) };
    },
  };
}

async function labelledBuilds(client: ArtifactoryClient, name: string, folder: string, ask: Ask): Promise<{ readonly names: readonly BuildName[]; readonly isComplete: boolean }> {
  const { items, isComplete } = await client.aql(itemQueries([allOf(equals('@build.name', name), inFolder(folder))]), ask);
  const origin = client.origin();
  const asked = items.map((item) => toArtifact(item, origin)).filter((artifact) => artifact.path.split('/').includes(folder) && artifact.properties?.['build.name']?.includes(name) === true);
  const numbers = [...new Set(asked.flatMap(({ properties }) => properties?.['build.number'] ?? []))];
  return { names: numbers.map((number) => ({ name, number, startedAt: null })), isComplete: isComplete && asked.length === items.length };
}
