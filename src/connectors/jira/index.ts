import { UserMistake } from '../../domain/error.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { createClient } from './client.ts';
import { cloud } from './cloud.ts';
import { dataCenter } from './data-center.ts';
import type { Flavour } from './flavour.ts';
import { workItemReader } from './work-item.reader.ts';
import { workItemList } from './work-items.list.finder.ts';
import { versionWorkItems } from './work-items.of-versions.finder.ts';

/** Jira Cloud, REST v3. Settings: url of the site, basic (e-mail, API token) or bearer. */
export const jira = connectorOf(cloud);

/** Jira Data Center, REST v2. Settings: base url, bearer (personal access token) or basic (user name, password). */
export const jiraDataCenter = connectorOf(dataCenter);

function connectorOf(flavour: Flavour): Connector {
  return { system: flavour.system, connect: (settings, tools) => connect(flavour, settings, tools) };
}

function connect(flavour: Flavour, settings: ConnectorSettings, tools: ConnectorTools): Connection {
  if (Object.keys(settings.options ?? {}).length > 0) throw new UserMistake('INVALID', `${settings.name}: Jira takes no options.`, ['options']);
  const client = createClient(settings, tools, flavour);
  return {
    name: settings.name,
    system: flavour.system,
    isProduction: settings.isProduction,
    readers: { 'work-item': workItemReader(client) },
    relations: {},
    finders: { 'work-items.ofVersions': versionWorkItems(client), 'work-items.list': workItemList(client) },
    probe: (ask) => client.proveSignIn(ask),
  };
}
