import { UserMistake } from '../../domain/error.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { RecordSync } from '../../domain/ports/sync.ts';
import type { Connector, ConnectorSettings } from '../connector.ts';
import { changeApprovals } from './changes/approvals.relation.ts';
import { changeReader } from './changes/change.reader.ts';
import { readChangeOptions } from './changes/options.ts';
import { createClient } from './client.ts';
import type { JiraClient } from './client.ts';
import { cloud } from './cloud.ts';
import { dataCenter } from './data-center.ts';
import { cloudWorkItems } from './sync/cloud.work-items.ts';
import { dataCenterWorkItems } from './sync/data-center.work-items.ts';
import { workItemReader } from './work-item.reader.ts';
import { workItemList } from './work-items.list.finder.ts';
import { versionWorkItems } from './work-items.of-versions.finder.ts';

/** Jira Cloud, REST v3. Settings: url of the site, basic (e-mail, API token) or bearer; options: `changes`, when it keeps any. */
export const jira: Connector = {
  system: cloud.system,
  connect(settings, tools) {
    const options = readChangeOptions(settings);
    const client = createClient(settings, tools, cloud);
    const items = workItems(settings, client, cloudWorkItems);
    if (options === null) return items;
    return { ...items, readers: { ...items.readers, change: changeReader(client, options) }, relations: { 'change.approvals': changeApprovals(client, options) } };
  },
};

export { jiraAssets } from './assets/index.ts';

/** Jira Data Center, REST v2. Settings: base url, bearer (personal access token) or basic (user name, password). */
export const jiraDataCenter: Connector = {
  system: dataCenter.system,
  connect(settings, tools) {
    if (Object.keys(settings.options ?? {}).length > 0) throw new UserMistake('INVALID', `${settings.name}: Jira Data Center takes no options.`, ['options']);
    return workItems(settings, createClient(settings, tools, dataCenter), dataCenterWorkItems);
  },
};

function workItems(settings: ConnectorSettings, client: JiraClient, sync: (client: JiraClient) => RecordSync<'work-item'>): Connection {
  return {
    name: settings.name,
    system: client.origin().system,
    isProduction: settings.isProduction,
    readers: { 'work-item': workItemReader(client) },
    relations: {},
    finders: { 'work-items.ofVersions': versionWorkItems(client), 'work-items.list': workItemList(client) },
    syncs: { 'work-item': sync(client) },
    probe: (ask) => client.proveSignIn(ask),
  };
}
