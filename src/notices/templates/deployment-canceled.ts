import { deploymentTemplate } from './deployment.ts';

export const deploymentCanceled = deploymentTemplate('DEPLOYMENT_CANCELED', 'a deployment was called off', {
  subject: '{{release}} → {{environment}}: {{what}} called off',
  text: '{{what}} of {{release}} to {{environment}} was called off.\nbecause   {{because}}',
});
