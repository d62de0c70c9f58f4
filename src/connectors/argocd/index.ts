import { instant } from '../../domain/instant.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { createCheckup, signedIn } from './checkup.ts';
import { createClient } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { history } from './history.ts';
import { cancel, findRun, observe } from './observe.ts';
import { places } from './places.ts';
import { receiver } from './receiver.ts';
import { readSettings } from './settings.ts';
import type { Origin } from './translate.ts';
import { trigger } from './trigger.ts';

/** Argo CD as a deployer. Settings: url of its server, bearer. */
export const argocd: Connector = {
  system: 'ARGO_CD',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    const { webhookSecret } = settings;
    return {
      name: settings.name,
      system: 'ARGO_CD',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      ...(webhookSecret === undefined ? {} : { receiver: receiver(webhookSecret, tools.clock) }),
      deployer: (declaration) => applicationDeployer(client, declaration),
      probe: async (ask) => { await signedIn(client, ask); },
      checkup: createCheckup(client),
    };
  },
};

/** One application. Throws UserMistake INVALID for settings that name none. */
function applicationDeployer(client: ArgoCdClient, declaration: DeployerDeclaration): Deployer {
  const settings = readSettings(declaration);
  const origin = (): Origin => ({ connection: client.connection, url: client.url, application: settings.application, fetchedAt: instant(client.clock.now()) });
  return {
    name: declaration.name,
    system: 'ARGO_CD',
    connection: client.connection,
    parameters: { type: 'object', properties: {}, additionalProperties: false },
    trigger: (order, ask) => trigger(client, settings, order, origin(), ask),
    find: (correlation, triggeredAt, ask) => findRun(client, settings, correlation, triggeredAt, origin(), ask),
    observe: (runId, ask) => observe(client, settings, runId, origin(), ask),
    cancel: (runId, ask) => cancel(client, settings, runId, ask),
    history: (since, ask) => history(client, settings, since, origin(), ask),
    places: (ask) => places(client, settings, ask),
  };
}
