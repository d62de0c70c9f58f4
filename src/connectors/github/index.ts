import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { createCheckup, signIn } from './checkup.ts';
import { createClient } from './client.ts';
import { commitsOf } from './commits.ts';
import { workflowDeployer } from './deployer.ts';
import { createReceiver } from './receiver.ts';

/** GitHub Actions as a deployer, and commits of GitHub's repositories. Settings: url of the API, bearer; options: `repositoriesAt`, where that is another host. */
export const github: Connector = {
  system: 'GITHUB',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    const details = { isKnown: true };
    return {
      name: settings.name,
      system: 'GITHUB',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      commits: commitsOf(client, settings),
      deployer: (declaration) => workflowDeployer(client, declaration, tools.clock, details),
      ...(settings.webhookSecret === undefined ? {} : { receiver: createReceiver(settings.webhookSecret) }),
      probe: async (ask) => { await signIn(client, ask); },
      checkup: createCheckup(client),
    };
  },
};
