import type { DeploymentStep, StepState } from '../domain/deployment.ts';
import type { Instant } from '../domain/instant.ts';

type Steps = readonly DeploymentStep[];
const finished: ReadonlySet<StepState> = new Set<StepState>(['SUCCEEDED', 'FAILED', 'SKIPPED']);

export function plannedStep(name: string): DeploymentStep {
  return { name, state: 'PENDING', because: null, startedAt: null, finishedAt: null, attempts: 0 };
}

export function stepNamed(steps: Steps, name: string): DeploymentStep | undefined {
  return steps.find((step) => step.name === name);
}

export function isFinished(steps: Steps, name: string): boolean {
  const step = stepNamed(steps, name);
  return step !== undefined && finished.has(step.state);
}

/** Begun, and its end was never written. */
export function isOpen(step: DeploymentStep): boolean {
  return step.state === 'RUNNING' || step.state === 'UNCLEAR';
}

/** Begins a try: the count goes on after a failed try, and starts anew after an end. Adds a step that was not planned. */
export function begin(steps: Steps, name: string, at: Instant): Steps {
  return change(steps, name, (step) => ({
    ...step, state: 'RUNNING', because: null, finishedAt: null,
    startedAt: isOpen(step) ? step.startedAt : at,
    attempts: isOpen(step) ? step.attempts + 1 : 1,
  }));
}

export function end(steps: Steps, name: string, state: 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'UNCLEAR', because: string, at: Instant): Steps {
  return change(steps, name, (step) => ({ ...step, state, because, startedAt: step.startedAt ?? at, finishedAt: state === 'UNCLEAR' ? null : at }));
}

/** Another try will follow. */
export function keepOpen(steps: Steps, name: string, because: string, attempts: number): Steps {
  return change(steps, name, (step) => ({ ...step, because, attempts }));
}

/** What was begun before `name` and never got its end written, although the deployment went on past it. */
export function closePassed(steps: Steps, name: string, at: Instant): Steps {
  const place = steps.findIndex((step) => step.name === name);
  return steps.map((step, index) => (index < place && step.state === 'RUNNING' ? { ...step, state: 'SUCCEEDED', finishedAt: at } : step));
}

/** At a deployment's end nothing stays planned or open. */
export function skipRest(steps: Steps, at: Instant): Steps {
  return steps.map((step) => (finished.has(step.state) ? step : { ...step, state: 'SKIPPED', finishedAt: at }));
}

function change(steps: Steps, name: string, alter: (step: DeploymentStep) => DeploymentStep): Steps {
  const known = steps.some((step) => step.name === name) ? steps : [...steps, plannedStep(name)];
  return known.map((step) => (step.name === name ? alter(step) : step));
}
