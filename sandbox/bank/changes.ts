import type { StoryChange } from './story.ts';
import { pick } from './chance.ts';
import { approvers, developers } from './people.ts';
import { serviceOf } from './services.ts';

type Told = Pick<StoryChange, 'number' | 'window'> & Partial<StoryChange>;

/** A change that brings one version of one service to one environment: approved, scheduled and green unless told otherwise. */
export function change(serviceKey: string, version: string, told: Told): StoryChange {
  const { name, target } = serviceOf(serviceKey);
  const release = `${serviceKey}-${version}`;
  const environment = told.environment ?? 'production';
  return {
    environment,
    type: 'normal',
    state: '-2',
    approval: 'approved',
    title: `Deploy ${name} ${version} to ${environment}`,
    description: `Deploys release ${release} of ${name} to ${environment}. Service owner: ${serviceOf(serviceKey).ownerUserName}.`,
    correlationId: release,
    requestedBy: pick(developers, `requester ${release}`),
    assignedTo: pick(developers, `assignee ${release}`),
    approvals: [],
    items: [target[environment] ?? `${serviceKey}-api-prod`],
    backoutPlan: 'Redeploy the previous package from the library and restart the workers; 15 minutes, no data migration to undo.',
    testPlan: 'Smoke tests after deployment: sign in, one booking end to end, error rate below 0.1 % for ten minutes.',
    ...told,
  };
}

/** Both change authorities said yes, at the given moment. */
export function approvedByBoth(decidedAt: string): StoryChange['approvals'] {
  return [approval(approvers.authority, 'approved', decidedAt), approval(approvers.deputy, 'approved', decidedAt)];
}

export function approval(approver: string, state: 'requested' | 'approved' | 'rejected', decidedAt: string | null): StoryChange['approvals'][number] {
  return { approver, state, decidedAt };
}
