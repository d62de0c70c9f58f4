import type { Deployment, DeploymentState } from '../domain/deployment.ts';
import type { StepEnd } from './step.ts';

/** What a person may say about a step that could not be done. */
export const settlements = ['DONE', 'SKIPPED', 'RETRY'] as const;
export type Settlement = (typeof settlements)[number];

type Meaning = Pick<StepEnd, 'progress' | 'event'> | { readonly refused: string };

/** Steps whose end moves the deployment. What nobody can vouch for counts as failed: unknown is not yes. */
const moving: Readonly<Record<string, Readonly<Record<'DONE' | 'SKIPPED', Meaning>>>> = {
  'follow-run': { DONE: { progress: 'succeeded', event: 'RUN_SUCCEEDED' }, SKIPPED: { progress: 'failed', event: 'RUN_FAILED' } },
  'verify-health': { DONE: { progress: 'succeeded' }, SKIPPED: { progress: 'failed', event: 'HEALTH_FAILED' } },
  'watch-health': { DONE: { progress: 'succeeded' }, SKIPPED: { progress: 'failed', event: 'HEALTH_FAILED' } },
  'find-run': { DONE: { refused: 'Whether it went out is stated with settleDeployment.' }, SKIPPED: { refused: 'Whether it went out is stated with settleDeployment.' } },
};

export const beforeTrigger: ReadonlySet<DeploymentState> = new Set<DeploymentState>(['ACCEPTED', 'WAITING', 'REVALIDATING', 'TRIGGERING']);

/** What DONE or SKIPPED of an open step means to the state machine; the others of its state go on. */
export function meaningOf({ state }: Pick<Deployment, 'state'>, step: string, outcome: 'DONE' | 'SKIPPED'): Meaning {
  if (beforeTrigger.has(state)) return { refused: `Nothing before the trigger is settled by hand: mend what keeps ${step} from being done and RETRY, or cancel the deployment.` };
  return moving[step]?.[outcome] ?? { progress: outcome === 'DONE' ? 'succeeded' : 'skipped' };
}
