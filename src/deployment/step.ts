import type { Deployment } from '../domain/deployment.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { DeploymentPatch, InTheWay } from '../domain/ports/deployment-store.ts';
import type { DeploymentPorts } from './ports.ts';
import type { RunnerSettings } from './settings.ts';
import type { Subject } from './subject.ts';
import type { DeploymentEvent } from './transitions.ts';

/** What a step may change about its deployment; the rest is the runner's. */
export type StepPatch = Pick<DeploymentPatch, 'run' | 'startAt' | 'triggeredAt' | 'liveAt' | 'changeIds' | 'incidentId' | 'availability'>;

/** The step has an end. `event` says what that means to the state machine; left out, the next step of the same state follows. */
export interface StepEnd {
  readonly progress: 'succeeded' | 'failed' | 'skipped' | 'unclear';
  readonly because: string;
  readonly event?: DeploymentEvent;
  readonly patch?: StepPatch;
}

/** The step must be tried or looked at again. */
export interface StepAgain {
  readonly progress: 'again';
  readonly because: string;
  /** null: it could not be done, and is tried again with growing pauses; a number: all is well, it only takes time. */
  readonly retryAfterMs: number | null;
  /** A person must act, whatever the number of tries. */
  readonly needsAttention?: boolean;
  readonly patch?: StepPatch;
}

export type StepOutcome = StepEnd | StepAgain;

export interface StepContext {
  readonly ports: DeploymentPorts;
  readonly settings: RunnerSettings;
  /** As it stands after the last write. */
  readonly deployment: Deployment;
  /** Questions to tools end when the runner loses its hold. */
  readonly judging: Ask;
  readonly acting: Ask;
  readonly now: () => Date;
  readonly subject: () => Promise<Subject>;
  /** True once per `everyMs` and deployment, counted in this process. */
  readonly isDueToWatch: (everyMs: number) => boolean;
  /** Has it backed out by a deployment of its own, once. Throws UserMistake when nothing may take its place. */
  readonly backOut: () => Promise<Deployment>;
  /** Null when the turn was taken; otherwise who is in the way. */
  readonly takeTurn: () => Promise<InTheWay | null>;
}

interface NamedStep {
  readonly name: string;
  /** The earlier unclear step that this one's end settles. */
  readonly settles?: string;
  /** The step beside it whose end it awaits, where the others of its phase await none. */
  readonly after?: string;
}

/**
 * One thing to do in the life of a deployment. Running it again after a crash must be harmless: it finds what it did.
 * act: INTENT is journalled before and OUTCOME after every try.
 * look: asks and changes nothing outside; only its beginning, its end and news are journalled.
 * Errors thrown are tries that failed.
 */
export interface RepeatableStep extends NamedStep {
  readonly kind: 'act' | 'look';
  run(context: StepContext): Promise<StepOutcome>;
}

/** Everything is looked up and found in order; `post` is the one act, done after INTENT is written. */
export interface Prepared {
  readonly progress: 'prepared';
  readonly post: () => Promise<StepEnd>;
}

/** An act that can never be tried again. Found begun but not ended, it is not run but ends `unclear`. */
export interface OnceStep extends NamedStep {
  readonly kind: 'once';
  /** The event that is written together with INTENT. */
  readonly intends: DeploymentEvent;
  /** Acts on nothing: answers what to post, or an outcome that ends the try before INTENT. */
  run(context: StepContext): Promise<StepOutcome | Prepared>;
}

export type Step = RepeatableStep | OnceStep;

/** It only takes time: look again then. */
export function waiting(because: string, retryAfterMs: number, patch?: StepPatch): StepAgain {
  return { progress: 'again', because, retryAfterMs, ...(patch && { patch }) };
}

/** It could not be done: try again, with growing pauses. */
export function troubled(because: string, needsAttention = false): StepAgain {
  return { progress: 'again', because, retryAfterMs: null, needsAttention };
}
