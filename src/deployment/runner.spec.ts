import type { Deployment } from '../domain/deployment.ts';
import { DeploymentRunner } from './runner.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene, verdict } from './testing/scene.ts';

async function lived(alter: (scene: Scene) => void, more: Parameters<Scene['accept']>[0] = {}): Promise<{ readonly scene: Scene; readonly end: Deployment }> {
  const scene = new Scene();
  const { id } = await scene.accept(more);
  alter(scene);
  return { scene, end: await carryOn(scene, id) };
}

function states(deployment: Deployment): Record<string, string> {
  return Object.fromEntries(deployment.steps.map(({ name, state }) => [name, state]));
}

describe('the life of a deployment', () => {
  it('goes from acceptance to success, each thing done once', async () => {
    const { scene, end } = await lived(() => undefined);
    expect(end).toMatchObject({ state: 'SUCCEEDED', needsAttention: false, run: { runId: 'run-1', status: 'SUCCEEDED' } });
    expect(end.liveAt).not.toBeNull();
    expect(end.finishedAt).not.toBeNull();
    expect(new Set(Object.values(states(end)))).toEqual(new Set(['SUCCEEDED']));
    expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 1, cmdbVersion: '2.4.0', changeMoves: ['IMPLEMENT', 'REVIEW'], closeCodes: [undefined, 'successful'] });
    expect(scene.tools.incidents.size).toBe(0);
    expect(scene.judgements).toBe(2);
  });

  it('journals INTENT before and OUTCOME after every act, the trigger in TRIGGERING', async () => {
    const { scene, end } = await lived(() => undefined);
    const lines = (await scene.deployments.journal(end.id)).filter(({ kind }) => kind !== 'STATE').map(({ kind, step }) => `${kind} ${String(step)}`);
    const both = ['wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'write-running-version', 'move-change-to-review'].flatMap((step) => [`INTENT ${step}`, `OUTCOME ${step}`]);
    expect(lines).toEqual(both);
  });

  it('writes INTENT and TRIGGERING before it posts', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const seen: unknown[] = [];
    scene.tools.meet = (call) => {
      if (call === 'trigger') void scene.deployments.byId(id).then((standing) => seen.push(standing?.state, standing?.triggeredAt));
    };
    await carryOn(scene, id);
    expect(seen).toEqual(['TRIGGERING', '2026-11-23T05:00:00.000Z']);
  });

  it('ends a failed run FAILED, with one incident and an unsuccessful change, and no version written', async () => {
    const { scene, end } = await lived((one) => { one.tools.runsEnd = 'FAILED'; });
    expect(end).toMatchObject({ state: 'FAILED', incidentId: 'servicenow:incident:1', liveAt: null });
    expect(states(end)).toMatchObject({ 'follow-run': 'FAILED', 'verify-health': 'SKIPPED', 'write-running-version': 'SKIPPED', 'open-incident': 'SUCCEEDED' });
    expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 0, closeCodes: [undefined, 'unsuccessful'] });
    expect([...scene.tools.incidents.keys()]).toEqual([end.id]);
  });

  it('takes a run that somebody cancelled at the deployer for a failure', async () => {
    const { scene, end } = await lived((one) => { one.tools.runsEnd = 'CANCELED'; });
    expect(end.state).toBe('FAILED');
    expect(scene.tools.incidents.size).toBe(1);
  });

  it.each([
    ['answered, run unnamed', 'ACCEPTED_WITHOUT_RUN', 'SUCCEEDED', 1],
    ['posted, answer lost', 'LOST_AFTER', 'SUCCEEDED', 1],
    ['lost on the way', 'LOST_BEFORE', 'FAILED', 0],
    ['refused', 'REFUSED', 'FAILED', 0],
  ] as const)('a trigger %s', async (_title, answersTrigger, state, posts) => {
    const { scene, end } = await lived((one) => { one.tools.answersTrigger = answersTrigger; });
    expect(end).toMatchObject({ state, needsAttention: false });
    expect(scene.tools.posts).toBe(posts);
    expect(scene.tools.incidents.size).toBe(0);
    if (posts === 0) {
      expect(scene.tools.changeState).toBe('IMPLEMENT');
      expect(end.because).toContain('start another deployment');
      expect(states(end)['trigger']).toBe('FAILED');
    }
  });

  it('stays UNCLEAR and asks for a person while absence is not proven, and believes a run that shows up late', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.answersTrigger = 'LOST_BEFORE';
    scene.tools.provenAfterMs = Infinity;
    const unclear = await carryOn(scene, id, 30);
    expect(unclear).toMatchObject({ state: 'UNCLEAR', needsAttention: true });
    expect(states(unclear)['trigger']).toBe('UNCLEAR');
    scene.tools.runs.set(unclear.correlation, { report: 'SUCCEEDED', run: { source: scene.tools.change().source, runId: 'late', status: 'done', url: null, startedAt: null, finishedAt: null } });
    const end = await carryOn(scene, id);
    expect(end).toMatchObject({ state: 'SUCCEEDED', needsAttention: false, run: { runId: 'late' } });
    expect(states(end)['trigger']).toBe('SUCCEEDED');
    expect(scene.tools.posts).toBe(0);
  });

  it('takes an error of the deployer for a lost answer at once', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'trigger' || call === 'find') throw new Error('out of memory'); };
    expect(await carryOn(scene, id, 1)).toMatchObject({ state: 'UNCLEAR', needsAttention: true });
    const said = (await scene.deployments.journal(id)).find(({ kind, step }) => kind === 'OUTCOME' && step === 'trigger');
    expect(said?.summary).toContain('out of memory');
  });

  it('does not post once its lease may have run out', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const ports = scene.ports();
    const asleep = (point: string): Promise<unknown> => (point === 'intent:trigger' ? new Promise((resolve) => setTimeout(resolve, 60)) : Promise.resolve());
    const deployments = Object.assign(Object.create(ports.deployments) as typeof ports.deployments, { prolong: () => Promise.reject(new Error('no database')) });
    for (const method of ['claim', 'write', 'takeTurn', 'release'] as const) Object.assign(deployments, { [method]: ports.deployments[method].bind(ports.deployments) });
    await new DeploymentRunner({ ...ports, deployments, onStep: async (point) => { await asleep(point); } }, { leaseMs: 50 }).look(id);
    expect(await scene.standing(id)).toMatchObject({ state: 'TRIGGERING', run: null });
    expect(scene.tools.posts).toBe(0);
    scene.clock.pass(60_000);
    expect((await carryOn(scene, id)).state).toBe('FAILED');
  });

  it('believes no absence before two leases have passed', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.answersTrigger = 'LOST_BEFORE';
    scene.tools.provenAfterMs = -1;
    const end = await carryOn(scene, id);
    expect(end.state).toBe('FAILED');
    expect(Date.parse(end.finishedAt ?? '') - Date.parse(end.triggeredAt ?? '')).toBeGreaterThanOrEqual(30_000);
  });
});

describe('at its turn', () => {
  it.each([
    ['no longer ready', (one: Scene) => { one.readiness = { outcome: 'NOT_READY', verdicts: [verdict('change-is-approved', 'FAIL', 'It was rejected.')] }; }, 'It was rejected.'],
    ['undetermined again and again', (one: Scene) => { one.readiness = { outcome: 'UNDETERMINED', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')] }; }, 'Jira is down.'],
    ['sealed anew', (one: Scene) => { one.readiness = { packageDigest: 'c'.repeat(64) }; }, 'sealed anew'],
    ['planned anew', (one: Scene) => { one.readiness = { planId: 'plan:2' }; }, 'Another deployment plan'],
    ['red by time only, but not asked to wait', (one: Scene) => { one.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-28T02:00:00.000Z' }; }, 'no longer ready'],
    ['of a cancelled release', (one: Scene) => { one.release = { ...one.release, canceledAt: '2026-11-23T05:00:00.000Z' }; }, 'cancelled'],
  ])('is REFUSED when %s, and nothing is touched', async (_title, alter, words) => {
    const { scene, end } = await lived(alter);
    expect(end).toMatchObject({ state: 'REFUSED', triggeredAt: null });
    expect(end.because).toContain(words);
    expect(scene.tools).toMatchObject({ posts: 0, changeMoves: [] });
  });

  it('survives a tool that hiccups while it is judged', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.readiness = { outcome: 'UNDETERMINED', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')] };
    await carryOn(scene, id, 2);
    expect((await scene.standing(id)).state).toBe('REVALIDATING');
    scene.readiness = {};
    expect((await carryOn(scene, id)).state).toBe('SUCCEEDED');
  });

  it('judges anew after each try to move the change, and never triggers on the old judgement', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'move:IMPLEMENT') throw new Error('ServiceNow is down'); };
    const stuck = await carryOn(scene, id, 8);
    expect(stuck).toMatchObject({ state: 'REVALIDATING', needsAttention: true });
    expect(stuck.because).toContain('ServiceNow is down');
    expect(scene.judgements).toBe(9);
    scene.tools.meet = () => undefined;
    scene.readiness = { outcome: 'NOT_READY' };
    expect((await carryOn(scene, id)).state).toBe('REFUSED');
    expect(scene.tools.posts).toBe(0);
  });

  it('waits on when its window moved, if it was to wait for it', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-23T06:00:00.000Z' };
    const { id } = await scene.accept({ start: 'WHEN_WINDOW_OPENS' });
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-23T07:00:00.000Z' };
    const moved = await carryOn(scene, id, 125);
    expect(moved).toMatchObject({ state: 'WAITING', startAt: '2026-11-23T07:00:00.000Z' });
    scene.readiness = {};
    const end = await carryOn(scene, id, 300);
    expect(end.state).toBe('SUCCEEDED');
    expect(end.triggeredAt).toBe('2026-11-23T07:00:00.000Z');
  });
});

describe('while it waits', () => {
  it.each([
    ['cancelled', (one: Scene) => { one.tools.changeState = 'CANCELED'; }, 'was cancelled'],
    ['put on hold', (one: Scene) => { one.tools.isOnHold = true; }, 'on hold'],
  ])('a change that is %s refuses it, long before its start', async (_title, alter, words) => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-28T02:00:00Z' });
    expect((await carryOn(scene, id, 3)).state).toBe('WAITING');
    alter(scene);
    const end = await carryOn(scene, id, 2);
    expect(end.state).toBe('REFUSED');
    expect(end.because).toContain(words);
    expect(scene.judgements).toBe(1);
  });

  it('a change that cannot be read refuses nothing', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-23T06:00:00Z' });
    scene.tools.meet = (call) => { if (call === 'read:change') throw new Error('ServiceNow is down'); };
    expect((await carryOn(scene, id, 4)).state).toBe('WAITING');
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id, 300)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it('writes no journal line for a look without news', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-24T05:00:00Z' });
    await carryOn(scene, id, 3);
    const before = (await scene.deployments.journal(id)).length;
    await carryOn(scene, id, 20);
    expect((await scene.deployments.journal(id)).length).toBe(before);
  });

  it('one at a time per service and environment, in order of acceptance', async () => {
    const scene = new Scene();
    const first = await scene.accept();
    const second = await scene.accept({ idempotencyKey: 'key-2' });
    const waiting = await carryOn(scene, second.id, 3);
    expect(waiting.state).toBe('WAITING');
    expect(waiting.because).toContain(first.id);
    scene.tools.runsEnd = 'RUNNING';
    expect((await carryOn(scene, first.id, 3)).state).toBe('RUNNING');
    expect((await carryOn(scene, second.id, 3)).state).toBe('WAITING');
    expect(scene.tools.posts).toBe(1);
    for (const known of scene.tools.runs.values()) known.report = 'SUCCEEDED';
    scene.tools.runsEnd = 'SUCCEEDED';
    expect((await carryOn(scene, first.id)).state).toBe('SUCCEEDED');
    scene.tools.changeState = 'SCHEDULED';
    expect((await carryOn(scene, second.id)).state).toBe('SUCCEEDED');
    expect(scene.tools.posts).toBe(2);
  });
});

describe('what cannot be done at once', () => {
  it('asks for a person when the CMDB keeps another version, and goes on trying', async () => {
    const scene = new Scene();
    scene.tools.reconciles = false;
    const { id } = await scene.accept();
    const stuck = await carryOn(scene, id, 3);
    expect(stuck).toMatchObject({ state: 'RECORDING', needsAttention: true });
    expect(stuck.because).toContain('another source has precedence');
    expect(scene.tools.changeState).toBe('REVIEW');
    scene.tools.reconciles = true;
    expect(await carryOn(scene, id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it.each(['cmdb', 'move:REVIEW'])('a record that fails (%s) does not keep the others waiting, and nothing undoes the deployment', async (failing) => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === failing) throw new Error('the tool is down'); };
    const stuck = await carryOn(scene, id, 12);
    expect(stuck).toMatchObject({ state: 'RECORDING', needsAttention: true, because: 'the tool is down' });
    expect(scene.tools.cmdbWrites + scene.tools.changeMoves.length).toBe(2);
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it('pauses longer after each failed try', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'cmdb') throw new Error('down'); };
    const runner = new DeploymentRunner(scene.ports());
    const pauses: (number | null)[] = [];
    for (let looks = 0; looks < 10; looks += 1) pauses.push(await runner.look(id));
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
  });

  it('follows through a deployer that cannot be asked for a while', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'observe') throw new Error('GitHub is down'); };
    expect(await carryOn(scene, id, 10)).toMatchObject({ state: 'RUNNING', needsAttention: true });
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id, 2)).toMatchObject({ state: 'RUNNING', needsAttention: false });
  });

  it('gives ill items time, then fails with an incident, and still writes what runs', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'NON_OPERATIONAL';
    const { id } = await scene.accept();
    expect((await carryOn(scene, id, 5)).state).toBe('VERIFYING');
    const end = await carryOn(scene, id, 400);
    expect(end).toMatchObject({ state: 'FAILED', liveAt: null });
    expect(end.finishedAt).toBe('2026-11-23T05:05:00.000Z');
    expect(scene.tools).toMatchObject({ cmdbVersion: '2.4.0', closeCodes: [undefined, 'unsuccessful'] });
    expect(scene.tools.incidents.size).toBe(1);
  });

  it('does not take an item whose state nobody knows for healthy', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'UNKNOWN';
    const { id } = await scene.accept();
    expect(await carryOn(scene, id, 10)).toMatchObject({ state: 'VERIFYING', needsAttention: true });
  });
});

describe('the runner', () => {
  const quick = { leaseMs: 200, sweepMs: 10, pollMs: 5 };

  it('takes up by its sweep what nobody enqueued, and carries it to its end', async () => {
    const scene = new Scene();
    const runner = new DeploymentRunner(scene.ports(), quick);
    const { id } = await scene.accept();
    await scene.queue.stop();
    await runner.start();
    await until(async () => (await scene.standing(id)).state === 'SUCCEEDED');
    await runner.stop();
    await scene.queue.stop();
  });

  it('is called back by the queue after each pause, without its sweep', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const runner = new DeploymentRunner(scene.ports(), { ...quick, sweepMs: 60_000 });
    await runner.start();
    const { id } = await scene.accept();
    await until(async () => (await scene.standing(id)).state === 'RUNNING');
    for (const known of scene.tools.runs.values()) known.report = 'SUCCEEDED';
    await until(async () => (await scene.standing(id)).state === 'SUCCEEDED');
    await runner.stop();
    await scene.queue.stop();
  });

  it('begins no further step once it stops', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const ports = scene.ports();
    const stopped: Promise<void>[] = [];
    const runner = new DeploymentRunner({ ...ports, judge: (...about) => { stopped.push(runner.stop()); return ports.judge(...about); } });
    await runner.look(id);
    await Promise.all(stopped);
    expect((await scene.standing(id)).state).toBe('REVALIDATING');
    expect(scene.tools.changeMoves).toEqual([]);
    expect(await scene.deployments.claim(id, 'another', 1_000)).not.toBeNull();
    await scene.queue.stop();
  });

  it('gives its leases back when it stops, and takes up nothing more', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const { id } = await scene.accept();
    const runner = new DeploymentRunner(scene.ports());
    await runner.look(id);
    await runner.stop();
    expect(await runner.look(id)).toBeNull();
    expect(await scene.deployments.claim(id, 'another', 1_000)).not.toBeNull();
    await scene.queue.stop();
  });

  it('finishes the write under way when it stops', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const { promise: posted, resolve: nowPost } = Promise.withResolvers<null>();
    const ports = scene.ports();
    const runner: DeploymentRunner = new DeploymentRunner({ ...ports, onStep: async (point) => {
      if (point !== 'sent:trigger') return;
      nowPost(null);
      await new Promise((resolve) => setImmediate(resolve));
    } });
    void runner.look(id);
    await posted;
    await runner.stop();
    expect(await scene.standing(id)).toMatchObject({ state: 'RUNNING', run: { runId: 'run-1' } });
    expect(await scene.deployments.claim(id, 'another', 1_000)).not.toBeNull();
    await scene.queue.stop();
  });

  it('tells of a database that fails, and lives', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const told: unknown[] = [];
    const broken = { ...scene.ports(), onTrouble: (...trouble: unknown[]) => { told.push(trouble); } };
    broken.deployments.claim = () => Promise.reject(new Error('no database'));
    expect(await new DeploymentRunner(broken).look(id)).toBeNull();
    expect(told).toEqual([[id, new Error('no database')]]);
    await scene.queue.stop();
  });

  it('writes nothing once another has taken over', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const runner = new DeploymentRunner({ ...scene.ports(), onStep: async (point) => {
      if (point !== 'intent:trigger') return;
      scene.clock.pass(60_000);
      await scene.deployments.claim(id, 'another', 15_000);
    } });
    await runner.look(id);
    const standing = await scene.standing(id);
    expect(standing).toMatchObject({ state: 'TRIGGERING', run: null });
    scene.clock.pass(60_000);
    const end = await carryOn(scene, id);
    expect(end.state).toBe('SUCCEEDED');
    expect(scene.tools.posts).toBe(1);
  });

  it('keeps its lease through a judgement that outlasts it', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const ports = scene.ports();
    const beats: boolean[] = [];
    const prolong = ports.deployments.prolong.bind(ports.deployments);
    ports.deployments.prolong = async (...lease) => { const isOurs = await prolong(...lease); beats.push(isOurs); return isOurs; };
    const slow = { ...ports, judge: async (...about: Parameters<typeof ports.judge>) => { await until(() => beats.length >= 3); return ports.judge(...about); } };
    const runner = new DeploymentRunner(slow, { leaseMs: 30 });
    await runner.look(id);
    expect(beats).not.toContain(false);
    expect((await scene.standing(id)).state).toBe('SUCCEEDED');
    await scene.queue.stop();
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
