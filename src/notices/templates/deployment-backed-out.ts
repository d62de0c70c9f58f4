import { deploymentTemplate } from './deployment.ts';

export const deploymentBackedOut = deploymentTemplate('DEPLOYMENT_BACKED_OUT', 'a deployment was backed out', {
  subject: '{{release}} → {{environment}}: backed out',
  text: '{{release}} was backed out of {{environment}}.\nbecause   {{because}}',
});
