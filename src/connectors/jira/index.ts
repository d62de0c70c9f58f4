import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector } from '../connector.ts';
import { createClient } from './client.ts';
import { workItemReader } from './work-item.reader.ts';
import { workItemList } from './work-items.list.finder.ts';
import { versionWorkItems } from './work-items.of-versions.finder.ts';

/** Jira Cloud, REST v3. Settings: url of the site, basic (e-mail, API token) or bearer. */
export const jira: Connector = {
  system: 'JIRA',
  connect(settings, tools): Connection {
    const client = createClient(settings, tools);
    return {
      name: settings.name,
      system: 'JIRA',
      isProduction: settings.isProduction,
      readers: { 'work-item': workItemReader(client) },
      relations: {},
      finders: { 'work-items.ofVersions': versionWorkItems(client), 'work-items.list': workItemList(client) },
      probe: (ask) => client.proveSignIn(ask),
    };
  },
};
