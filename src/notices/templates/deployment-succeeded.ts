import { deploymentTemplate } from './deployment.ts';

export const deploymentSucceeded = deploymentTemplate('DEPLOYMENT_SUCCEEDED', 'a deployment has ended well, and every record says so', {
  subject: '{{release}} → {{environment}}: deployed and recorded',
  text: '{{what}} of {{release}} to {{environment}} has ended well, and every record is written.\nbecause   {{because}}',
});
