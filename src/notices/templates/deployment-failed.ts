import { deploymentTemplate } from './deployment.ts';

export const deploymentFailed = deploymentTemplate('DEPLOYMENT_FAILED', 'a deployment has failed', {
  subject: '{{release}} → {{environment}}: {{what}} FAILED',
  text: '{{what}} of {{release}} to {{environment}} has failed.\nbecause   {{because}}\nwhere     {{run}}',
});
