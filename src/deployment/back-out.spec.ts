import type { Deployment } from '../domain/deployment.ts';
import type { UserErrorCode } from '../domain/error.ts';
import { backOutDeployment } from './back-out-deployment.ts';
import type { BackOutInput } from './back-out-deployment.ts';
import { backOut } from './back-out.ts';
import { digestOf } from './body-digest.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { settleStep } from './settle-step.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, somebody, verdict, viewer } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';

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

describe('a back-out by itself', () => {
  const triggeredAt = '2026-11-23T04:30:00.000Z';

  /** 2.4.0 failed, and 2.3.9 ran before it. What `more` says is otherwise; `last` is the last that touched the environment. */
  class Failed {
    readonly scene = new Scene();
    more: Partial<Deployment> = {};
    before: Partial<Deployment> | null = {};
    last: Partial<Deployment> | null = null;

    async backOut(): Promise<{ readonly of: Deployment; readonly answered: Promise<Deployment> }> {
      const { scene, before, last } = this;
      const { deployment } = await stepContext(scene, 'follow-run');
      const sealed = scene.release.sealed && { ...scene.release.sealed, digest: older.digest };
      scene.others = [{ ...scene.release, id: 'release:0', key: older.key, version: older.version, sealed, closedAt: triggeredAt }];
      const of: Deployment = { ...deployment, state: 'FAILED', triggeredAt, ...this.more };
      const ran: Deployment = { ...deployment, id: 'deployment:0', state: 'SUCCEEDED', releaseKey: older.key, packageDigest: older.digest };
      Object.assign(scene.deployments, { ranBefore: () => Promise.resolve(before && { ...ran, ...before }), lastAt: () => Promise.resolve(last && { ...of, id: 'deployment:9', state: 'RUNNING', ...last }) });
      return { of, answered: backOut(scene.ports(), somebody, { of, reason: 'It is slow.', idempotencyKey: 'back-1' }) };
    }
  }

  it.each<[string, (failed: Failed) => void]>([
    ['nothing came after it', () => undefined],
    ['it is the last itself', (failed) => { failed.more = { id: 'deployment:9' }; failed.last = { id: 'deployment:9' }; }],
    ['an attempt to back it out came after it', (failed) => { failed.more = { id: 'deployment:7' }; failed.last = { backOutOfId: 'deployment:7' }; }],
  ])('is accepted where %s', async (_title, alter) => {
    const failed = new Failed();
    alter(failed);
    const { of, answered } = await failed.backOut();
    expect(await answered).toMatchObject({ state: 'ACCEPTED', start: 'NOW', startAt: null, releaseKey: older.key, packageDigest: older.digest, changeIds: [], receipt: null, backOutOfId: of.id, because: 'payments-2.3.9 ran before payments-2.4.0 and takes its place again: It is slow.' });
  });

  it('says of which deployment it is where the release is not known', async () => {
    const failed = new Failed();
    failed.more = { id: 'deployment:7', releaseKey: null };
    expect((await (await failed.backOut()).answered).because).toBe('payments-2.3.9 ran before deployment:7 and takes its place again: It is slow.');
  });

  it.each<[string, (failed: Failed) => void, UserErrorCode, string]>([
    ['one that was only read of', (failed) => { failed.more = { origin: 'OBSERVED' }; }, 'CONFLICT', 'Muster did not make this deployment, it only read of it; deploy the release that is to take its place.'],
    ['one that is unclear', (failed) => { failed.more = { state: 'UNCLEAR' }; }, 'CONFLICT', 'Whether it went out is not known yet; settleDeployment states it, then it can be backed out.'],
    ['one that is being triggered', (failed) => { failed.more = { state: 'TRIGGERING' }; }, 'CONFLICT', 'Whether it went out is not known yet; settleDeployment states it, then it can be backed out.'],
    ['one that was backed out', (failed) => { failed.more = { state: 'BACKED_OUT' }; }, 'CONFLICT', 'It was backed out already.'],
    ['one that failed before its trigger', (failed) => { failed.more = { triggeredAt: null }; }, 'CONFLICT', 'Nothing of it ran; there is nothing to back out.'],
    ['one that was refused', (failed) => { failed.more = { state: 'REFUSED' }; }, 'CONFLICT', 'Nothing of it ran; there is nothing to back out.'],
    ['one that was accepted', (failed) => { failed.more = { state: 'ACCEPTED' }; }, 'CONFLICT', 'Nothing of it ran; cancelDeployment calls it off.'],
    ['one that waits', (failed) => { failed.more = { state: 'WAITING' }; }, 'CONFLICT', 'Nothing of it ran; cancelDeployment calls it off.'],
    ['one that is judged again', (failed) => { failed.more = { state: 'REVALIDATING' }; }, 'CONFLICT', 'Nothing of it ran; cancelDeployment calls it off.'],
    ['one that another followed', (failed) => { failed.last = { releaseKey: 'payments-2.5.0' }; }, 'CONFLICT', 'payments-2.5.0 (deployment:9) came after it and is RUNNING; back that out, or deploy the release that you want.'],
    ['one that another followed of which no release is known', (failed) => { failed.last = { releaseKey: null, state: 'SUCCEEDED' }; }, 'CONFLICT', 'Another deployment (deployment:9) came after it and is SUCCEEDED; back that out, or deploy the release that you want.'],
    ['the first of all', (failed) => { failed.before = null; }, 'NOT_FOUND', 'Muster knows of nothing else that ran as payments in production before it.'],
    ['where of what ran before no release is known', (failed) => { failed.before = { releaseKey: null }; }, 'NOT_FOUND', 'Others deployed what ran before it (deployment:0), and of which release or package that was is not known; deploy the release that you want.'],
    ['where of what ran before no package is known', (failed) => { failed.before = { packageDigest: null }; }, 'NOT_FOUND', 'Others deployed what ran before it (deployment:0), and of which release or package that was is not known; deploy the release that you want.'],
    ['to another package than ran before', (failed) => { failed.before = { packageDigest: 'e'.repeat(64) }; }, 'CONFLICT', 'The package of payments-2.3.9 was sealed anew since deployment:0 brought it live, so what ran then cannot be put back; deploy the release that you want.'],
    ['where the plan changed meanwhile', (failed) => { failed.scene.backOutReadiness = { planId: 'plan:2' }; }, 'CONFLICT', 'The plan of payments-2.3.9 changed while it was being judged; ask again.'],
    ['where the way back is red', (failed) => { failed.scene.backOutReadiness = { outcome: 'NOT_READY', verdicts: [verdict('package-matches-its-seal', 'FAIL', 'the bytes are others')] }; }, 'NOT_READY', 'payments-2.3.9 may not take its place in production again: package-matches-its-seal: the bytes are others.'],
    ['where nobody can tell', (failed) => { failed.scene.backOutReadiness = { outcome: 'UNDETERMINED' }; }, 'NOT_READY', 'payments-2.3.9 may not take its place in production again: no gate passed.'],
  ])('is refused for %s', async (_title, alter, code, message) => {
    const failed = new Failed();
    alter(failed);
    await expect((await failed.backOut()).answered).rejects.toMatchObject({ name: 'UserMistake', code, message, path: ['deploymentId'] });
  });

  it('is the one that stands under its key, and refused where another does', async () => {
    const failed = new Failed();
    const { of, answered } = await failed.backOut();
    const { id } = await answered;
    const again = (reason: string): Promise<Deployment> => backOut(failed.scene.ports(), somebody, { of, reason, idempotencyKey: 'back-1' });
    const judgements = failed.scene.judgements;
    expect((await again('It is slow.')).id).toBe(id);
    await expect(again('It is wrong.')).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', message: `This idempotency key stands for ${id}, which was asked for with another input; use another key.`, path: ['idempotencyKey'] });
    expect(failed.scene.judgements).toBe(judgements);
  });

  it('is known again by what it was asked with, as hubs of other versions reckon that', async () => {
    const failed = new Failed();
    const { of, answered } = await failed.backOut();
    await answered;
    expect(await failed.scene.deployments.byIdempotencyKey('back-1')).toMatchObject({ bodyDigest: digestOf(['BACK_OUT', of.id, 'It is slow.']) });
  });
});
