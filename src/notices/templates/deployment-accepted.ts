import { deploymentTemplate } from './deployment.ts';

export const deploymentAccepted = deploymentTemplate('DEPLOYMENT_ACCEPTED', 'a deployment, or a back-out, is accepted', {
  subject: '{{release}} → {{environment}}: {{what}} accepted',
  text: '{{what}} of {{release}} to {{environment}} was accepted for {{by}}.\nstarts    {{startAt}}\nbecause   {{because}}',
});
