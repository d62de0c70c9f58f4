import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { advance } from './advance.ts';
import { answering } from './answer.ts';
import type { DeploymentAnswer } from './answer.ts';
import type { Hand } from './hand.ts';
import { stateWriting } from './journalling.ts';
import type { DeploymentPorts } from './ports.ts';
import { plannedStep, stepNamed } from './step-list.ts';
import { withHand } from './take-up.ts';

export interface CancelInput {
  readonly deploymentId: string;
  readonly reason: string;
}

/**
 * Calls a deployment off. Before its trigger it is CANCELED at once; while it runs the deployer is asked to cancel the
 * run, which is followed to its end, since it may finish first. In between, once it ended, or when others made it,
 * that is a CONFLICT.
 */
export function cancelDeployment(ports: Pick<DeploymentPorts, 'deployments' | 'queue' | 'clock'>, viewer: Viewer, input: CancelInput): Promise<DeploymentAnswer> {
  return answering(() => {
    if (input.reason.trim() === '') throw new UserMistake('INVALID', 'Say why it is called off; it is kept in the journal.', ['reason']);
    return withHand(ports, input.deploymentId, (hand) => cancel(hand, viewer, input, instant(ports.clock.now())));
  });
}

async function cancel(hand: Hand, viewer: Viewer, input: CancelInput, at: string): Promise<Deployment> {
  const advanced = advance(hand.deployment.state, 'CANCEL_ASKED');
  if ('refused' in advanced) throw new UserMistake('CONFLICT', advanced.because, ['deploymentId']);
  if (!isAskedAlready(hand.deployment)) await writeCancel(hand, `${viewer.actor.name} called it off: ${input.reason}`, viewer, at);
  return hand.deployment;
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
