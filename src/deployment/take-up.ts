import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { finalStates } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { refusals } from './advance.ts';
import { Hand, HandLostError } from './hand.ts';
import { advanceQueue } from './ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { defaultSettings } from './settings.ts';

/** How often and how long a deployment that a runner holds at the moment is asked for. */
const betweenTriesMs = 100;
const patienceMs = 10_000;

type Reach = Pick<DeploymentPorts, 'deployments' | 'queue'>;

/**
 * Lets a person act on a deployment that goes on: under a claim of its own, so that whatever a runner that held it before
 * still wants to write is void. Afterwards the runners go on with it at once. Throws UserMistake when there is no such
 * deployment, when others made it, when it has ended, or when a runner does not let go of it in time.
 */
export async function withHand<T>(ports: Reach, id: string, act: (hand: Hand) => Promise<T>): Promise<T> {
  const hand = await takeUp(ports, id);
  try {
    return await act(hand);
  } catch (error) {
    if (error instanceof HandLostError) throw new UserMistake('CONFLICT', 'A runner took this deployment over meanwhile, and nothing was written; ask again.', ['deploymentId']);
    throw error;
  } finally {
    await hand.giveBack(0);
    if (!finalStates.has(hand.deployment.state)) await ports.queue.enqueue(advanceQueue, id, 0);
  }
}

async function takeUp(ports: Reach, id: string): Promise<Hand> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const hand = await Hand.take(ports.deployments, id, `person:${randomUUID()}`, defaultSettings.leaseMs);
    if (hand !== null) return hand;
    await checkStanding(ports, id);
    if (performance.now() > until) throw new UserMistake('CONFLICT', 'A runner is at work on this deployment at the moment; ask again shortly.', ['deploymentId']);
    await pause(betweenTriesMs);
  }
}

async function checkStanding({ deployments }: Reach, id: string): Promise<void> {
  const standing = await deployments.byId(id);
  if (standing === null) throw new UserMistake('NOT_FOUND', `There is no deployment ${id}.`, ['deploymentId']);
  if (standing.origin === 'OBSERVED') throw new UserMistake('CONFLICT', 'Muster did not make this deployment, it only read of it; act in the tool that runs it.', ['deploymentId']);
  if (finalStates.has(standing.state)) throw new UserMistake('CONFLICT', refusals.HAS_ENDED, ['deploymentId']);
}
