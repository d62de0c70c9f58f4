import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { answering } from './answer.ts';
import type { DeploymentAnswer } from './answer.ts';
import { attestedBy } from './attest.ts';
import type { Hand } from './hand.ts';
import { endWriting, retryWriting } from './journalling.ts';
import type { Writing } from './journalling.ts';
import { phaseOf } from './phases.ts';
import type { DeploymentPorts } from './ports.ts';
import { meaningOf } from './settlement.ts';
import type { Settlement } from './settlement.ts';
import { isOpen, stepNamed } from './step-list.ts';
import type { Step } from './step.ts';
import { withHand } from './take-up.ts';

export interface SettleStepInput {
  readonly deploymentId: string;
  readonly step: string;
  readonly outcome: Settlement;
  readonly reason: string;
}

/**
 * A person settles a step that could not be done: DONE, they did it or saw it done; SKIPPED, it is not to be done; RETRY,
 * what stood in the way is gone, and it is tried again at once. Nothing before the trigger can be settled as done, so
 * nobody's word stands in for a judgement.
 */
export function settleStep(ports: Pick<DeploymentPorts, 'deployments' | 'queue' | 'clock'>, viewer: Viewer, input: SettleStepInput): Promise<DeploymentAnswer> {
  return answering(() => {
    const name = attestedBy(viewer, input.reason);
    return withHand(ports, input.deploymentId, async (hand) => {
      await write(hand, input, name, instant(ports.clock.now()));
      return hand.deployment;
    });
  });
}

async function write(hand: Hand, { step: stepName, outcome, reason }: SettleStepInput, name: string, at: Instant): Promise<void> {
  const step = openStep(hand.deployment, stepName);
  const { patch, entry } = writingOf(hand.deployment, step, outcome, `${name} settles it as ${outcome}: ${reason}`, at);
  await hand.write(patch, { ...entry, data: { ...entry.data, by: name, settledAs: outcome } });
}

function writingOf(deployment: Deployment, step: Step, outcome: Settlement, because: string, at: Instant): Writing {
  if (outcome === 'RETRY') return retryWriting(deployment, step, because, at);
  const meaning = meaningOf(deployment, step.name, outcome);
  if ('refused' in meaning) throw new UserMistake('CONFLICT', meaning.refused, ['outcome']);
  if (!deployment.needsAttention) throw new UserMistake('CONFLICT', `Nobody has to act on ${step.name} yet: it is still being tried. It can be settled once the deployment needs attention.`, ['step']);
  const liveAt = step.name === 'verify-health' && meaning.progress === 'succeeded' ? { patch: { liveAt: deployment.run?.finishedAt ?? at } } : {};
  return endWriting(deployment, step, { ...meaning, ...liveAt, because }, at);
}

/** The step as the deployment's state has it now: begun, and without an end. */
function openStep(deployment: Deployment, name: string): Step {
  const { steps, state } = deployment;
  const listed = stepNamed(steps, name);
  if (listed === undefined) throw new UserMistake('NOT_FOUND', `It has no step ${name}; it has ${steps.map((step) => step.name).join(', ')}.`, ['step']);
  const step = phaseOf(deployment)?.steps.find((one) => one.name === name);
  if (step !== undefined && isOpen(listed)) return step;
  const open = steps.filter(isOpen).map((one) => one.name);
  throw new UserMistake('CONFLICT', `${name} is ${listed.state} and waits for nobody while the deployment is ${state}; ${open.length === 0 ? 'no step is open' : `open is ${open.join(', ')}`}.`, ['step']);
}
