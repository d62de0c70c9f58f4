import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { acting } from '../domain/ports/ask.ts';
import { advance } from './advance.ts';
import { answering } from './answer.ts';
import type { DeploymentAnswer } from './answer.ts';
import { attestedBy } from './attest.ts';
import type { Hand } from './hand.ts';
import { endWriting } from './journalling.ts';
import type { DeploymentPorts } from './ports.ts';
import { seenAtDeployer } from './seen-at-deployer.ts';
import type { Sight } from './seen-at-deployer.ts';
import { defaultSettings } from './settings.ts';
import { end } from './step-list.ts';
import { findRun, followRun } from './steps/index.ts';
import type { StepEnd } from './step.ts';
import { withHand } from './take-up.ts';

export interface SettleInput {
  readonly deploymentId: string;
  /** Did it go out? */
  readonly happened: boolean;
  /** The run's page at the deployer, where there is one. */
  readonly runUrl?: string | null;
  readonly reason: string;
}

/**
 * A person states what happened to a deployment that is UNCLEAR. The deployer is asked once more first: what it shows
 * counts more than anybody's word. A run that is found, by the correlation key or at the address given, is followed.
 * Where none can be found the word stands: it went out, and is verified and recorded as such; or nothing ran, and it has
 * FAILED. What a stale runner still wants to write is void from here on.
 */
export function settleDeployment(ports: DeploymentPorts, viewer: Viewer, input: SettleInput): Promise<DeploymentAnswer> {
  return answering(() => {
    const name = attestedBy(viewer, input.reason);
    if (!input.happened && input.runUrl) throw new UserMistake('INVALID', 'A run that is there did happen: give its address with happened true, and its end tells how it went.', ['runUrl']);
    return withHand(ports, input.deploymentId, (hand) => settle(ports, hand, name, input));
  });
}

async function settle(ports: DeploymentPorts, hand: Hand, name: string, input: SettleInput): Promise<Deployment> {
  const advanced = advance(hand.deployment.state, 'ABSENCE_ATTESTED');
  if ('refused' in advanced) throw new UserMistake('CONFLICT', advanced.because, ['deploymentId']);
  const sight = await seenAtDeployer(hand.deployment, input.runUrl ?? null, ports, { ...acting, signal: hand.lost });
  const now = ports.clock.now();
  const outcome = input.happened ? itHappened(sight, name, input.reason) : nothingRan(sight, hand.deployment, now, name, input.reason);
  const { patch, entry } = endWriting(hand.deployment, findRun, outcome, instant(now));
  const steps = outcome.event === 'OUTCOME_ATTESTED' ? { steps: end(patch.steps ?? [], followRun.name, 'SUCCEEDED', outcome.because, instant(now)) } : {};
  await hand.write({ ...patch, ...steps }, { ...entry, data: { ...entry.data, by: name, happened: input.happened, runUrl: input.runUrl ?? null } });
  return hand.deployment;
}

function itHappened(sight: Sight, name: string, reason: string): StepEnd {
  if (sight.run === null) return { progress: 'succeeded', event: 'OUTCOME_ATTESTED', because: `${name} states that it went out: ${reason} ${sight.because}` };
  return { progress: 'succeeded', event: sight.isOurs ? 'RUN_FOUND' : 'RUN_NAMED', because: `${name} states that it went out: ${reason} ${sight.because}`, patch: { run: sight.run } };
}

/** Throws UserMistake while a run is there, or while a process that was held up might still be about to post. */
function nothingRan(sight: Sight, { triggeredAt, requestedAt }: Deployment, now: Date, name: string, reason: string): StepEnd {
  if (sight.run !== null) throw new UserMistake('CONFLICT', `It did happen: ${sight.because} It is followed to its end; nothing needs to be stated.`, ['happened']);
  const certainAt = new Date(Date.parse(triggeredAt ?? requestedAt) + 2 * defaultSettings.leaseMs);
  if (now < certainAt) throw new UserMistake('CONFLICT', `Its trigger may still be on its way; state that nothing ran after ${instant(certainAt)}.`, ['happened']);
  return { progress: 'failed', event: 'ABSENCE_ATTESTED', because: `${name} states that it did not go out: ${reason} ${sight.because} Start another deployment.` };
}
