import { instant } from '../../domain/instant.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { createCheckup, proveKey } from './checkup.ts';
import { createClient } from './client.ts';
import type { WebhookClient } from './client.ts';
import { cancel, findRun, observe } from './follow.ts';
import { receiver } from './receiver.ts';
import { parameterSchema, readSettings } from './settings.ts';
import type { Origin } from './translate.ts';
import { trigger } from './trigger.ts';

/** A deploy service of one's own, called by a signed webhook. Settings: its url, basic with the signing key's id and secret. */
export const webhook: Connector = {
  system: 'WEBHOOK',
  about,
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    const { webhookSecret } = settings;
    return {
      name: settings.name,
      system: 'WEBHOOK',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      ...(webhookSecret === undefined ? {} : { receiver: receiver(settings.name, webhookSecret, tools.clock) }),
      deployer: (declaration) => hookDeployer(client, declaration),
      probe: (ask) => proveKey(client, ask),
      checkup: () => createCheckup(client, settings.auth.kind === 'basic' ? settings.auth.userName : ''),
    };
  },
};

/** Throws UserMistake INVALID for settings that name no addresses. */
function hookDeployer(client: WebhookClient, declaration: DeployerDeclaration): Deployer {
  const settings = readSettings(declaration);
  const origin = (): Origin => ({ connection: client.connection, deployer: declaration.name, fetchedAt: instant(client.clock.now()) });
  return {
    name: declaration.name,
    system: 'WEBHOOK',
    connection: client.connection,
    parameters: parameterSchema(settings),
    trigger: (order, ask) => trigger(client, settings, order, origin(), ask),
    find: (correlation, triggeredAt, ask) => findRun(client, settings, correlation, triggeredAt, origin(), ask),
    observe: (runId, ask) => observe(client, settings, runId, origin(), ask),
    cancel: (runId, ask) => cancel(client, settings, runId, ask),
  };
}
