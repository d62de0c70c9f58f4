import { artifactoryCredentials, jiraCredentials, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import type { Story } from '../../sandbox/bank/story.ts';
import { tokenHolders } from '../../sandbox/hub-config.ts';
import type { Catalogue } from './peers/tools/catalogue.ts';
import type { Tools } from './tools.ts';

/** What the peers are told of the bank: what the hub's configuration and its releases say, and no record of any tool. */
export function catalogueOf({ people, services, releases }: Story, { urls }: Tools): Catalogue {
  const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const { integration } = servicenowCredentials;
  const owner = people.find(({ email }) => email === tokenHolders.releaseManager.email)?.name ?? '';
  return {
    tools: {
      servicenow: { url: urls.servicenow, authorization: basic(integration.userName, integration.password) },
      jira: { url: urls.jira, authorization: basic(jiraCredentials.email, jiraCredentials.apiToken) },
      artifactory: { url: urls.artifactory, authorization: `Bearer ${artifactoryCredentials.accessToken}` },
    },
    services: services.map(({ key, name, project, target }) => ({ key, name, project, repository: 'libs-release-local', folder: `northbank/${key}`, targets: Object.values(target) })),
    releases: releases.map(({ key, version, serviceKey, build, changes }) => ({
      key, version, serviceKey, owner, build: { name: build.name, number: build.number },
      changes: changes.filter(({ correlationId, environment }) => correlationId === null || environment !== 'production').map(({ number }) => number),
    })),
  };
}
