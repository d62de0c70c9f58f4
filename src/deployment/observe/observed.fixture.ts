import type { Deployment, DeployerRun } from '../../domain/deployment.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { KnownDeployment, ObservedPlace } from '../../domain/ports/observation-store.ts';
import type { Release } from '../../domain/release.ts';

export const place: ObservedPlace = { connection: 'github', serviceKey: 'payments', environment: 'production' };

export function runOf(key: string, more: Partial<DeployerRun> = {}): DeployerRun {
  const source = { reference: `github:build:northbank/payments/${key}`, system: 'GITHUB', connection: 'github', key: `northbank/payments/${key}`, url: null, fetchedAt: '2026-11-23T12:00:00.000Z', isStale: false, problem: null };
  return { source, runId: key, status: 'success', url: `http://github/runs/${key}`, startedAt: '2026-11-23T10:00:00.000Z', finishedAt: '2026-11-23T10:03:00.000Z', ...more };
}

export function told(key: string, more: Partial<ObservedRun> = {}): ObservedRun {
  return { run: runOf(key), progress: 'SUCCEEDED', because: 'The run ended in success.', correlation: null, version: null, digests: [], revision: null, startedBy: null, ...more };
}

export function ours(more: Partial<Deployment> = {}): KnownDeployment {
  return { observedAs: null, deployment: deployment(more) };
}

export function standing(key: string, more: Partial<Deployment> = {}): KnownDeployment {
  return { observedAs: `observed:github:payments:production:northbank/payments/${key}`, deployment: deployment({ origin: 'OBSERVED', correlation: '', run: runOf(key), ...more }) };
}

function deployment(more: Partial<Deployment>): Deployment {
  return {
    id: 'deployment:1', origin: 'TRIGGERED', releaseKey: 'payments-2.4.0', environment: place.environment, serviceKey: place.serviceKey, sequence: 1, packageDigest: null,
    planId: null, state: 'RUNNING', because: '', needsAttention: false, requestedBy: null, requestedAt: '2026-11-23T09:59:00.000Z', start: 'NOW', startAt: null,
    triggeredAt: '2026-11-23T09:59:59.000Z', liveAt: null, finishedAt: null, idempotencyKey: null, correlation: 'muster-1', run: null, steps: [], changeIds: [], incidentId: null,
    backOutOfId: null, receipt: null, availability: null, fence: 1, ...more,
  };
}

export const sha = (letter: string): string => letter.repeat(64);

/** A release of a service and version; its package sealed with these artifacts, when any are named. */
export function release(key: string, artifacts: readonly string[] = [], more: Partial<Release> = {}): Release {
  const [serviceKey = '', version = ''] = key.split(/-(?=\d)/);
  const sealedBy = { kind: 'automation', name: 'ci', issuer: 'ci', onBehalfOf: null } as const;
  return {
    id: `release:${key}`, key, name: key, version, description: null, serviceKey, ownerEmail: 'a@b.c', train: null, dependsOn: [], stakeholders: [], createdAt: '2026-11-01T00:00:00.000Z',
    canceledAt: null, closedAt: null,
    sealed: artifacts.length === 0 ? null : { revision: 1, sealedAt: '2026-11-02T00:00:00.000Z', sealedBy, digest: sha('9'), artifacts: artifacts.map((sha256) => ({ reference: `lib:artifact:${sha256}`, name: 'a', sha256 })) },
    ...more,
  };
}
