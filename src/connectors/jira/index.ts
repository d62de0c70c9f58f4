import type { Connection } from '../../domain/ports/connection.ts';
import type { RecordSync } from '../../domain/ports/sync.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { cloudAbout, dataCenterAbout } from './about.ts';
import { changeApprovals } from './changes/approvals.relation.ts';
import { changeList, releaseChanges } from './changes/change.finders.ts';
import { changeReader } from './changes/change.reader.ts';
import { placeOfItems } from './changes/items.place.ts';
import { changeItems } from './changes/items.reference.ts';
import { createCheckup } from './checkup.ts';
import { createClient } from './client.ts';
import type { JiraClient } from './client.ts';
import { cloud } from './cloud.ts';
import { dataCenter } from './data-center.ts';
import { remoteLinks } from './desk/remote-links.relation.ts';
import { workItemDesk } from './desk/index.ts';
import type { Flavour } from './flavour.ts';
import { readOptions } from './options.ts';
import type { JiraOptions } from './options.ts';
import { createReceiver } from './receiver.ts';
import { cloudWorkItems } from './sync/cloud.work-items.ts';
import { dataCenterWorkItems } from './sync/data-center.work-items.ts';
import { versionSync } from './sync/versions.ts';
import { versionDesk } from './versions/version-desk.ts';
import { versionReader } from './versions/version.reader.ts';
import { versionList } from './versions/versions.list.finder.ts';
import { workItemReader } from './work-item.reader.ts';
import { workItemList } from './work-items.list.finder.ts';
import { matchingWorkItems } from './work-items.matching.finder.ts';
import { versionWorkItems } from './work-items.of-versions.finder.ts';

/** Jira Cloud, REST v3. Settings: url of the site, basic (e-mail, API token) or bearer; options: `versions`, `changes`, whose items another connection may keep. */
export const jira: Connector = { system: cloud.system, about: cloudAbout, connect: (settings, tools) => connect(settings, tools, cloud, cloudWorkItems) };

/** Jira Data Center, REST v2. Settings: base url, bearer (personal access token) or basic (user name, password); options: as for Cloud. */
export const jiraDataCenter: Connector = { system: dataCenter.system, about: dataCenterAbout, connect: (settings, tools) => connect(settings, tools, dataCenter, dataCenterWorkItems) };

export { jiraAssets, jiraAssetsDataCenter } from './assets/index.ts';

function connect(settings: ConnectorSettings, tools: ConnectorTools, flavour: Flavour, workItemSync: (client: JiraClient) => RecordSync<'work-item'>): Connection {
  const options = readOptions(settings);
  const { changes, versions } = options;
  const place = changes?.items === undefined ? undefined : placeOfItems(changes.items, settings, tools, flavour.items);
  const client = createClient(settings, tools, flavour);
  return {
    name: settings.name,
    system: flavour.system,
    isProduction: settings.isProduction,
    readers: { 'work-item': workItemReader(client), 'version': versionReader(client), ...(changes === undefined ? {} : { change: changeReader(client, changes) }) },
    classifies: ['work-item', ...(changes === undefined ? [] : ['change'] as const)],
    relations: { 'work-item.remoteLinks': remoteLinks(client), ...(changes === undefined ? {} : { 'change.approvals': changeApprovals(client, changes) }) },
    ...(changes === undefined || place === undefined ? {} : { references: { 'change.configurationItems': changeItems(client, changes, place) } }),
    finders: {
      'work-items.ofVersions': versionWorkItems(client), 'work-items.list': workItemList(client), 'work-items.matching': matchingWorkItems(client), 'versions.list': versionList(client),
      ...(changes?.areFound === true ? { 'changes.ofReleases': releaseChanges(client, changes), 'changes.list': changeList(client, changes) } : {}),
    },
    workItemDesk: workItemDesk(client),
    versionDesk: versionDesk(client),
    syncs: syncsOf(client, versions, workItemSync),
    ...(settings.webhookSecret === undefined || settings.webhookSecret === '' ? {} : { receiver: createReceiver(settings.name, settings.webhookSecret, changes) }),
    probe: (ask) => client.proveSignIn(ask),
    checkup: createCheckup(client, settings.name, options),
  };
}

function syncsOf(client: JiraClient, versions: JiraOptions['versions'], workItemSync: (client: JiraClient) => RecordSync<'work-item'>): NonNullable<Connection['syncs']> {
  return { 'work-item': workItemSync(client), ...(versions === undefined ? {} : { version: versionSync(client, versions.projects) }) };
}
