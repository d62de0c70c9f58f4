import { randomUUID } from 'node:crypto';
import type { Deployment, DeploymentStart } from '../domain/deployment.ts';
import { instant } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { Actor } from '../domain/person.ts';
import type { Readiness, ReadinessReceipt } from '../domain/readiness.ts';
import { resting } from '../readiness/index.ts';
import type { Deployable } from './acceptance.ts';
import { stepsPlannedFor } from './phases.ts';
import { advanceQueue } from './ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { plannedStep } from './step-list.ts';

/** What was judged and may be accepted. */
export interface Acceptance extends Pick<Deployable, 'release' | 'environment' | 'plan'> {
  readonly readiness: Readiness;
  readonly start: DeploymentStart;
  readonly startAt: Instant | null;
  readonly changeIds: readonly string[];
  readonly receipt: ReadinessReceipt | null;
  readonly backOutOfId: string | null;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly because: string;
}

type Reach = Pick<DeploymentPorts, 'deployments' | 'queue' | 'clock'>;

/** Writes it with its first journal line and its first piece of work; answers what stands under its idempotency key. Throws UserMistake IDEMPOTENCY_MISMATCH, or CONFLICT when what it backs out is being backed out already. */
export async function accept(ports: Reach, actor: Actor, acceptance: Acceptance): Promise<Deployment> {
  const deployment = accepted(actor, acceptance, instant(ports.clock.now()));
  const { readiness, backOutOfId } = acceptance;
  const entry = {
    at: deployment.requestedAt, kind: 'STATE', step: null, summary: deployment.because,
    data: { to: 'ACCEPTED', startAt: deployment.startAt, requestedBy: actor.name, factsDigest: readiness.factsDigest, policyVersion: readiness.policy.version, rests: resting(readiness), ...(backOutOfId !== null && { backOutOf: backOutOfId }) },
  } as const;
  const { deployment: stands } = await ports.deployments.accept(deployment, acceptance.bodyDigest, entry);
  await ports.queue.enqueue(advanceQueue, stands.id, 0);
  return stands;
}

function accepted(actor: Actor, { release, environment, plan, readiness, start, startAt, changeIds, receipt, backOutOfId, idempotencyKey, because }: Acceptance, at: Instant): Omit<Deployment, 'sequence' | 'fence'> {
  const uuid = randomUUID();
  return {
    id: `deployment:${uuid}`, correlation: `muster-${uuid}`, origin: 'TRIGGERED',
    releaseKey: release.key, environment: environment.name, serviceKey: release.serviceKey,
    packageDigest: readiness.packageDigest, planId: readiness.planId,
    state: 'ACCEPTED', needsAttention: false, because,
    requestedBy: actor, requestedAt: at, start, startAt,
    triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey,
    run: null, steps: stepsPlannedFor({ backOutOfId, plan }).map(plannedStep), changeIds, incidentId: null, backOutOfId, availability: null, receipt,
  };
}
