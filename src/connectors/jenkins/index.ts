import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { cancel } from './cancel.ts';
import { createCheckup } from './checkup.ts';
import { createClient } from './client.ts';
import type { JenkinsClient } from './client.ts';
import { findRun } from './find-run.ts';
import { history } from './history.ts';
import { observe } from './observe.ts';
import { receiver } from './receiver.ts';
import { jobPath, parameterSchema, readSettings } from './settings.ts';
import type { Origin } from './translate.ts';
import { trigger } from './trigger.ts';
import { userSchema } from './wire.ts';

/** Jenkins as a deployer. Settings: url of the controller, basic with an API token. */
export const jenkins: Connector = {
  system: 'JENKINS',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    const { webhookSecret } = settings;
    return {
      name: settings.name,
      system: 'JENKINS',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      ...(webhookSecret === undefined ? {} : { receiver: receiver(settings.name, webhookSecret, tools.clock) }),
      deployer: (declaration) => jobDeployer(client, declaration, tools.clock),
      probe: async (ask) => { await client.read({ path: '/me/api/json', query: { tree: 'id' }, schema: userSchema, ask, doing: 'proving that Jenkins knows us' }); },
      checkup: createCheckup(client),
    };
  },
};

/** A deploy job. Throws UserMistake INVALID for settings that name none. */
function jobDeployer(client: JenkinsClient, declaration: DeployerDeclaration, clock: Clock): Deployer {
  const settings = readSettings(declaration);
  const { environment } = declaration;
  const origin = (): Origin => ({ connection: client.connection, job: settings.job, page: `${client.url}${jobPath(settings)}`, fetchedAt: instant(clock.now()) });
  return {
    name: declaration.name,
    system: 'JENKINS',
    connection: client.connection,
    parameters: parameterSchema(settings),
    trigger: (order, ask) => trigger(client, settings, order, origin(), ask),
    find: (correlation, triggeredAt, ask) => findRun(client, settings, correlation, triggeredAt, origin(), clock, ask),
    observe: (runId, ask) => observe(client, settings, runId, origin(), ask),
    cancel: (runId, ask) => cancel(client, settings, runId, origin(), ask),
    ...(environment === undefined ? {} : { history: (since, ask) => history(client, settings, environment, since, origin(), ask) }),
  };
}
