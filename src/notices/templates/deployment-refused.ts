import { deploymentTemplate } from './deployment.ts';

export const deploymentRefused = deploymentTemplate('DEPLOYMENT_REFUSED', 'a deployment was refused at its turn, and nothing was started', {
  subject: '{{release}} → {{environment}}: {{what}} refused',
  text: '{{what}} of {{release}} to {{environment}} was refused at its turn; nothing was started.\nbecause   {{because}}',
});
