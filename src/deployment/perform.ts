import { acting, judging } from '../domain/ports/ask.ts';
import { instant } from '../domain/instant.ts';
import { itself } from '../domain/person.ts';
import { backOut } from './back-out.ts';
import type { Hand } from './hand.ts';
import { HandLostError } from './hand.ts';
import { againWriting, endWriting, intentWriting } from './journalling.ts';
import type { DeploymentPorts } from './ports.ts';
import type { RunnerSettings } from './settings.ts';
import { isOpen, stepNamed } from './step-list.ts';
import { troubled } from './step.ts';
import type { OnceStep, RepeatableStep, Step, StepContext, StepEnd, StepOutcome } from './step.ts';
import { subjectOf } from './subject.ts';

export interface Performing {
  readonly ports: DeploymentPorts;
  readonly settings: RunnerSettings;
  /** When each deployment's linked changes were last read by this process, epoch milliseconds. */
  readonly watched: Map<string, number>;
}

/** null: the step has ended. A number: look again after so many milliseconds. */
export type Pause = number | null;

/**
 * Performs one step: INTENT, the act, OUTCOME, each written under the fence. A process that dies between two of these
 * leaves the step RUNNING; whoever takes over runs it again, save a `once` step, which then ends unclear.
 */
export function perform(step: Step, hand: Hand, performing: Performing): Promise<Pause> {
  const act = (): Promise<Pause> => performed(step, hand, performing);
  const { within } = performing.ports;
  return within === undefined ? act() : within({ deploymentId: hand.deployment.id, step: step.name }, act);
}

async function performed(step: Step, hand: Hand, performing: Performing): Promise<Pause> {
  const { ports } = performing;
  await ports.onStep?.(`before:${step.name}`);
  const outcome = await outcomeOf(step, hand, performing);
  await ports.onStep?.(`sent:${step.name}`);
  const pause = await settle(step, outcome, hand, performing);
  await ports.onStep?.(`after:${step.name}`);
  return pause;
}

function outcomeOf(step: Step, hand: Hand, performing: Performing): Promise<StepOutcome> {
  const context = contextOf(hand, performing);
  return step.kind === 'once' ? outcomeOfOnce(step, context, hand, performing.ports) : outcomeOfRepeatable(step, context, hand, performing.ports);
}

async function outcomeOfRepeatable(step: RepeatableStep, context: StepContext, hand: Hand, ports: DeploymentPorts): Promise<StepOutcome> {
  if (step.kind === 'act' || !isBegun(step, hand)) await intend(step, hand, ports);
  return attempt(() => step.run(context), troubled);
}

/** Law 3 in one place: nothing is posted unless INTENT is written and the hold is certain, and whatever is not an answer is unclear. */
async function outcomeOfOnce(step: OnceStep, context: StepContext, hand: Hand, ports: DeploymentPorts): Promise<StepOutcome> {
  if (isBegun(step, hand)) return unclear('The hub stopped between asking the deployer and writing down its answer; the run is looked up and never started again.');
  const prepared = await attempt(() => step.run(context), troubled);
  if (prepared.progress !== 'prepared') return prepared;
  await intend(step, hand, ports);
  if (!hand.isHeld()) throw new HandLostError(`${hand.deployment.id}: the lease ran out before ${step.name}; it was not sent.`);
  return attempt(() => prepared.post(), (because) => unclear(`Asking the deployer went wrong, and whether it heard is looked up: ${because}`));
}

async function intend(step: Step, hand: Hand, ports: DeploymentPorts): Promise<void> {
  const { patch, entry } = intentWriting(hand.deployment, step, at(ports));
  await hand.write(patch, entry);
  await ports.onStep?.(`intent:${step.name}`);
}

/** A step's error is a try that failed; a lost hand is the end of this look. */
async function attempt<T, U>(act: () => Promise<T>, failed: (because: string) => U): Promise<T | U> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HandLostError) throw error;
    return failed(error instanceof Error ? error.message : String(error));
  }
}

function unclear(because: string): StepEnd {
  return { progress: 'unclear', event: 'ANSWER_LOST', because };
}

async function settle(step: Step, outcome: StepOutcome, hand: Hand, { ports, settings }: Performing): Promise<Pause> {
  if (outcome.progress !== 'again') {
    const { patch, entry } = endWriting(hand.deployment, step, outcome, at(ports));
    await hand.write(patch, entry);
    return null;
  }
  const { writing, afterMs } = againWriting(hand.deployment, step, outcome, settings, at(ports));
  if (writing) await hand.write(writing.patch, writing.entry);
  return afterMs;
}

function contextOf(hand: Hand, { ports, settings, watched }: Performing): StepContext {
  return {
    ports, settings,
    get deployment() { return hand.deployment; },
    judging: { ...judging, signal: hand.lost },
    acting: { ...acting, signal: hand.lost },
    now: () => ports.clock.now(),
    subject: () => subjectOf(hand.deployment, ports),
    takeTurn: () => hand.takeTurn({ at: at(ports), kind: 'STATE', step: 'wait-for-turn', summary: 'Its turn has come; it is judged again from live facts.', data: { event: 'TURN_CAME', from: 'WAITING', to: 'REVALIDATING' } }),
    backOut: () => backOut(ports, hand.deployment.requestedBy ?? itself, { of: hand.deployment, reason: 'it failed, and its plan wants that.', idempotencyKey: `back-out:${hand.deployment.id}` }),
    isDueToWatch: (everyMs) => isDue(watched, hand.deployment.id, ports.clock.now().getTime(), everyMs),
  };
}

function isDue(watched: Map<string, number>, id: string, now: number, everyMs: number): boolean {
  const last = watched.get(id);
  if (last !== undefined && now >= last && now - last < everyMs) return false;
  watched.set(id, now);
  return true;
}

function isBegun(step: Step, hand: Hand): boolean {
  const begun = stepNamed(hand.deployment.steps, step.name);
  return begun !== undefined && isOpen(begun);
}

function at(ports: DeploymentPorts): string {
  return instant(ports.clock.now());
}
