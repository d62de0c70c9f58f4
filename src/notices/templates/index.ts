import type { EventKind } from '../../domain/event.ts';
import type { Template } from '../template.ts';
import { deploymentAccepted } from './deployment-accepted.ts';
import { deploymentBackedOut } from './deployment-backed-out.ts';
import { deploymentCanceled } from './deployment-canceled.ts';
import { deploymentFailed } from './deployment-failed.ts';
import { deploymentLive } from './deployment-live.ts';
import { deploymentNeedsAttention } from './deployment-needs-attention.ts';
import { deploymentRefused } from './deployment-refused.ts';
import { deploymentSucceeded } from './deployment-succeeded.ts';
import { glassBroken } from './glass-broken.ts';
import { planProposed } from './plan-proposed.ts';
import { readinessChanged } from './readiness-changed.ts';
import { waiverRequested } from './waiver-requested.ts';

/** One per event: docs/notices.md is made of them. */
export const templates: { readonly [K in EventKind]: Template<K> } = {
  READINESS_CHANGED: readinessChanged,
  PLAN_PROPOSED: planProposed,
  WAIVER_REQUESTED: waiverRequested,
  GLASS_BROKEN: glassBroken,
  DEPLOYMENT_ACCEPTED: deploymentAccepted,
  DEPLOYMENT_LIVE: deploymentLive,
  DEPLOYMENT_SUCCEEDED: deploymentSucceeded,
  DEPLOYMENT_FAILED: deploymentFailed,
  DEPLOYMENT_REFUSED: deploymentRefused,
  DEPLOYMENT_CANCELED: deploymentCanceled,
  DEPLOYMENT_BACKED_OUT: deploymentBackedOut,
  DEPLOYMENT_NEEDS_ATTENTION: deploymentNeedsAttention,
};
