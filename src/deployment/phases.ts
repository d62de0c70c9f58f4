import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentPlan } from '../domain/release.ts';
import { isFinished, stepNamed } from './step-list.ts';
import type { Step } from './step.ts';
import {
  backOut, cancelRun, closeChange, findRun, followRun, linkWorkItems, markBackedOut, moveChangeToImplement, moveChangeToReview, openIncident, openProblem,
  promoteArtifacts, releaseVersion, revalidate, stampArtifacts, trigger, verifyHealth, waitForTurn, watchHealth, writeRunningVersion,
} from './steps/index.ts';
import type { DeploymentEvent } from './transitions.ts';
import { endingOf } from './ending.ts';

/** What is done while a deployment is in one state. */
export interface Phase {
  readonly steps: readonly Step[];
  /** A step that must be tried again does not keep the others of its phase waiting. */
  readonly isIndependent: boolean;
  /** Raised when every step has ended and none of them moved the state. */
  readonly whenDone: DeploymentEvent | null;
}

const inOrder = (steps: readonly Step[], whenDone: DeploymentEvent | null = null): Phase => ({ steps, isIndependent: false, whenDone });

/** What is written down of a deployment that is live and well. */
const afterSuccess: readonly Step[] = [writeRunningVersion, promoteArtifacts, stampArtifacts, releaseVersion, linkWorkItems, moveChangeToReview, closeChange];

/** The steps planned at acceptance: those of one that is not interfered with, and what only this one is to do. */
export function stepsPlannedFor({ backOutOfId, plan }: { readonly backOutOfId: string | null; readonly plan: DeploymentPlan }): readonly string[] {
  if (backOutOfId !== null) return [...plannedSteps, markBackedOut.name];
  return plan.backsOutByItself === true ? [...plannedSteps, backOut.name] : plannedSteps;
}

/** The steps of a deployment that is not interfered with, as they stand planned at acceptance. */
export const plannedSteps: readonly string[] = [
  waitForTurn, revalidate, moveChangeToImplement, trigger, followRun, verifyHealth, watchHealth, ...afterSuccess,
].map(({ name }) => name);

/**
 * The steps still to do in the deployment's state; null when it has ended. WAITING and REVALIDATING begin anew at every
 * look, so that the judgement, the change and the trigger always follow each other within one hold: nothing is triggered
 * on a judgement from before a crash or a long retry.
 */
export function phaseOf(deployment: Deployment): Phase | null {
  switch (deployment.state) {
    case 'ACCEPTED': return inOrder([], 'PICKED_UP');
    case 'WAITING': return inOrder([waitForTurn]);
    case 'REVALIDATING': return inOrder([revalidate, moveChangeToImplement, trigger]);
    case 'TRIGGERING': return inOrder([trigger]);
    case 'UNCLEAR': return inOrder([findRun]);
    case 'RUNNING': return { steps: [...planned(deployment, cancelRun), followRun], isIndependent: true, whenDone: null };
    case 'VERIFYING': return inOrder(unfinished(deployment, [verifyHealth, watchHealth]), 'HEALTH_HELD');
    case 'RECORDING': return recording(deployment);
    default: return null;
  }
}

/** A step that only some are to do: those in whose list it stands. */
function planned(deployment: Deployment, step: Step): readonly Step[] {
  return stepNamed(deployment.steps, step.name) === undefined ? [] : unfinished(deployment, [step]);
}

/** A run that succeeded is what runs now, healthy or not, and the CMDB is to say so. */
function recording(deployment: Deployment): Phase {
  const isLive = stepNamed(deployment.steps, followRun.name)?.state === 'SUCCEEDED';
  const plans = {
    SUCCEEDED: { steps: [...planned(deployment, markBackedOut), ...afterSuccess], whenDone: 'RECORDED' },
    FAILED: { steps: [...(isLive ? [writeRunningVersion] : []), ...planned(deployment, backOut), openIncident, openProblem, moveChangeToReview, closeChange], whenDone: 'FAILURE_RECORDED' },
    CANCELED: { steps: [moveChangeToReview, closeChange], whenDone: 'CANCELLATION_RECORDED' },
  } as const;
  const { steps, whenDone } = plans[endingOf(deployment)];
  return { steps: unfinished(deployment, steps), isIndependent: true, whenDone };
}

function unfinished(deployment: Deployment, steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ name }) => !isFinished(deployment.steps, name));
}
