import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { createCheckup } from './checkup.ts';
import { createClient } from './client.ts';
import { commitsOf } from './commits.ts';
import { pipelineDeployer } from './deployer.ts';
import { createReceiver } from './receiver.ts';
import { userSchema } from './wire.ts';

/** GitLab pipelines as a deployer, and commits of GitLab's projects. Settings: address of the instance, bearer; options: `repositoriesAt`, where projects stand at another host. */
export const gitlab: Connector = {
  system: 'GITLAB',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    return {
      name: settings.name,
      system: 'GITLAB',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      commits: commitsOf(client, settings),
      deployer: (declaration) => pipelineDeployer(client, declaration, tools.clock),
      ...(settings.webhookSecret === undefined ? {} : { receiver: createReceiver(settings.webhookSecret) }),
      probe: async (ask) => {
        await client.send({ method: 'GET', path: '/user', schema: userSchema, ask, doing: 'proving that GitLab knows our token' });
      },
      checkup: createCheckup(client),
    };
  },
};
