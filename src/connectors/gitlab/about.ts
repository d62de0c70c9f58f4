import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  token: 'a token with the scope api, of a Developer or above who may deploy to the environment and run on the ref',
  variables: 'Maintainer, where others\' pipelines are to be told by their variables',
} as const;

export const about: ConnectorAbout = {
  product: 'GitLab',
  tool: 'GitLab pipelines and deployments (API v4)',
  reads: ['pipelines, their variables and jobs', 'deployments to an environment, by whoever made them', 'environments, and what protects them where the edition tells', 'when the commits were made that builds name', 'webhooks of pipelines, jobs and deployments, verified by X-Gitlab-Token'],
  writes: ['one pipeline per deployment, never repeated', 'cancelling a pipeline'],
  permissions: Object.values(permissions),
  limits: ['a list is read for 1,000 rows at most', 'the variables of 50 pipelines are read in one look', 'each commit costs one call, once'],
  unverified: ['commits, of which no recording is at hand: committed_date and the 404 of an unknown sha are by GitLab\'s public documentation', 'a pipeline deleted while its list is paged through', 'clocks more than two minutes apart', 'webhooks signed by GitLab\'s newer signing token are not read', 'the bodies of webhooks, of which no recording is at hand'],
};
