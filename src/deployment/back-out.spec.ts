import type { Deployment } from '../domain/deployment.ts';
import { backOutDeployment } from './back-out-deployment.ts';
import type { BackOutInput } from './back-out-deployment.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { settleStep } from './settle-step.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, verdict, viewer } from './testing/scene.ts';

const older = { digest: 'c'.repeat(64), key: 'payments-2.3.9', version: '2.3.9' };

/** 2.3.9 is live; its release is closed. Then 2.4.0 is accepted, as the scene is altered by then. */
async function after(alter: (scene: Scene) => void = () => undefined): Promise<{ readonly scene: Scene; readonly before: Deployment; readonly id: string }> {
  const scene = new Scene();
  const newer = scene.release;
  const sealed = newer.sealed && { ...newer.sealed, digest: older.digest };
  scene.release = { ...newer, id: 'release:0', key: older.key, version: older.version, sealed };
  const { id: first } = await scene.accept({ releaseKey: older.key, idempotencyKey: 'key-0' });
  const before = await carryOn(scene, first);
  expect(before.state).toBe('SUCCEEDED');
  scene.others = [{ ...scene.release, closedAt: '2026-11-23T05:00:00.000Z' }];
  scene.release = newer;
  scene.tools.changeState = 'SCHEDULED';
  scene.clock.pass(60_000);
  alter(scene);
  const { id } = await scene.accept();
  return { scene, before, id };
}

const asked = (deploymentId: string, more: Partial<BackOutInput> = {}): BackOutInput => ({ deploymentId, reason: 'Payments answer 500.', idempotencyKey: 'back-1', ...more });

describe('backOutDeployment', () => {
  it('brings back what ran before, moves no change, and marks what it took the place of', async () => {
    const { scene, id } = await after();
    await carryOn(scene, id);
    const { changeMoves } = scene.tools;
    const moves = [...changeMoves];
    const { deployment, mistakes } = await backOutDeployment(scene.ports(), viewer, asked(id));
    expect(mistakes).toEqual([]);
    expect(deployment).toMatchObject({ state: 'ACCEPTED', releaseKey: older.key, packageDigest: older.digest, backOutOfId: id, changeIds: [], requestedBy: viewer.actor, because: 'payments-2.3.9 ran before payments-2.4.0 and takes its place again: Payments answer 500.' });
    expect(await carryOn(scene, deployment?.id ?? '')).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
    expect(await scene.standing(id)).toMatchObject({ state: 'BACKED_OUT', because: expect.stringContaining('payments-2.3.9 took its place again') as unknown });
    expect(scene.tools).toMatchObject({ posts: 3, cmdbVersion: '2.3.9', changeMoves: moves });
    expect(await scene.deployments.backOutsOf([id])).toMatchObject([{ id: deployment?.id }]);
  });

  it('answers the same back-out for the same key, another body is refused, and so is a second one beside it', async () => {
    const { scene, id } = await after();
    await carryOn(scene, id);
    const first = await backOutDeployment(scene.ports(), viewer, asked(id));
    const judgements = scene.judgements;
    expect((await backOutDeployment(scene.ports(), viewer, asked(id))).deployment?.id).toBe(first.deployment?.id);
    expect(scene.judgements).toBe(judgements);
    expect((await backOutDeployment(scene.ports(), viewer, asked(id, { reason: 'Another.' }))).mistakes).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }]);
    expect((await backOutDeployment(scene.ports(), viewer, asked(id, { idempotencyKey: 'back-2' }))).mistakes).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('never runs beside what it backs out, and goes before all that waits', async () => {
    const { scene, id } = await after((one) => { one.tools.runsEnd = 'RUNNING'; });
    await carryOn(scene, id, 3);
    const waiting = await scene.accept({ idempotencyKey: 'key-2' });
    const back = (await backOutDeployment(scene.ports(), viewer, asked(id))).deployment;
    expect(await carryOn(scene, back?.id ?? '', 3)).toMatchObject({ state: 'WAITING', because: expect.stringContaining(`(${id}) of payments to production was accepted earlier and is RUNNING`) as unknown });
    for (const known of scene.tools.runs.values()) known.report = 'FAILED';
    expect((await carryOn(scene, id)).state).toBe('FAILED');
    expect(await carryOn(scene, waiting.id, 3)).toMatchObject({ state: 'WAITING', because: expect.stringContaining('which goes before all that waits') as unknown });
    scene.tools.runsEnd = 'SUCCEEDED';
    expect((await carryOn(scene, back?.id ?? '')).state).toBe('SUCCEEDED');
    expect((await scene.standing(id)).state).toBe('BACKED_OUT');
    scene.tools.changeState = 'SCHEDULED';
    expect((await carryOn(scene, waiting.id)).state).toBe('SUCCEEDED');
  });

  it('is judged by the list for back-outs: a freeze stops a release and not the way back', async () => {
    const { scene, id } = await after();
    await carryOn(scene, id);
    scene.readiness = { outcome: 'NOT_READY', verdicts: [verdict('no-freeze', 'FAIL', 'A freeze is on.')] };
    scene.backOutReadiness = { outcome: 'READY', verdicts: [] };
    const { deployment } = await backOutDeployment(scene.ports(), viewer, asked(id));
    expect((await carryOn(scene, deployment?.id ?? '')).state).toBe('SUCCEEDED');
  });

  it('is refused when that list fails, now or at its turn', async () => {
    const { scene, id } = await after();
    await carryOn(scene, id);
    scene.backOutReadiness = { outcome: 'NOT_READY', verdicts: [verdict('package-matches-its-seal', 'FAIL', 'The bytes are others.')] };
    expect((await backOutDeployment(scene.ports(), viewer, asked(id))).mistakes).toMatchObject([{ code: 'NOT_READY', message: expect.stringContaining('The bytes are others.') as unknown }]);
    scene.backOutReadiness = {};
    const { deployment } = await backOutDeployment(scene.ports(), viewer, asked(id));
    scene.backOutReadiness = { outcome: 'NOT_READY' };
    expect((await carryOn(scene, deployment?.id ?? '')).state).toBe('REFUSED');
    expect((await scene.standing(id)).state).toBe('SUCCEEDED');
    scene.backOutReadiness = {};
    expect((await backOutDeployment(scene.ports(), viewer, asked(id, { idempotencyKey: 'back-2' }))).deployment?.state).toBe('ACCEPTED');
  });

  it('leaves what it could not take the place of as it was, and can be asked for again', async () => {
    const { scene, id } = await after();
    await carryOn(scene, id);
    scene.tools.runsEnd = 'FAILED';
    const { deployment } = await backOutDeployment(scene.ports(), viewer, asked(id));
    expect((await carryOn(scene, deployment?.id ?? '')).state).toBe('FAILED');
    expect((await scene.standing(id)).state).toBe('SUCCEEDED');
    expect((await backOutDeployment(scene.ports(), viewer, asked(id, { idempotencyKey: 'back-2' }))).mistakes).toEqual([]);
  });

  it.each([
    ['what only waits', () => Promise.resolve(), 'cancelDeployment calls it off'],
    ['what was called off before its trigger', (one: Scene, id: string) => cancelDeployment(one.ports(), viewer, { deploymentId: id, reason: 'x' }), 'nothing to back out'],
    ['what is unclear', (one: Scene, id: string) => { one.tools.answersTrigger = 'LOST_BEFORE'; one.tools.provenAfterMs = Infinity; return carryOn(one, id, 4); }, 'settleDeployment'],
    ['what another followed', async (one: Scene, id: string) => { await carryOn(one, id); one.tools.changeState = 'SCHEDULED'; await carryOn(one, (await one.accept({ idempotencyKey: 'key-2' })).id); }, 'came after it'],
    ['to a package that was sealed anew', async (one: Scene, id: string) => { await carryOn(one, id); one.others = one.others.map((other) => ({ ...other, sealed: other.sealed && { ...other.sealed, digest: 'e'.repeat(64) } })); }, 'sealed anew'],
  ] as const)('refuses %s, and says what to do', async (_title, live, words) => {
    const { scene, id } = await after();
    await live(scene, id);
    expect((await backOutDeployment(scene.ports(), viewer, asked(id))).mistakes).toMatchObject([{ code: 'CONFLICT', path: ['deploymentId'], message: expect.stringContaining(words) as unknown }]);
  });

  it.each([['no reason', { reason: ' ' }, 'INVALID'], ['no key', { idempotencyKey: '' }, 'INVALID'], ['nothing there', { deploymentId: 'deployment:none' }, 'NOT_FOUND']] as const)('refuses %s', async (_title, more, code) => {
    const { scene, id } = await after();
    expect((await backOutDeployment(scene.ports(), viewer, asked(id, more))).mistakes).toMatchObject([{ code }]);
  });

  it('refuses where nothing ran before', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    await carryOn(scene, id);
    expect((await backOutDeployment(scene.ports(), viewer, asked(id))).mistakes).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('a plan that has it backed out by itself', () => {
  const byItself = (scene: Scene): void => { scene.plan = { ...scene.plan, backsOutByItself: true }; };

  it.each([
    ['the run failed', (scene: Scene) => { scene.tools.runsEnd = 'FAILED'; }],
    ['what is live is ill', (scene: Scene) => { scene.tools.itemState = 'NON_OPERATIONAL'; }],
  ])('is kept when %s: one back-out, an incident, and what ran before is live', async (_title, alter) => {
    const { scene, id } = await after((one) => { byItself(one); alter(one); });
    expect((await carryOn(scene, id, 500)).state).toBe('FAILED');
    const [back] = await scene.deployments.backOutsOf([id]);
    scene.tools.runsEnd = 'SUCCEEDED';
    scene.tools.itemState = 'OPERATIONAL';
    expect(await carryOn(scene, back?.id ?? '')).toMatchObject({ state: 'SUCCEEDED', releaseKey: older.key });
    expect([(await scene.standing(id)).state, scene.tools.cmdbVersion, scene.tools.incidents.size, scene.tools.posts]).toEqual(['BACKED_OUT', '2.3.9', 1, 3]);
  });

  it('asks a person while nothing may take its place', async () => {
    const { scene, id } = await after((one) => { byItself(one); one.tools.runsEnd = 'FAILED'; one.backOutReadiness = { outcome: 'NOT_READY' }; });
    expect(await carryOn(scene, id, 6)).toMatchObject({ state: 'RECORDING', needsAttention: true, because: expect.stringContaining('settle the step back-out') as unknown });
    await settleStep(scene.ports(), viewer, { deploymentId: id, step: 'back-out', outcome: 'SKIPPED', reason: 'We mend it forward.' });
    expect((await carryOn(scene, id)).state).toBe('FAILED');
    expect(await scene.deployments.backOutsOf([id])).toEqual([]);
  });

  it('does nothing when all went well, nor for a back-out that fails', async () => {
    const { scene, id } = await after(byItself);
    expect((await carryOn(scene, id)).state).toBe('SUCCEEDED');
    scene.tools.runsEnd = 'FAILED';
    const { deployment } = await backOutDeployment(scene.ports(), viewer, asked(id));
    expect((await carryOn(scene, deployment?.id ?? '')).state).toBe('FAILED');
    expect(await scene.deployments.backOutsOf([id, deployment?.id ?? ''])).toMatchObject([{ id: deployment?.id }]);
  });
});
