import { deploymentTemplate } from './deployment.ts';

export const deploymentNeedsAttention = deploymentTemplate('DEPLOYMENT_NEEDS_ATTENTION', 'a deployment cannot go on, or a record cannot be written, without a person', {
  subject: '{{release}} → {{environment}}: {{what}} needs a person',
  text: '{{what}} of {{release}} to {{environment}} needs a person; it is {{state}}.\nbecause   {{because}}\nwhere     {{run}}',
});
