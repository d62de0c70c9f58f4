import type { Deployment, DeploymentState, DeploymentStep, StepState } from '../domain/deployment.ts';
import type { DeploymentPlan } from '../domain/release.ts';
import { phaseOf, plannedSteps, stepsPlannedFor } from './phases.ts';
import { plannedStep } from './step-list.ts';

/** As planned, but for these. */
const steps = (ended: Readonly<Record<string, StepState>> = {}): readonly DeploymentStep[] => [...new Set([...plannedSteps, ...Object.keys(ended)])].map((name) => ({ ...plannedStep(name), state: ended[name] ?? 'PENDING' }));
const standing = (state: DeploymentState, ended?: Readonly<Record<string, StepState>>): Deployment => ({ state, steps: steps(ended) } as Deployment);
const live = { 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED' } as const;

describe('what is done next', () => {
  it.each<[DeploymentState, readonly string[], string | null, boolean]>([
    ['ACCEPTED', [], 'PICKED_UP', false],
    ['WAITING', ['wait-for-turn'], null, false],
    ['REVALIDATING', ['revalidate', 'move-change-to-implement', 'trigger'], null, false],
    ['TRIGGERING', ['trigger'], null, false],
    ['UNCLEAR', ['find-run'], null, false],
    ['RUNNING', ['follow-run'], null, true],
    ['VERIFYING', ['verify-health', 'watch-health'], 'HEALTH_HELD', false],
  ])('while %s is %j, then %s, side by side: %s', (state, names, whenDone, isIndependent) => {
    const phase = phaseOf(standing(state));
    expect({ ...phase, steps: phase?.steps.map(({ name }) => name) }).toStrictEqual({ steps: names, whenDone, isIndependent });
  });

  it.each<DeploymentState>(['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'])('is nothing once it has %s', (state) => {
    expect(phaseOf(standing(state))).toBeNull();
  });

  it.each<[string, DeploymentState, Readonly<Record<string, StepState>>, readonly string[]]>([
    ['to cancel the run, where somebody wants that', 'RUNNING', { 'cancel-run': 'PENDING' }, ['cancel-run', 'follow-run']],
    ['not to cancel it again', 'RUNNING', { 'cancel-run': 'SUCCEEDED' }, ['follow-run']],
    ['to watch only, once health is verified', 'VERIFYING', { 'verify-health': 'SUCCEEDED' }, ['watch-health']],
    ['to judge, move and trigger anew after a crash', 'REVALIDATING', { 'revalidate': 'SUCCEEDED', 'move-change-to-implement': 'RUNNING' }, ['revalidate', 'move-change-to-implement', 'trigger']],
  ])('is %s', (_title, state, ended, names) => {
    expect(phaseOf(standing(state, ended))?.steps.map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, Readonly<Record<string, StepState>>, readonly string[], string]>([
    ['that is live and well', live, ['write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change'], 'RECORDED'],
    ['whose first records are written', { ...live, 'write-running-version': 'SUCCEEDED', 'promote-artifacts': 'SKIPPED', 'stamp-artifacts': 'FAILED' }, ['release-version', 'link-work-items', 'move-change-to-review', 'close-change'], 'RECORDED'],
    ['that took the place of another', { ...live, 'mark-backed-out': 'PENDING' }, ['mark-backed-out', 'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change'], 'RECORDED'],
    ['that is live and ill', { 'follow-run': 'SUCCEEDED', 'verify-health': 'FAILED' }, ['write-running-version', 'open-incident', 'open-problem', 'move-change-to-review', 'close-change'], 'FAILURE_RECORDED'],
    ['whose run failed', { 'follow-run': 'FAILED' }, ['open-incident', 'open-problem', 'move-change-to-review', 'close-change'], 'FAILURE_RECORDED'],
    ['whose run failed, and whose plan wants it backed out', { 'follow-run': 'FAILED', 'back-out': 'PENDING' }, ['back-out', 'open-incident', 'open-problem', 'move-change-to-review', 'close-change'], 'FAILURE_RECORDED'],
    ['whose run was cancelled', { 'follow-run': 'SKIPPED' }, ['move-change-to-review', 'close-change'], 'CANCELLATION_RECORDED'],
  ])('is to record one %s', (_title, ended, names, whenDone) => {
    const phase = phaseOf(standing('RECORDING', ended));
    expect({ ...phase, steps: phase?.steps.map(({ name }) => name) }).toStrictEqual({ steps: names, whenDone, isIndependent: true });
  });

  it('takes one that never followed a run for none that is live', () => {
    expect(phaseOf({ state: 'RECORDING', steps: [] as readonly DeploymentStep[] } as Deployment)?.whenDone).toBe('FAILURE_RECORDED');
  });
});

describe('what is planned', () => {
  it('is each step of a deployment that is not interfered with, in order', () => {
    expect(plannedSteps).toEqual([
      'wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'watch-health',
      'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change',
    ]);
  });

  const plan = (backsOutByItself?: boolean): DeploymentPlan => ({ id: 'plan:1', ...(backsOutByItself !== undefined && { backsOutByItself }) } as DeploymentPlan);

  it.each([
    ['a release', null, plan(), []],
    ['a release whose plan does not want it backed out', null, plan(false), []],
    ['a release whose plan wants it backed out', null, plan(true), ['back-out']],
    ['a back-out, whatever its plan wants', 'deployment:1', plan(true), ['mark-backed-out']],
  ])('of %s is all that every deployment does, and %j', (_title, backOutOfId, one, more) => {
    expect(stepsPlannedFor({ backOutOfId, plan: one })).toEqual([...plannedSteps, ...more]);
  });
});
