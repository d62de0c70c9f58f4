import type { Deployment } from '../domain/deployment.ts';
import { plannedSteps } from './phases.ts';
import { settleStep } from './settle-step.ts';
import type { SettleStepInput } from './settle-step.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, verdict, viewer } from './testing/scene.ts';

interface Stuck { readonly scene: Scene; readonly standing: Deployment; readonly settle: (step: string, outcome: SettleStepInput['outcome'], reason?: string) => ReturnType<typeof settleStep> }

/** A deployment that cannot go on because these calls of tools fail. */
async function stuckAt(failing: readonly string[], alter: (scene: Scene) => void = () => undefined, looks = 12): Promise<Stuck> {
  const scene = new Scene();
  const { id } = await scene.accept();
  alter(scene);
  scene.tools.meet = (call) => { if (failing.includes(call)) throw new Error('the tool is down.'); };
  const standing = await carryOn(scene, id, looks);
  return { scene, standing, settle: (step, outcome, reason = 'Done by hand.') => settleStep(scene.ports(), viewer, { deploymentId: id, step, outcome, reason }) };
}

const stateOf = ({ steps }: Deployment, name: string): unknown => steps.find((step) => step.name === name)?.state;

describe('settleStep', () => {
  it.each([['DONE', 'SUCCEEDED'], ['SKIPPED', 'SKIPPED']] as const)('takes %s of a record for its end, and the deployment ends', async (outcome, state) => {
    const { scene, standing, settle } = await stuckAt(['cmdb']);
    expect(standing).toMatchObject({ state: 'RECORDING', needsAttention: true, because: 'the tool is down. Mend that, or settle the step write-running-version with settleStep.' });
    expect(await settle('write-running-version', outcome)).toMatchObject({ mistakes: [], deployment: { state: 'RECORDING', needsAttention: false } });
    const end = await carryOn(scene, standing.id);
    expect(end).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
    expect([stateOf(end, 'write-running-version'), scene.tools.cmdbWrites]).toEqual([state, 0]);
    const line = (await scene.deployments.journal(standing.id)).find(({ data }) => data['settledAs'] === outcome);
    expect(line).toMatchObject({ step: 'write-running-version', summary: `Ana settles it as ${outcome}: Done by hand.`, data: { by: 'Ana' } });
  });

  it('goes on asking for a person while another record waits for one', async () => {
    const { scene, standing, settle } = await stuckAt(['cmdb', 'move:REVIEW'], undefined, 30);
    expect((await settle('write-running-version', 'DONE')).deployment).toMatchObject({ needsAttention: true });
    expect((await settle('move-change-to-review', 'SKIPPED')).deployment).toMatchObject({ needsAttention: false });
    expect((await carryOn(scene, standing.id)).state).toBe('SUCCEEDED');
  });

  it('tries again at once, and asks again only after as many failed tries as before', async () => {
    const { scene, standing, settle } = await stuckAt(['cmdb']);
    expect((await settle('write-running-version', 'RETRY', 'The token was renewed.')).deployment).toMatchObject({ state: 'RECORDING', needsAttention: false });
    expect(await carryOn(scene, standing.id, 4)).toMatchObject({ needsAttention: false });
    expect(await carryOn(scene, standing.id, 1)).toMatchObject({ needsAttention: true });
    scene.tools.meet = () => undefined;
    await settle('write-running-version', 'RETRY', 'Now it was.');
    expect((await carryOn(scene, standing.id, 1)).state).toBe('SUCCEEDED');
    expect(scene.tools.cmdbWrites).toBe(1);
  });

  it.each([
    ['follow-run', 'observe', 'DONE', 'VERIFYING'], ['follow-run', 'observe', 'SKIPPED', 'RECORDING'],
    ['verify-health', 'read:ci', 'DONE', 'VERIFYING'], ['verify-health', 'read:ci', 'SKIPPED', 'RECORDING'],
  ] as const)('%s that cannot be done (%s): %s moves it to %s', async (step, failing, outcome, state) => {
    const { scene, standing, settle } = await stuckAt([failing]);
    expect((await settle(step, outcome)).deployment).toMatchObject({ state, needsAttention: false });
    scene.tools.meet = () => undefined;
    const end = await carryOn(scene, standing.id);
    expect(end.state).toBe(outcome === 'DONE' ? 'SUCCEEDED' : 'FAILED');
    expect(scene.tools.incidents.size).toBe(outcome === 'DONE' ? 0 : 1);
    expect(end.liveAt === null).toBe(outcome === 'SKIPPED');
  });

  it('settles the step that is named, not the first that is open', async () => {
    const { settle } = await stuckAt(['cmdb', 'move:REVIEW'], undefined, 30);
    const { deployment } = await settle('move-change-to-review', 'DONE');
    expect(deployment && [stateOf(deployment, 'write-running-version'), stateOf(deployment, 'move-change-to-review')]).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it.each<[string, string, string, (scene: Scene) => void, string | null]>([
    ['at the end of its run, where its health is settled', 'verify-health', 'read:ci', (scene) => { scene.clock.pass(60_000); }, '2026-11-23T05:01:00.000Z'],
    ['not yet, where its run is settled', 'follow-run', 'observe', () => undefined, null],
  ])('is live %s', async (_title, step, failing, alter, liveAt) => {
    const { settle } = await stuckAt([failing], alter);
    expect((await settle(step, 'DONE')).deployment?.liveAt).toBe(liveAt);
  });

  it.each<[string, Partial<Deployment>]>([
    ['has no run', { run: null }],
    ['has a run whose end nobody told', { run: { source: new Scene().tools.change().source, runId: '77', status: 'odd', url: null, startedAt: null, finishedAt: null } }],
  ])('is live from the moment that its health is settled where it %s', async (_title, more) => {
    const { scene, standing } = await stuckAt(['read:ci']);
    const other = { ...standing, id: 'deployment:other', idempotencyKey: 'other', ...more };
    await scene.deployments.accept(other, '', { at: standing.requestedAt, kind: 'NOTE', step: null, summary: 'x', data: {} });
    const { deployment } = await settleStep(scene.ports(), viewer, { deploymentId: other.id, step: 'verify-health', outcome: 'DONE', reason: 'It answers.' });
    expect(deployment?.liveAt).toBe(scene.clock.now().toISOString());
  });

  it('lets nobody’s word stand in for a judgement, a change or the trigger', async () => {
    const undetermined = (scene: Scene): void => { scene.readiness = { outcome: 'UNDETERMINED', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')] }; };
    for (const [step, failing, alter] of [['revalidate', [], undetermined], ['move-change-to-implement', ['move:IMPLEMENT'], () => undefined]] as const) {
      const { scene, settle, standing } = await stuckAt(failing, alter, step === 'revalidate' ? 1 : 12);
      for (const outcome of ['DONE', 'SKIPPED'] as const) expect((await settle(step, outcome)).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['outcome'] }]);
      expect((await settle(step, 'RETRY')).mistakes).toEqual([]);
      expect((await scene.standing(standing.id)).state).toBe('REVALIDATING');
      expect(scene.tools.posts).toBe(0);
    }
  });

  it('sends whoever settles the look-up of a lost trigger to settleDeployment', async () => {
    const { settle } = await stuckAt(['find'], (scene) => { scene.tools.answersTrigger = 'LOST_BEFORE'; });
    expect((await settle('find-run', 'DONE')).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('settleDeployment') as unknown }]);
  });

  it.each<[string, string, readonly string[], number, string]>([
    ['done', 'trigger', ['cmdb', 'move:REVIEW'], 30, 'trigger is SUCCEEDED and waits for nobody while the deployment is RECORDING; open is write-running-version, move-change-to-review.'],
    ['still to come', 'watch-health', ['read:ci'], 12, 'watch-health is PENDING and waits for nobody while the deployment is VERIFYING; open is verify-health.'],
    ['unclear, and found out by another', 'trigger', ['find'], 4, 'trigger is UNCLEAR and waits for nobody while the deployment is UNCLEAR; open is trigger, find-run.'],
    ['not begun', 'wait-for-turn', [], 0, 'wait-for-turn is PENDING and waits for nobody while the deployment is ACCEPTED; no step is open.'],
  ])('refuses a step that is %s', async (_title, step, failing, looks, message) => {
    const { settle } = await stuckAt(failing, (scene) => { if (failing.includes('find')) scene.tools.answersTrigger = 'LOST_BEFORE'; }, looks);
    expect((await settle(step, 'DONE')).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['step'], message }]);
  });

  it('refuses a step that is not there, and names those that are', async () => {
    const { settle } = await stuckAt([], undefined, 0);
    expect((await settle('write-poem', 'DONE')).mistakes).toMatchObject([{ code: 'NOT_FOUND', path: ['step'], message: `It has no step write-poem; it has ${plannedSteps.join(', ')}.` }]);
  });

  it('refuses what is still being tried, what has no reason, and what has ended', async () => {
    const { scene, standing, settle } = await stuckAt(['cmdb'], undefined, 2);
    expect((await settle('write-running-version', 'DONE')).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['step'], message: expect.stringContaining('still being tried') as unknown }]);
    expect((await settle('write-running-version', 'RETRY', ' ')).mistakes).toMatchObject([{ code: 'INVALID', path: ['reason'] }]);
    scene.tools.meet = () => undefined;
    await carryOn(scene, standing.id);
    expect((await settle('write-running-version', 'DONE')).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('has ended') as unknown }]);
  });
});
