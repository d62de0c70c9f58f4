import type { Sha256 } from '../domain/artifact.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Evidence } from '../domain/readiness.ts';
import { formatReference } from '../domain/reference.ts';

/** Did this deployment put out the package of this digest? UNSAID where it was made before a seal, or others made it and their tool tells no digest of it. */
export function isOfPackage({ packageDigest }: Deployment, digest: Sha256): 'YES' | 'NO' | 'UNSAID' {
  if (packageDigest === null) return 'UNSAID';
  return packageDigest === digest ? 'YES' : 'NO';
}

/** Evidence from Muster's own records; its link is the deployer's run. */
export function evidenceOfDeployment(deployment: Deployment, field: 'state' | 'packageDigest' | 'releaseKey'): Evidence {
  const { releaseKey, serviceKey, environment, origin, run, requestedAt } = deployment;
  const key = releaseKey ?? serviceKey;
  const source = {
    reference: formatReference('muster', 'version', key), system: 'MUSTER', connection: 'muster', key, url: null,
    fetchedAt: deployment.finishedAt ?? requestedAt, isStale: false, problem: null,
  };
  return { source, recordId: null, field, label: `${origin === 'OBSERVED' ? 'Observed deployment' : 'Deployment'} of ${key} to ${environment}`, value: deployment[field], url: run?.url ?? null };
}

/** "is RUNNING", "ended FAILED": how people speak of a deployment that did not succeed. */
export function spokenState({ state, finishedAt }: Deployment): string {
  return `${finishedAt === null ? 'is' : 'ended'} ${state}`;
}
