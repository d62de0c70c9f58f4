import { deploymentTemplate } from './deployment.ts';

export const deploymentLive = deploymentTemplate('DEPLOYMENT_LIVE', 'the release runs in the environment and its items are healthy; records are still written', {
  subject: '{{release}} → {{environment}}: live',
  text: '{{release}} is live in {{environment}}.\nbecause   {{because}}\nwhere     {{run}}',
});
