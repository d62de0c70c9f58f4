import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { HttpProblem } from '../http/index.ts';
import { about } from './about.ts';
import { createClient } from './client.ts';
import type { GitHubClient } from './client.ts';
import { workflowDeployer } from './deployer.ts';
import { createReceiver } from './receiver.ts';
import { userSchema } from './wire.ts';

/** GitHub Actions as a deployer. Settings: url of the API, bearer. */
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
      deployer: (declaration) => workflowDeployer(client, declaration, tools.clock, details),
      ...(settings.webhookSecret === undefined ? {} : { receiver: createReceiver(settings.webhookSecret) }),
      probe: (ask) => probe(client, ask),
    };
  },
};

/** An app's token is no user and is told so (403): that too proves that GitHub knows it. */
async function probe(client: GitHubClient, ask: Ask): Promise<void> {
  try {
    await client.send({ method: 'GET', path: '/user', schema: userSchema, ask, doing: 'proving that GitHub knows our token' });
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.problem.code !== 'FORBIDDEN') throw error;
  }
}
