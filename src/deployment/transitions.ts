import type { DeploymentState } from '../domain/deployment.ts';

export const deploymentEvents = [
  'PICKED_UP', 'TURN_CAME', 'WITHDRAWN', 'NOT_READY', 'WINDOW_MOVED', 'TRIGGER_INTENDED', 'TRIGGER_ACCEPTED', 'TRIGGER_REFUSED',
  'ANSWER_LOST', 'RUN_FOUND', 'RUN_PROVEN_ABSENT', 'RUN_SUCCEEDED', 'RUN_FAILED', 'RUN_CANCELED', 'HEALTH_HELD', 'HEALTH_FAILED',
  'RECORDED', 'FAILURE_RECORDED', 'CANCELLATION_RECORDED', 'CANCEL_ASKED', 'RUN_NAMED', 'OUTCOME_ATTESTED', 'ABSENCE_ATTESTED', 'BACKED_OUT',
] as const;
export type DeploymentEvent = (typeof deploymentEvents)[number];

export interface Transition {
  readonly from: DeploymentState;
  readonly on: DeploymentEvent;
  readonly to: DeploymentState;
  readonly because: string;
}

/**
 * The life of a deployment as data (DESIGN §7). What is not in this table cannot happen. Note what is missing: no row
 * leads back to TRIGGERING, and the only row into it is from REVALIDATING, so nothing is ever triggered twice or on an
 * old judgement.
 */
export const transitions: readonly Transition[] = [
  { from: 'ACCEPTED', on: 'PICKED_UP', to: 'WAITING', because: 'A runner has taken it up; it waits for its start and its turn.' },
  { from: 'ACCEPTED', on: 'CANCEL_ASKED', to: 'CANCELED', because: 'It was called off before it began.' },

  { from: 'WAITING', on: 'TURN_CAME', to: 'REVALIDATING', because: 'Its turn has come; it is judged again from live facts.' },
  { from: 'WAITING', on: 'WITHDRAWN', to: 'REFUSED', because: 'What it was accepted under was withdrawn while it waited.' },
  { from: 'WAITING', on: 'CANCEL_ASKED', to: 'CANCELED', because: 'It was called off while it waited.' },

  { from: 'REVALIDATING', on: 'NOT_READY', to: 'REFUSED', because: 'It was no longer ready when its turn came.' },
  { from: 'REVALIDATING', on: 'WINDOW_MOVED', to: 'WAITING', because: 'Only time stands in its way again; it waits for its window.' },
  { from: 'REVALIDATING', on: 'TRIGGER_INTENDED', to: 'TRIGGERING', because: 'It is ready, and the deployer is asked to start it, once.' },
  { from: 'REVALIDATING', on: 'CANCEL_ASKED', to: 'CANCELED', because: 'It was called off before it was triggered.' },

  { from: 'TRIGGERING', on: 'TRIGGER_ACCEPTED', to: 'RUNNING', because: 'The deployer accepted it.' },
  { from: 'TRIGGERING', on: 'TRIGGER_REFUSED', to: 'FAILED', because: 'The deployer refused to start it; nothing ran.' },
  { from: 'TRIGGERING', on: 'ANSWER_LOST', to: 'UNCLEAR', because: 'The answer to its trigger was lost; whether it runs is being found out.' },

  { from: 'UNCLEAR', on: 'RUN_FOUND', to: 'RUNNING', because: 'Its run was found at the deployer.' },
  { from: 'UNCLEAR', on: 'RUN_PROVEN_ABSENT', to: 'FAILED', because: 'Its trigger never reached the deployer; nothing ran.' },
  { from: 'UNCLEAR', on: 'RUN_NAMED', to: 'RUNNING', because: 'A person named its run, which is followed.' },
  { from: 'UNCLEAR', on: 'OUTCOME_ATTESTED', to: 'VERIFYING', because: 'A person states that it went out; its health is being verified.' },
  { from: 'UNCLEAR', on: 'ABSENCE_ATTESTED', to: 'FAILED', because: 'A person states that it did not go out.' },

  { from: 'RUNNING', on: 'RUN_SUCCEEDED', to: 'VERIFYING', because: 'Its run succeeded; its health is being verified.' },
  { from: 'RUNNING', on: 'RUN_FAILED', to: 'RECORDING', because: 'Its run failed; that is being recorded.' },
  { from: 'RUNNING', on: 'RUN_CANCELED', to: 'RECORDING', because: 'Its run was cancelled; that is being recorded.' },
  { from: 'RUNNING', on: 'CANCEL_ASKED', to: 'RUNNING', because: 'The deployer is asked to cancel its run, which is followed to its end.' },

  { from: 'VERIFYING', on: 'HEALTH_HELD', to: 'RECORDING', because: 'It is live and healthy; that is being recorded.' },
  { from: 'VERIFYING', on: 'HEALTH_FAILED', to: 'RECORDING', because: 'It is live but not healthy; that is being recorded.' },

  { from: 'RECORDING', on: 'RECORDED', to: 'SUCCEEDED', because: 'It is live, and every record says so.' },
  { from: 'RECORDING', on: 'FAILURE_RECORDED', to: 'FAILED', because: 'It failed, and every record says so.' },
  { from: 'RECORDING', on: 'CANCELLATION_RECORDED', to: 'CANCELED', because: 'Its run was cancelled as asked, and every record says so.' },

  { from: 'SUCCEEDED', on: 'BACKED_OUT', to: 'BACKED_OUT', because: 'What ran before it took its place again.' },
  { from: 'FAILED', on: 'BACKED_OUT', to: 'BACKED_OUT', because: 'What ran before it took its place again.' },
  { from: 'CANCELED', on: 'BACKED_OUT', to: 'BACKED_OUT', because: 'What ran before it took its place again.' },
];
