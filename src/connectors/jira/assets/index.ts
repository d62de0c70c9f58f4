import type { Connection } from '../../../domain/ports/connection.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../../connector.ts';
import { clientOf } from '../../http/index.ts';
import { assetsAbout, assetsDataCenterAbout } from '../about.ts';
import { signInHeaders } from '../client.ts';
import { listing } from './aql.ts';
import { createCheckup } from './checkup.ts';
import { cloudAssets, dataCenterAssets } from './flavours.ts';
import { dependencyStep, itemList, itemReader, oneStep, userStep } from './items.ts';
import { readAssetsOptions } from './options.ts';
import { reachOver } from './reach.ts';
import type { AssetsFlavour, Workspace } from './workspace.ts';

/**
 * Jira Assets of Cloud as a CMDB, to read. Settings: url of the workspace's API, which lives at another origin than the
 * site: https://api.atlassian.com/jsm/assets/workspace/<id>/v1; basic (e-mail, API token) or bearer.
 */
export const jiraAssets: Connector = { system: cloudAssets.system, about: assetsAbout, connect: (settings, tools) => connect(settings, tools, cloudAssets) };

/** Assets of Jira Service Management Data Center as a CMDB, to read. Settings: base url of Jira; bearer (personal access token) or basic (user name, password). */
export const jiraAssetsDataCenter: Connector = { system: dataCenterAssets.system, about: assetsDataCenterAbout, connect: (settings, tools) => connect(settings, tools, dataCenterAssets) };

function connect(settings: ConnectorSettings, tools: ConnectorTools, flavour: AssetsFlavour): Connection {
  const workspace = open(settings, tools, flavour);
  const { auth } = settings;
  return {
    name: settings.name,
    system: flavour.system,
    isProduction: settings.isProduction,
    readers: { ci: itemReader(workspace) },
    relations: {
      'ci.dependsOn': oneStep(dependencyStep(workspace)), 'ci.usedBy': oneStep(userStep(workspace)),
      'ci.dependencyReach': reachOver(dependencyStep(workspace)), 'ci.userReach': reachOver(userStep(workspace)),
    },
    finders: { 'cis.list': itemList(workspace) },
    async probe(ask) {
      await workspace.search(listing({ text: null, typeName: null, attribute: null }), 1, ask, 'proving that Jira Assets answers our account');
    },
    checkup: () => createCheckup(workspace, auth.kind === 'basic' ? auth.userName : null),
  };
}

function open(settings: ConnectorSettings, tools: ConnectorTools, flavour: AssetsFlavour): Workspace {
  const headers = signInHeaders(settings.auth);
  const readProblem = flavour.refusedSignIn(tools.clock);
  const http = clientOf(settings, tools, { authorize: () => headers, ...(readProblem === undefined ? {} : { readProblem }) });
  return {
    name: settings.name,
    system: flavour.system,
    options: readAssetsOptions(settings),
    pageOf: (id) => flavour.pageOf(settings.url, id),
    async search(query, limit, ask, doing) {
      const fetchedAt = tools.clock.now().toISOString();
      return { ...await flavour.search(http, query, limit, ask, doing), fetchedAt };
    },
  };
}
