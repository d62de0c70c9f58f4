import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { finalStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { advance, refusals } from './advance.ts';
import { Hand } from './hand.ts';
import { stateWriting } from './journalling.ts';
import { advanceQueue } from './ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { defaultSettings } from './settings.ts';
import { plannedStep, stepNamed } from './step-list.ts';

export interface CancelInput {
  readonly deploymentId: string;
  readonly reason: string;
}

export interface CancelAnswer {
  readonly deployment: Deployment | null;
  readonly mistakes: readonly UserMistake[];
}

/** How often and how long a deployment that a runner holds at the moment is asked for. */
const betweenTriesMs = 100;
const patienceMs = 10_000;

/**
 * Calls a deployment off. Before its trigger it is CANCELED at once; while it runs the deployer is asked to cancel the
 * run, which is followed to its end, since it may finish first. In between, once it ended, or when others made it,
 * that is a CONFLICT.
 */
export async function cancelDeployment(ports: Pick<DeploymentPorts, 'deployments' | 'queue' | 'clock'>, viewer: Viewer, input: CancelInput): Promise<CancelAnswer> {
  try {
    if (input.reason.trim() === '') throw new UserMistake('INVALID', 'Say why it is called off; it is kept in the journal.', ['reason']);
    return { deployment: await cancel(ports, viewer, input), mistakes: [] };
  } catch (error) {
    if (error instanceof UserMistake) return { deployment: null, mistakes: [error] };
    throw error;
  }
}

async function cancel(ports: Pick<DeploymentPorts, 'deployments' | 'queue' | 'clock'>, viewer: Viewer, input: CancelInput): Promise<Deployment> {
  const hand = await takeUp(ports, input.deploymentId);
  try {
    const advanced = advance(hand.deployment.state, 'CANCEL_ASKED');
    if ('refused' in advanced) throw new UserMistake('CONFLICT', advanced.because, ['deploymentId']);
    if (!isAskedAlready(hand.deployment)) await writeCancel(hand, `${viewer.actor.name} called it off: ${input.reason}`, viewer, instant(ports.clock.now()));
    return hand.deployment;
  } finally {
    await hand.giveBack(0);
    if (!finalStates.has(hand.deployment.state)) await ports.queue.enqueue(advanceQueue, input.deploymentId, 0);
  }
}

/** A running one only gets the step planned; its runner does it, so that a crash cannot forget it. */
async function writeCancel(hand: Hand, because: string, viewer: Viewer, at: string): Promise<void> {
  const { patch, entry } = stateWriting(hand.deployment, 'CANCEL_ASKED', at, because);
  const steps = hand.deployment.state === 'RUNNING' ? { steps: [...hand.deployment.steps, plannedStep('cancel-run')] } : {};
  await hand.write({ ...patch, ...steps }, { ...entry, data: { ...entry.data, by: viewer.actor.name } });
}

function isAskedAlready({ steps }: Deployment): boolean {
  return stepNamed(steps, 'cancel-run') !== undefined;
}

async function takeUp(ports: Pick<DeploymentPorts, 'deployments'>, id: string): Promise<Hand> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const hand = await Hand.take(ports.deployments, id, `cancel:${randomUUID()}`, defaultSettings.leaseMs);
    if (hand !== null) return hand;
    const standing = await ports.deployments.byId(id);
    if (standing === null) throw new UserMistake('NOT_FOUND', `There is no deployment ${id}.`, ['deploymentId']);
    if (standing.origin === 'OBSERVED') throw new UserMistake('CONFLICT', 'Muster did not make this deployment, it only read of it; call it off in the tool that runs it.', ['deploymentId']);
    if (finalStates.has(standing.state)) throw new UserMistake('CONFLICT', refusals.HAS_ENDED, ['deploymentId']);
    if (performance.now() > until) throw new UserMistake('CONFLICT', 'A runner is at work on this deployment at the moment; ask again shortly.', ['deploymentId']);
    await pause(betweenTriesMs);
  }
}
