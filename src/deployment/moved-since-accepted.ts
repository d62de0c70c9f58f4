import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentStore } from '../domain/ports/deployment-store.ts';
import type { Readiness } from '../domain/readiness.ts';
import { movedGates, resting, sayMoved, type Resting } from '../readiness/index.ts';

/**
 * What this judgement rests on otherwise than the one that the deployment was accepted on, in words: for who reads why it
 * was refused. Null when nothing moved but time, or when it was accepted by a version of Muster that did not keep it.
 */
export async function movedSinceAccepted({ id }: Deployment, readiness: Readiness, deployments: Pick<DeploymentStore, 'journal'>): Promise<string | null> {
  const [accepted] = await deployments.journal(id);
  // Written by accept(), and chained since: nobody else can have put another shape there.
  const rests = accepted?.data['rests'] as readonly Resting[] | undefined;
  return rests === undefined ? null : sayMoved(movedGates(rests, resting(readiness))) || null;
}
