import type { DeploymentPlan } from '../domain/release.ts';
import type { Evidence } from '../domain/readiness.ts';
import { formatReference } from '../domain/reference.ts';

/** Evidence that Muster keeps itself. It is no record of another tool, so it says `muster` and the release it is about. */
export function evidenceOfPlan(plan: DeploymentPlan, field: string, value: string | null): Evidence {
  const key = plan.releaseKey;
  const source = {
    reference: formatReference('muster', 'version', key), system: 'MUSTER', connection: 'muster', key, url: null,
    fetchedAt: plan.proposedAt, isStale: false, problem: null,
  };
  return { source, recordId: null, field, label: `Plan version ${plan.version} for ${plan.environment}`, value, url: null };
}
