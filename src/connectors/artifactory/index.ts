import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { artifactScans } from './artifact-scan.relation.ts';
import { artifactSync } from './artifact.sync.ts';
import { artifactReader } from './artifact.reader.ts';
import { artifactsBySha256 } from './artifacts.by-sha256.finder.ts';
import { artifactList } from './artifacts.list.finder.ts';
import { labelledArtifacts } from './artifacts.of-builds.finder.ts';
import { bundleArtifacts } from './artifacts.of-bundle.finder.ts';
import { equals, pageQuery } from './aql.ts';
import { buildReader } from './build.reader.ts';
import { versionBuilds } from './builds.of-version.finder.ts';
import { createClient } from './client.ts';

/** JFrog Artifactory with Xray and Lifecycle. Settings: url of the platform (or of /artifactory in it), bearer. */
export const artifactory: Connector = {
  system: 'ARTIFACTORY',
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    return {
      name: settings.name,
      system: 'ARTIFACTORY',
      isProduction: settings.isProduction,
      readers: { artifact: artifactReader(client), build: buildReader(client) },
      relations: { 'artifact.scan': artifactScans(client) },
      finders: {
        'artifacts.ofBuilds': labelledArtifacts(client),
        'artifacts.ofBundle': bundleArtifacts(client),
        'artifacts.bySha256': artifactsBySha256(client),
        'artifacts.list': artifactList(client),
        'builds.ofVersion': versionBuilds(client),
      },
      syncs: { artifact: artifactSync(client) },
      async probe(ask) {
        await client.aql([pageQuery(equals('name', 'muster-probe'), 0, 1)], ask);
      },
    };
  },
};
