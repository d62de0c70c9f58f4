import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  actions: 'Actions: read and write',
  deployments: 'Deployments: read',
  environments: 'Environments: read',
  contents: 'Contents: read, where lead times are to begin at commits',
  rules: 'Deployments: write, and the GitHub App that the rule belongs to, where Muster answers a custom deployment protection rule',
} as const;

export const about: ConnectorAbout = {
  product: 'GitHub',
  tool: 'GitHub Actions and Deployments (REST 2022-11-28; cloud and Enterprise Server)',
  reads: ['runs of the deploy workflow, by id and by the correlation in their name', 'whose approval a waiting run waits for', 'deployments to an environment with their statuses, by whoever made them', 'environments with their protection rules', 'when the commits were made that builds name', 'webhooks of runs, deployments and deployment protection rules, verified by X-Hub-Signature-256'],
  writes: ['one workflow dispatch per deployment, never repeated', 'cancelling a run', 'the answer to a custom deployment protection rule: approved or rejected by the judgement, with its reason'],
  permissions: Object.values(permissions),
  limits: ['a filtered list of runs ends at 1,000', 'a dispatch takes 25 inputs, four of which are always ours', 'statuses are kept for 90 days by GitHub: what became of an older deployment nobody tells', 'the statuses of each deployment cost one call', 'each commit costs one call, once'],
  unverified: ['which of 404, 409 and 422 a commit gets that is not there: its description has all three, and all of them are read as that', 'how GitHub refuses an answer to a protection rule that waits no more: its description has the 204 alone', 'GitHub\'s wording of the 422 that refuses return_run_details', 'clocks more than two minutes apart', 'the state waiting of a deployment, which GitHub\'s own description does not have'],
};
