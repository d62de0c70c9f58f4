import { deploymentStates, finalStates } from '../domain/deployment.ts';
import type { DeploymentState } from '../domain/deployment.ts';
import { transitions } from './transitions.ts';
import type { DeploymentEvent } from './transitions.ts';

/** Why an event moves nothing. Each is a sentence that can be said back to whoever caused it. */
export const refusals = {
  HAS_ENDED: 'It has ended; nothing moves it any more.',
  TRIGGER_IS_OUT: 'Its trigger is on its way to the deployer and cannot be called back; cancel it once it runs.',
  NOBODY_KNOWS: 'Whether it runs is not known yet, so there is nothing certain to call off; cancel it once its run is found.',
  IS_LIVE: 'Its run has ended, and what happened is being recorded; that cannot be called off.',
  IS_NOT_UNCLEAR: 'Nothing about it is unclear, so there is nothing to state; the state it stands in says what comes next.',
  OUT_OF_PLACE: 'That cannot happen to a deployment in this state.',
} as const;
export type RefusalName = keyof typeof refusals;

export type Advance =
  | { readonly next: DeploymentState; readonly because: string }
  | { readonly refused: RefusalName; readonly because: string };

const cancelRefusals: Partial<Record<DeploymentState, RefusalName>> = {
  TRIGGERING: 'TRIGGER_IS_OUT', UNCLEAR: 'NOBODY_KNOWS', VERIFYING: 'IS_LIVE', RECORDING: 'IS_LIVE',
};

const attestations: ReadonlySet<DeploymentEvent> = new Set<DeploymentEvent>(['RUN_NAMED', 'OUTCOME_ATTESTED', 'ABSENCE_ATTESTED']);

/**
 * What happens next: pure, and defined for every state and every event. Either the next state and why, or a named
 * refusal; never an exception and never silence.
 */
export function advance(state: DeploymentState, event: DeploymentEvent): Advance {
  const transition = transitions.find(({ from, on }) => from === state && on === event);
  if (transition) return { next: transition.to, because: transition.because };
  const refused = refusalOf(state, event);
  return { refused, because: refusals[refused] };
}

function refusalOf(state: DeploymentState, event: DeploymentEvent): RefusalName {
  if (finalStates.has(state)) return 'HAS_ENDED';
  if (attestations.has(event)) return 'IS_NOT_UNCLEAR';
  return (event === 'CANCEL_ASKED' ? cancelRefusals[state] : undefined) ?? 'OUT_OF_PLACE';
}

/** The table as a Mermaid state diagram, for the documents. */
export function drawTransitions(): string {
  const ends = deploymentStates.filter((state) => finalStates.has(state) && transitions.some(({ to }) => to === state));
  return [
    'stateDiagram-v2',
    '  [*] --> ACCEPTED',
    ...transitions.map(({ from, on, to }) => `  ${from} --> ${to}: ${on}`),
    ...ends.map((state) => `  ${state} --> [*]`),
  ].join('\n');
}
