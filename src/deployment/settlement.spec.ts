import { deploymentStates } from '../domain/deployment.ts';
import { beforeTrigger, meaningOf, settlements } from './settlement.ts';

describe('what a person’s word about a step means', () => {
  it('takes three words', () => {
    expect(settlements).toEqual(['DONE', 'SKIPPED', 'RETRY']);
  });

  it('is nothing before the trigger is out', () => {
    expect([...beforeTrigger]).toEqual(['ACCEPTED', 'WAITING', 'REVALIDATING', 'TRIGGERING']);
    for (const state of beforeTrigger) expect(meaningOf({ state }, 'trigger', 'DONE')).toEqual({ refused: expect.stringContaining('mend what keeps trigger from being done and RETRY') as string });
    for (const state of deploymentStates.filter((one) => !beforeTrigger.has(one))) expect(meaningOf({ state }, 'close-change', 'DONE')).toEqual({ progress: 'succeeded' });
  });

  it.each([
    ['follow-run', { progress: 'succeeded', event: 'RUN_SUCCEEDED' }, { progress: 'failed', event: 'RUN_FAILED' }],
    ['verify-health', { progress: 'succeeded' }, { progress: 'failed', event: 'HEALTH_FAILED' }],
    ['watch-health', { progress: 'succeeded' }, { progress: 'failed', event: 'HEALTH_FAILED' }],
    ['find-run', { refused: 'Whether it went out is stated with settleDeployment.' }, { refused: 'Whether it went out is stated with settleDeployment.' }],
    ['close-change', { progress: 'succeeded' }, { progress: 'skipped' }],
  ])('moves on by the end of %s', (step, done, skipped) => {
    expect(meaningOf({ state: 'RUNNING' }, step, 'DONE')).toEqual(done);
    expect(meaningOf({ state: 'RUNNING' }, step, 'SKIPPED')).toEqual(skipped);
  });
});
