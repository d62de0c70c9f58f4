import { finalStates } from '../domain/deployment.ts';
import type { Deployment, DeploymentState, DeploymentStep } from '../domain/deployment.ts';
import type { Instant } from '../domain/instant.ts';
import type { DeploymentPatch, NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { advance } from './advance.ts';
import { retryDelay } from './settings.ts';
import type { RunnerSettings } from './settings.ts';
import { begin, closePassed, end, isOpen, keepOpen, skipRest, stepNamed } from './step-list.ts';
import { beforeTrigger } from './settlement.ts';
import type { Step, StepAgain, StepEnd } from './step.ts';
import type { DeploymentEvent } from './transitions.ts';

/** One write: what changes, and its journal line. */
export interface Writing {
  readonly patch: DeploymentPatch;
  readonly entry: NewJournalEntry;
}

/** An event that the table does not allow here is a fault of this room, never of a person or a tool. */
function nextState(deployment: Deployment, event: DeploymentEvent): { readonly next: DeploymentState; readonly because: string } {
  const advanced = advance(deployment.state, event);
  if ('refused' in advanced) throw new Error(`${deployment.id} is ${deployment.state} and cannot meet ${event}: ${advanced.because}`);
  return advanced;
}

/** The state changes and no step is about it. */
export function stateWriting(deployment: Deployment, event: DeploymentEvent, at: Instant, because?: string): Writing {
  const advanced = nextState(deployment, event);
  const said = because ?? advanced.because;
  return {
    patch: { state: advanced.next, because: said, ...ending(deployment.steps, advanced.next, at) },
    entry: { at, kind: 'STATE', step: null, summary: said, data: { event, from: deployment.state, to: advanced.next } },
  };
}

/** INTENT: written before anything is tried. */
export function intentWriting(deployment: Deployment, step: Step, at: Instant): Writing {
  const advanced = step.kind === 'once' ? nextState(deployment, step.intends) : null;
  const begun = begin(deployment.steps, step.name, at);
  const steps = deployment.state === 'REVALIDATING' ? closePassed(begun, step.name, at) : begun;
  return {
    patch: {
      steps,
      ...(advanced && { state: advanced.next, because: advanced.because, triggeredAt: at }),
    },
    entry: { at, kind: 'INTENT', step: step.name, summary: `Begins ${step.name}.`, data: { attempt: stepNamed(steps, step.name)?.attempts ?? 1 } },
  };
}

const stepStates = { succeeded: 'SUCCEEDED', failed: 'FAILED', skipped: 'SKIPPED', unclear: 'UNCLEAR' } as const;

/** OUTCOME: the step has an end, and with it perhaps the state. */
export function endWriting(deployment: Deployment, step: Step, outcome: StepEnd, at: Instant): Writing {
  const state = outcome.event === undefined ? deployment.state : nextState(deployment, outcome.event).next;
  const ended = end(deployment.steps, step.name, stepStates[outcome.progress], outcome.because, at);
  const steps = step.settles === undefined ? ended : end(ended, step.settles, stepStates[outcome.progress], outcome.because, at);
  const othersWait = deployment.needsAttention && outcome.event === undefined && steps.some(isOpen);
  return {
    patch: {
      ...outcome.patch, steps, state,
      ...(!othersWait && { because: outcome.because }),
      needsAttention: othersWait,
      ...ending(steps, state, at),
    },
    entry: { at, kind: 'OUTCOME', step: step.name, summary: outcome.because, data: { progress: outcome.progress, ...(outcome.event && { event: outcome.event, from: deployment.state, to: state }), ...(outcome.patch?.startAt !== undefined && { startAt: outcome.patch.startAt }) } },
  };
}

/** The step will be tried or looked at again. Null when there is no news: nothing is written then. */
export function againWriting(deployment: Deployment, step: Step, outcome: StepAgain, settings: RunnerSettings, at: Instant): { readonly writing: Writing | null; readonly afterMs: number } {
  const before = stepNamed(deployment.steps, step.name);
  const isTrouble = outcome.retryAfterMs === null;
  const attempts = attemptsAfter(step, before, isTrouble);
  const needsAttention = outcome.needsAttention === true || (isTrouble && attempts >= settings.attentionAfter) || staysUnsure(deployment, step);
  const isNews = step.kind !== 'look' || isTrouble || before?.because !== outcome.because || outcome.patch !== undefined || (needsAttention && !deployment.needsAttention);
  const writing: Writing = {
    patch: { ...outcome.patch, steps: keepOpen(deployment.steps, step.name, outcome.because, attempts), because: needsAttention ? askingFor(deployment, step, outcome.because) : outcome.because, needsAttention },
    entry: { at, kind: step.kind === 'look' ? 'NOTE' : 'OUTCOME', step: step.name, summary: outcome.because, data: { progress: 'again', attempt: attempts } },
  };
  return { writing: isNews ? writing : null, afterMs: outcome.retryAfterMs ?? retryDelay(settings, attempts) };
}

/** A person has it tried again at once: its tries are counted anew, and nobody is asked for it meanwhile. */
export function retryWriting(deployment: Deployment, step: Step, because: string, at: Instant): Writing {
  const steps = keepOpen(deployment.steps, step.name, because, 0);
  return {
    patch: { steps, because, needsAttention: deployment.needsAttention && steps.some((other) => other.name !== step.name && isOpen(other)) },
    entry: { at, kind: 'NOTE', step: step.name, summary: because, data: { progress: 'again', attempt: 0 } },
  };
}

/** An act is counted by its INTENT, if it came to that; a look counts its failed looks in a row. */
function attemptsAfter(step: Step, before: DeploymentStep | undefined, isTrouble: boolean): number {
  const attempts = before?.attempts ?? 0;
  const isCounted = before !== undefined && isOpen(before) && (step.kind !== 'look' || before.because === null);
  if (step.kind === 'look' && !isTrouble) return 1;
  return isCounted ? attempts : attempts + 1;
}

/** What went wrong, and what whoever is asked for does about it. */
function askingFor({ state }: Deployment, { name }: Step, because: string): string {
  if (state === 'UNCLEAR') return `${because} Look at the deployer, and state what happened with settleDeployment.`;
  return beforeTrigger.has(state) ? `${because} Mend that, or cancel the deployment.` : `${because} Mend that, or settle the step ${name} with settleStep.`;
}

/** Attention already asked for stays while the run is unclear, or while another record waits for a person. */
function staysUnsure(deployment: Deployment, step: Step): boolean {
  if (!deployment.needsAttention) return false;
  return deployment.state === 'UNCLEAR' || (deployment.state === 'RECORDING' && deployment.steps.some((other) => other.name !== step.name && isOpen(other)));
}

function ending(steps: Deployment['steps'], state: DeploymentState, at: Instant): DeploymentPatch {
  return finalStates.has(state) ? { finishedAt: at, steps: skipRest(steps, at) } : {};
}
