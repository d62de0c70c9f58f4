import type { Connector } from '../../connector.ts';
import { clientOf } from '../../http/index.ts';
import { assetsAbout } from '../about.ts';
import { signInHeaders } from '../client.ts';
import { listing } from './aql.ts';
import { createCheckup } from './checkup.ts';
import { dependencyStep, itemList, itemReader, oneStep, userStep } from './items.ts';
import { readAssetsOptions } from './options.ts';
import { reachOver } from './reach.ts';
import { searchAssets } from './search.ts';
import type { Workspace } from './search.ts';
import { assetsSystem } from './translate.ts';

/**
 * Jira Assets of Cloud as a CMDB, to read. Settings: url of the workspace's API, which lives at another origin than the
 * site: https://api.atlassian.com/jsm/assets/workspace/<id>/v1; basic (e-mail, API token) or bearer.
 */
export const jiraAssets: Connector = {
  system: assetsSystem,
  about: assetsAbout,
  connect(settings, tools) {
    const { auth } = settings;
    const headers = signInHeaders(auth);
    const http = clientOf(settings, tools, { authorize: () => headers });
    const workspace: Workspace = { name: settings.name, http, clock: tools.clock, options: readAssetsOptions(settings) };
    return {
      name: settings.name,
      system: assetsSystem,
      isProduction: settings.isProduction,
      readers: { ci: itemReader(workspace) },
      relations: {
        'ci.dependsOn': oneStep(dependencyStep(workspace)), 'ci.usedBy': oneStep(userStep(workspace)),
        'ci.dependencyReach': reachOver(dependencyStep(workspace)), 'ci.userReach': reachOver(userStep(workspace)),
      },
      finders: { 'cis.list': itemList(workspace) },
      async probe(ask) {
        await searchAssets(workspace, listing({ text: null, typeName: null, attribute: null }), 1, ask, 'proving that Jira Assets answers our account');
      },
      checkup: () => createCheckup(workspace, auth.kind === 'basic' ? auth.userName : null),
    };
  },
};
