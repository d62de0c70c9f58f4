import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { artifactImages } from './artifact-image.relation.ts';
import { artifactScans } from './artifact-scan.relation.ts';
import { artifactReader } from './artifact.reader.ts';
import { artifactSync } from './artifact.sync.ts';
import { artifactsBySha256 } from './artifacts.by-sha256.finder.ts';
import { artifactList } from './artifacts.list.finder.ts';
import { labelledArtifacts } from './artifacts.of-builds.finder.ts';
import { equals, pageQuery } from './aql.ts';
import { buildStatuses } from './build-statuses.relation.ts';
import { buildReader } from './build.reader.ts';
import { versionBuilds } from './builds.of-version.finder.ts';
import { bundleArtifacts } from './bundles/artifacts.of-bundle.finder.ts';
import { bundleList, bundleReader } from './bundles/bundle.reader.ts';
import { bundlePromotions } from './bundles/promotions.ts';
import { createCheckup } from './checkup.ts';
import { createClient } from './client.ts';
import { libraryDesk } from './desk/library-desk.ts';
import { artifactEvidence } from './evidence/artifact-evidence.relation.ts';
import { artifactStatements } from './evidence/artifact-statements.relation.ts';
import { createReceiver } from './receiver.ts';

/** JFrog Artifactory with Xray and Lifecycle. Settings: url of the platform (or of /artifactory in it), bearer; options: `projects` and `buildRepositories` to look in. */
export const artifactory: Connector = {
  system: 'ARTIFACTORY',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    return {
      name: settings.name,
      system: 'ARTIFACTORY',
      isProduction: settings.isProduction,
      classifies: client.classifies,
      readers: { artifact: artifactReader(client), build: buildReader(client), bundle: bundleReader(client) },
      relations: {
        'artifact.scan': artifactScans(client),
        'artifact.image': artifactImages(client),
        'artifact.evidence': artifactEvidence(client),
        'artifact.statements': artifactStatements(client),
        'build.statuses': buildStatuses(client),
        'bundle.promotions': bundlePromotions(client),
      },
      finders: {
        'artifacts.ofBuilds': labelledArtifacts(client),
        'artifacts.ofBundle': bundleArtifacts(client),
        'artifacts.bySha256': artifactsBySha256(client),
        'artifacts.list': artifactList(client),
        'builds.ofVersion': versionBuilds(client),
        'bundles.list': bundleList(client),
      },
      libraryDesk: libraryDesk(client),
      syncs: { artifact: artifactSync(client) },
      ...(settings.webhookSecret === undefined ? {} : { receiver: createReceiver(settings.name, settings.webhookSecret, tools.clock) }),
      async probe(ask) {
        await client.aql([pageQuery(equals('name', 'muster-probe'), 0, 1)], ask);
      },
      checkup: createCheckup(client),
    };
  },
};
