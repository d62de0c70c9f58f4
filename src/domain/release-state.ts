import { activeStates, type Deployment } from './deployment.ts';
import type { Release, ReleaseState } from './release.ts';

/**
 * Where a release stands, from its own dates, its package and the deployment that says how it stands
 * in each environment: the newest that has or had its turn.
 * DEPLOYED and BACKED_OUT speak of the last environment only (the last that configuration lists).
 */
export function releaseState(release: Release, deployments: readonly Deployment[], lastEnvironment: string | undefined): ReleaseState {
  if (release.canceledAt !== null) return 'CANCELED';
  if (release.closedAt !== null) return 'CLOSED';
  if (deployments.some(({ state }) => activeStates.has(state))) return 'DEPLOYING';
  const last = deployments.find(({ environment }) => environment === lastEnvironment)?.state;
  if (last === 'SUCCEEDED') return 'DEPLOYED';
  if (last === 'BACKED_OUT') return 'BACKED_OUT';
  return release.sealed === null ? 'PLANNED' : 'SEALED';
}
