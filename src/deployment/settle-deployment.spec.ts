import type { Deployment, DeployerRun } from '../domain/deployment.ts';
import { everywhere, viewerWith } from '../domain/person.ts';
import type { Viewer } from '../domain/person.ts';
import { settleDeployment } from './settle-deployment.ts';
import type { SettleInput } from './settle-deployment.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, viewer } from './testing/scene.ts';

const page = 'https://github.example/northbank/payments/actions/runs/77';
const pipeline = viewerWith({ kind: 'automation', name: 'ci', issuer: 'github', onBehalfOf: null }, [everywhere('RELEASE_MANAGER')]);

/** A deployment whose trigger's answer was lost, and whose run nobody can prove or find, a minute on. */
async function unclear(alter: (scene: Scene) => void = () => undefined): Promise<{ readonly scene: Scene; readonly standing: Deployment; readonly settle: (input: Partial<SettleInput>, as?: Viewer) => ReturnType<typeof settleDeployment> }> {
  const scene = new Scene();
  scene.tools.answersTrigger = 'LOST_BEFORE';
  scene.tools.provenAfterMs = Infinity;
  const { id } = await scene.accept();
  alter(scene);
  const standing = await carryOn(scene, id, 40);
  expect(standing.state).toBe('UNCLEAR');
  const input = { deploymentId: id, happened: true, reason: 'The pods run 2.4.0.' };
  return { scene, standing, settle: (more, as = viewer) => settleDeployment(scene.ports(), as, { ...input, ...more }) };
}

function aRun(scene: Scene): DeployerRun {
  return { source: scene.tools.change().source, runId: '77', status: 'in_progress', url: page, startedAt: null, finishedAt: null };
}

function told(scene: Scene, correlation: string | null): void {
  const run = aRun(scene);
  scene.tools.history = [{ run, progress: 'RUNNING', because: 'It runs.', correlation, version: null, digests: [], revision: null, startedBy: null }];
  scene.tools.runs.set('somebody’s', { report: 'RUNNING', run });
}

describe('settleDeployment', () => {
  it('believes that it went out, verifies and records it, and asks nobody any more', async () => {
    const { scene, standing, settle } = await unclear();
    expect(await settle({})).toMatchObject({ mistakes: [], deployment: { state: 'VERIFYING', needsAttention: false, because: 'Ana states that it went out: The pods run 2.4.0. github-actions shows no run of it.' } });
    expect(await carryOn(scene, standing.id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
    expect(scene.tools).toMatchObject({ posts: 0, cmdbVersion: '2.4.0', changeMoves: ['IMPLEMENT', 'REVIEW'] });
    const line = (await scene.deployments.journal(standing.id)).find(({ data }) => data['by'] === 'Ana');
    expect(line).toMatchObject({ step: 'find-run', data: { event: 'OUTCOME_ATTESTED', from: 'UNCLEAR', to: 'VERIFYING', happened: true } });
  });

  it('has not gone out well because somebody says so: its health is looked at', async () => {
    const { scene, standing, settle } = await unclear();
    scene.tools.itemState = 'NON_OPERATIONAL';
    await settle({});
    expect((await carryOn(scene, standing.id, 400)).state).toBe('FAILED');
    expect(scene.tools.incidents.size).toBe(1);
  });

  it('ends it as FAILED when nothing ran, without an incident', async () => {
    const { scene, standing, settle } = await unclear();
    const { deployment } = await settle({ happened: false, reason: 'The runner never woke.' });
    expect(deployment).toMatchObject({ state: 'FAILED', needsAttention: false, because: expect.stringContaining('Ana states that it did not go out: The runner never woke.') as unknown });
    expect(deployment?.finishedAt).not.toBeNull();
    expect(await carryOn(scene, standing.id)).toEqual(deployment);
    expect([scene.tools.posts, scene.tools.incidents.size]).toEqual([0, 0]);
  });

  it('follows the run that is named, to whatever end it has', async () => {
    const { scene, standing, settle } = await unclear((one) => { told(one, null); });
    expect((await settle({ runUrl: `${page}/` })).deployment).toMatchObject({ state: 'RUNNING', run: { runId: '77' } });
    for (const known of scene.tools.runs.values()) known.report = 'FAILED';
    expect(await carryOn(scene, standing.id)).toMatchObject({ state: 'FAILED', run: { runId: '77' } });
    expect(scene.tools.incidents.size).toBe(1);
  });

  it('takes no run that is another deployment’s', async () => {
    const { scene, standing, settle } = await unclear((one) => { told(one, 'muster-other'); });
    expect((await settle({ runUrl: page })).mistakes).toMatchObject([{ code: 'INVALID', path: ['runUrl'], message: expect.stringContaining('muster-other') as unknown }]);
    expect((await scene.standing(standing.id)).state).toBe('UNCLEAR');
  });

  it('lets what the deployer shows count more than a word', async () => {
    const { scene, standing, settle } = await unclear();
    scene.tools.runs.set(standing.correlation, { report: 'FAILED', run: aRun(scene) });
    expect((await settle({ happened: false })).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['happened'], message: expect.stringContaining(page) as unknown }]);
    expect((await settle({})).deployment).toMatchObject({ state: 'RUNNING', run: { runId: '77' } });
    expect((await carryOn(scene, standing.id)).state).toBe('FAILED');
  });

  it('takes the word when the deployer is gone', async () => {
    const { scene, settle } = await unclear();
    scene.tools.meet = (call) => { if (call === 'find') throw new Error('GitHub is down.'); };
    expect((await settle({ happened: false })).deployment).toMatchObject({ state: 'FAILED', because: expect.stringContaining('could not be asked: GitHub is down.') as unknown });
  });

  it('believes nobody that nothing ran while a trigger may still be on its way', async () => {
    const scene = new Scene();
    scene.tools.answersTrigger = 'LOST_BEFORE';
    scene.tools.provenAfterMs = Infinity;
    const { id } = await scene.accept();
    await carryOn(scene, id, 2);
    const asked = { deploymentId: id, happened: false, reason: 'I looked.' };
    expect((await settleDeployment(scene.ports(), viewer, asked)).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('after 2026-11-23T05:00:30.000Z') as unknown }]);
    scene.clock.pass(30_000);
    expect((await settleDeployment(scene.ports(), viewer, asked)).deployment?.state).toBe('FAILED');
  });

  it('voids what a runner that held it before still wants to write', async () => {
    const { scene, standing, settle } = await unclear();
    const stale = await scene.deployments.claim(standing.id, 'stale', 0);
    await settle({ happened: false });
    const line = { at: standing.requestedAt, kind: 'NOTE', step: null, summary: 'late', data: {} } as const;
    expect(await scene.deployments.write(standing.id, { from: 'UNCLEAR', fence: stale?.fence ?? 0 }, { because: 'late' }, line)).toBeNull();
    expect((await scene.standing(standing.id)).state).toBe('FAILED');
  });

  it.each([
    ['no reason', { reason: ' ' }, viewer, 'INVALID'],
    ['a run that is said not to be', { happened: false, runUrl: page }, viewer, 'INVALID'],
    ['a pipeline’s word', {}, pipeline, 'FORBIDDEN'],
    ['nothing there', { deploymentId: 'deployment:none' }, viewer, 'NOT_FOUND'],
  ])('refuses %s', async (_title, input, as, code) => {
    const { scene, standing, settle } = await unclear();
    expect((await settle(input, as)).mistakes).toMatchObject([{ code }]);
    expect(await scene.standing(standing.id)).toMatchObject({ state: 'UNCLEAR' });
  });

  it('refuses what is not unclear, and what has ended', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const asked = { deploymentId: id, happened: true, reason: 'x' };
    expect((await settleDeployment(scene.ports(), viewer, asked)).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('Nothing about it is unclear') as unknown }]);
    await carryOn(scene, id);
    expect((await settleDeployment(scene.ports(), viewer, asked)).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('has ended') as unknown }]);
  });
});
