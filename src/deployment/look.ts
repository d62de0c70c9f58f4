import { instant } from '../domain/instant.ts';
import { Hand, HandLostError } from './hand.ts';
import { stateWriting } from './journalling.ts';
import { perform } from './perform.ts';
import type { Pause, Performing } from './perform.ts';
import { phaseOf } from './phases.ts';
import { isFinished } from './step-list.ts';

export interface Looking extends Performing {
  /** This process's name among runners; a restarted process is another runner. */
  readonly runner: string;
  /** Asked between steps: true gives the deployment back at once. */
  isStopping(): boolean;
}

/**
 * One look at one deployment: takes it, does everything that can be done now, gives it back and says when to look again.
 * Does nothing when it has ended or another runner holds it. Throws only when the hub's own database fails.
 */
export async function look(id: string, looking: Looking): Promise<Pause> {
  const { ports, settings, runner } = looking;
  const hand = await Hand.take(ports.deployments, id, runner, settings.leaseMs);
  if (hand === null) return null;
  try {
    const pause = await goOn(hand, looking);
    await hand.giveBack(pause ?? 0);
    return pause;
  } catch (error) {
    hand.letGo();
    if (error instanceof HandLostError) return null;
    throw error;
  }
}

/** Until something has to be waited for, or the deployment has ended. */
async function goOn(hand: Hand, looking: Looking): Promise<Pause> {
  while (!looking.isStopping()) {
    const state = hand.deployment.state;
    const pause = await goThroughPhase(hand, looking);
    if (pause !== null) return pause;
    if (hand.deployment.state === state) return null;
  }
  return 0;
}

/** null: the state moved, or the deployment has ended. */
async function goThroughPhase(hand: Hand, looking: Looking): Promise<Pause> {
  const phase = phaseOf(hand.deployment);
  if (phase === null) return null;
  const before = hand.deployment.state;
  let pause: Pause = null;
  for (const step of phase.steps) {
    if (looking.isStopping()) return 0;
    if (step.after !== undefined && !isFinished(hand.deployment.steps, step.after)) continue;
    const wanted = await perform(step, hand, looking);
    if (hasMovedOn(hand, before)) return null;
    if (wanted !== null) pause = Math.min(pause ?? wanted, wanted);
    if (wanted !== null && !phase.isIndependent) return pause;
  }
  if (pause === null && phase.whenDone !== null) {
    const { patch, entry } = stateWriting(hand.deployment, phase.whenDone, instant(looking.ports.clock.now()));
    await hand.write(patch, entry);
  }
  return pause;
}

function hasMovedOn(hand: Hand, before: string): boolean {
  return hand.deployment.state !== before;
}
