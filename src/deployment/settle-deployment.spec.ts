import type { Deployment, DeployerRun } from '../domain/deployment.ts';
import { everywhere, viewerWith } from '../domain/person.ts';
import type { Viewer } from '../domain/person.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { Deployer } from '../domain/ports/deployer.ts';
import { DeploymentRunner } from './runner.ts';
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
    expect(line).toMatchObject({ step: 'find-run', data: { event: 'OUTCOME_ATTESTED', from: 'UNCLEAR', to: 'VERIFYING', happened: true, runUrl: null } });
  });

  it.each<[string, Partial<SettleInput>, readonly unknown[]]>([
    ['went out', {}, ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']],
    ['went out by the run named', { runUrl: page }, ['SUCCEEDED', 'SUCCEEDED', 'PENDING']],
    ['did not go out', { happened: false }, ['FAILED', 'FAILED', 'SKIPPED']],
  ])('ends the trigger, the looking for its run and, with no run to follow, the following: it %s', async (_title, input, states) => {
    const { standing, settle } = await unclear((one) => { told(one, null); });
    const { deployment } = await settle(input);
    expect(['trigger', 'find-run', 'follow-run'].map((name) => deployment?.steps.find((step) => step.name === name)?.state)).toEqual(states);
    expect(deployment?.steps.map(({ name }) => name)).toEqual(standing.steps.map(({ name }) => name));
  });

  it('asks the deployer live, as one that acts, for as long as it is held', async () => {
    const { scene, standing } = await unclear();
    const asks: Ask[] = [];
    const deployer = { name: 'github-actions', find: (_correlation: string, _since: string, ask: Ask) => { asks.push(ask); return Promise.resolve({ outcome: 'ABSENT', isProven: true }); } } as Partial<Deployer> as Deployer;
    const connections: Connections = { all: [], byName: () => ({ ...scene.tools.connection(), deployer: () => deployer }) };
    await settleDeployment({ ...scene.ports(), connections }, viewer, { deploymentId: standing.id, happened: true, reason: 'x' });
    expect(asks).toEqual([{ purpose: 'act', maxAgeMs: 0, signal: expect.any(AbortSignal) as AbortSignal }]);
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
    expect((await scene.deployments.journal(standing.id)).at(-1)).toMatchObject({ data: { event: 'RUN_NAMED', by: 'Ana', runUrl: `${page}/` } });
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
    scene.clock.pass(3_600_000);
    await new DeploymentRunner(scene.ports()).look(id);
    expect((await scene.standing(id)).triggeredAt).toBe('2026-11-23T06:00:00.000Z');
    const settled = (): ReturnType<typeof settleDeployment> => settleDeployment(scene.ports(), viewer, { deploymentId: id, happened: false, reason: 'I looked.' });
    scene.clock.pass(29_999);
    expect((await settled()).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['happened'], message: 'Its trigger may still be on its way; state that nothing ran after 2026-11-23T06:00:30.000Z.' }]);
    scene.clock.pass(1);
    expect((await settled()).deployment?.state).toBe('FAILED');
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
    ['no reason', { reason: ' ' }, viewer, 'INVALID', ['reason']],
    ['a run that is said not to be', { happened: false, runUrl: page }, viewer, 'INVALID', ['runUrl']],
    ['a pipeline’s word', {}, pipeline, 'FORBIDDEN', []],
    ['nothing there', { deploymentId: 'deployment:none' }, viewer, 'NOT_FOUND', ['deploymentId']],
  ])('refuses %s', async (_title, input, as, code, at) => {
    const { scene, standing, settle } = await unclear();
    expect((await settle(input, as)).mistakes).toMatchObject([{ code, path: at }]);
    expect(await scene.standing(standing.id)).toMatchObject({ state: 'UNCLEAR' });
  });

  it('refuses what is not unclear, and what has ended', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const asked = { deploymentId: id, happened: true, reason: 'x' };
    expect((await settleDeployment(scene.ports(), viewer, asked)).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['deploymentId'], message: expect.stringContaining('Nothing about it is unclear') as unknown }]);
    await carryOn(scene, id);
    expect((await settleDeployment(scene.ports(), viewer, asked)).mistakes).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('has ended') as unknown }]);
  });
});
