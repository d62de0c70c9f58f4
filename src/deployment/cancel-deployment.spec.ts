import { cancelDeployment } from './cancel-deployment.ts';
import { plannedSteps } from './phases.ts';
import { DeploymentRunner } from './runner.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, viewer } from './testing/scene.ts';

describe('cancelDeployment', () => {
  it('calls off what waits, and says who and why', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-28T02:00:00Z' });
    await carryOn(scene, id, 2);
    const { deployment, mistakes } = await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'The bank is closed.' });
    expect(mistakes).toEqual([]);
    expect(deployment).toMatchObject({ state: 'CANCELED', because: 'Ana called it off: The bank is closed.' });
    expect(deployment?.finishedAt).not.toBeNull();
    expect(deployment?.steps.map(({ name }) => name)).toEqual(plannedSteps);
    expect((await scene.deployments.journal(id)).at(-1)).toMatchObject({ kind: 'STATE', summary: 'Ana called it off: The bank is closed.', data: { event: 'CANCEL_ASKED', from: 'WAITING', to: 'CANCELED', by: 'Ana' } });
    expect(await carryOn(scene, id)).toMatchObject({ state: 'CANCELED' });
    expect(scene.tools.posts).toBe(0);
  });

  it('calls off what was only accepted', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    expect((await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'x' })).deployment?.state).toBe('CANCELED');
  });

  it('has a run cancelled and follows it: CANCELED, without an incident, its change unsuccessful', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const { id } = await scene.accept();
    await carryOn(scene, id, 3);
    const ask = { deploymentId: id, reason: 'wrong day' };
    expect((await cancelDeployment(scene.ports(), viewer, ask)).deployment).toMatchObject({ state: 'RUNNING' });
    const lines = (await scene.deployments.journal(id)).length;
    expect(await cancelDeployment(scene.ports(), viewer, ask)).toMatchObject({ deployment: { steps: [...plannedSteps, 'cancel-run'].map((name) => ({ name })) }, mistakes: [] });
    expect(await scene.deployments.journal(id)).toHaveLength(lines);
    expect((await carryOn(scene, id)).state).toBe('CANCELED');
    expect(scene.tools).toMatchObject({ cancels: 1, closeCodes: [undefined, 'unsuccessful'], cmdbWrites: 0 });
    expect(scene.tools.incidents.size).toBe(0);
  });

  it('lets a run that finished before the cancelling succeed', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const { id } = await scene.accept();
    await carryOn(scene, id, 3);
    await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'too late' });
    scene.tools.meet = (call) => { if (call === 'cancel') throw new Error('the run is over'); };
    for (const known of scene.tools.runs.values()) known.report = 'SUCCEEDED';
    expect(await carryOn(scene, id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it.each([
    ['nothing there', 'deployment:none', 'x', 'NOT_FOUND', 'deploymentId'],
    ['no reason', null, ' ', 'INVALID', 'reason'],
  ])('refuses %s', async (_title, id, reason, code, at) => {
    const scene = new Scene();
    const accepted = await scene.accept();
    expect((await cancelDeployment(scene.ports(), viewer, { deploymentId: id ?? accepted.id, reason })).mistakes).toMatchObject([{ code, path: [at] }]);
  });

  it('refuses what has ended, and what nobody knows', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    await carryOn(scene, id);
    expect((await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'x' })).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('has ended') as unknown }]);

    const other = new Scene();
    other.tools.answersTrigger = 'LOST_BEFORE';
    other.tools.provenAfterMs = Infinity;
    const unclear = await other.accept();
    await carryOn(other, unclear.id, 3);
    expect((await cancelDeployment(other.ports(), viewer, { deploymentId: unclear.id, reason: 'x' })).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['deploymentId'], message: expect.stringContaining('not known') as unknown }]);
    expect(await carryOn(other, unclear.id, 2)).toMatchObject({ state: 'UNCLEAR' });
  });

  it('refuses what others made, at once, while it runs and once it ended', async () => {
    const scene = new Scene();
    const accepted = await scene.accept();
    for (const state of ['RUNNING', 'SUCCEEDED'] as const) {
      const id = `deployment:others-${state}`;
      await scene.deployments.accept({ ...accepted, id, state, origin: 'OBSERVED', idempotencyKey: id }, '', { at: accepted.requestedAt, kind: 'STATE', step: null, summary: 'seen', data: {} });
      expect((await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'x' })).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('did not make') as unknown }]);
      expect(await scene.standing(id)).toMatchObject({ state, origin: 'OBSERVED' });
    }
  });

  it('waits for the runner that holds it', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-28T02:00:00Z' });
    const held = await scene.deployments.claim(id, 'somebody', 15_000);
    setTimeout(() => void scene.deployments.release(id, held?.fence ?? 0, 0), 50);
    expect((await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'x' })).deployment?.state).toBe('CANCELED');
    await new DeploymentRunner(scene.ports()).stop();
  });
});
