import { jest } from '@jest/globals';
import { DeploymentRunner } from './runner.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene } from './testing/scene.ts';

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

  it('carries on without a queue that loses its work', async () => {
    const scene = new Scene();
    const ports = { ...scene.ports(), queue: { enqueue: () => Promise.resolve(), work: () => Promise.resolve(), stop: () => Promise.resolve() } };
    const runner = new DeploymentRunner(ports, { ...quick, sweepMs: 1 });
    const { id } = await scene.accept();
    await runner.start();
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

describe('one look of a runner', () => {
  it('is the one under way where there is one', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const runner = new DeploymentRunner(scene.ports());
    const first = runner.look(id);
    expect(runner.look(id)).toBe(first);
    await first;
    expect(runner.look(id)).not.toBe(first);
    await runner.stop();
    await scene.queue.stop();
  });

  it('is followed by the next after its pause, and by none after the end', async () => {
    const { scene, id, queued } = await queueless({ startAt: '2026-11-23T05:00:20.000Z' });
    const runner = new DeploymentRunner(scene.ports());
    expect([await runner.look(id), queued]).toEqual([20_000, [['advance-deployment', id, 20_000]]]);
    scene.clock.pass(20_000);
    expect([await runner.look(id), queued.length]).toEqual([null, 1]);
  });

  it('is taken in the name of its runner, which no other has', async () => {
    const { scene, id } = await queueless();
    const names: string[] = [];
    scene.deployments.claim = (_id, name) => { names.push(name); return Promise.resolve(null); };
    for (const runner of [new DeploymentRunner(scene.ports()), new DeploymentRunner(scene.ports())]) await runner.look(id);
    expect(names).toEqual([expect.stringMatching(/^runner:[0-9a-f-]{36}$/), expect.stringMatching(/^runner:[0-9a-f-]{36}$/)]);
    expect(names[0]).not.toBe(names[1]);
  });

  it('that fails is no failure of the runner, told or not', async () => {
    const { scene, id } = await queueless();
    scene.deployments.claim = () => Promise.reject(new Error('no database'));
    expect(await new DeploymentRunner(scene.ports()).look(id)).toBeNull();
  });
});

describe('the sweep', () => {
  const ids = ['1', '2', '3', '4', '5', '6'];

  it('hands what is due to the queue, and looks itself at four of what the queue let lie', async () => {
    const { scene, queued } = await queueless();
    const [sweeps, looks] = [[] as (readonly number[])[], [] as string[]];
    scene.deployments.due = (limit) => { sweeps.push([limit, queued.length, looks.length]); return Promise.resolve(sweeps.length > 2 ? [] : ids); };
    scene.deployments.claim = (id) => { looks.push(id); return Promise.resolve(null); };
    const runner = new DeploymentRunner(scene.ports(), { sweepMs: 1 });
    await runner.start();
    await until(() => sweeps.length > 2);
    await runner.stop();
    expect(sweeps.slice(0, 3)).toEqual([[100, 0, 0], [100, 6, 0], [100, 12, 4]]);
    expect([looks, queued.slice(0, 6)]).toEqual([ids.slice(0, 4), ids.map((id) => ['advance-deployment', id, 0])]);
  });

  it('looks itself at nothing that the queue was not given before', async () => {
    const { scene } = await queueless();
    const [rounds, looks] = [[['1'], ['2'], ['2', '3']], [] as string[]];
    scene.deployments.due = () => Promise.resolve(rounds.shift() ?? []);
    scene.deployments.claim = (id) => { looks.push(id); return Promise.resolve(null); };
    const runner = new DeploymentRunner(scene.ports(), { sweepMs: 1 });
    await runner.start();
    await until(() => rounds.length === 0 && looks.length > 0);
    await runner.stop();
    expect(looks).toEqual(['2']);
  });

  it('leaves alone what is being looked at', async () => {
    const { scene, queued } = await queueless();
    const home = Promise.withResolvers<null>();
    scene.deployments.claim = () => home.promise;
    scene.deployments.due = () => Promise.resolve(ids.slice(0, 2));
    const runner = new DeploymentRunner(scene.ports(), { sweepMs: 60_000 });
    const looking = runner.look('1');
    await runner.start();
    expect(queued).toEqual([['advance-deployment', '2', 0]]);
    home.resolve(null);
    await looking;
    await runner.stop();
  });

  it('tells of a database that fails, where somebody is to be told, and sweeps on', async () => {
    const { scene } = await queueless();
    const told: unknown[] = [];
    let sweeps = 0;
    scene.deployments.due = () => { sweeps += 1; return Promise.reject(new Error('no database')); };
    for (const more of [{}, { onTrouble: (...trouble: unknown[]) => { told.push(trouble); } }]) {
      sweeps = 0;
      const runner = new DeploymentRunner({ ...scene.ports(), ...more }, { sweepMs: 1 });
      await runner.start();
      await until(() => sweeps > 1);
      await runner.stop();
    }
    expect(told[0]).toEqual([null, new Error('no database')]);
  });

  it('is begun no more once the runner stops, be it between two or within one', async () => {
    const { scene } = await queueless();
    const answers: (() => void)[] = [];
    scene.deployments.due = () => new Promise((resolve) => { answers.push(() => { resolve([]); }); });
    const [between, within] = [new DeploymentRunner(scene.ports(), { sweepMs: 5 }), new DeploymentRunner(scene.ports(), { sweepMs: 5 })];
    const started = between.start();
    await until(() => answers.length === 1);
    answers[0]?.();
    await started;
    await between.stop();
    const starting = within.start();
    await until(() => answers.length === 2);
    await within.stop();
    answers[1]?.();
    await starting;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answers).toHaveLength(2);
  });
});

describe('a runner that stops', () => {
  it('waits no longer for what is under way than it may', async () => {
    const { scene, id } = await queueless();
    scene.deployments.claim = () => new Promise(() => undefined);
    const runner = new DeploymentRunner(scene.ports(), { stopWithinMs: 5 });
    void runner.look(id);
    await runner.stop();
    expect(await runner.look('another')).toBeNull();
  });

  it('leaves no timer behind that would keep the process', async () => {
    const { scene } = await queueless();
    const [waits, ends] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    await new DeploymentRunner(scene.ports(), { stopWithinMs: 54_321 }).stop();
    const limit: unknown = waits.mock.results[waits.mock.calls.findIndex(([, wait]) => wait === 54_321)]?.value;
    const ended: readonly unknown[] = ends.mock.calls.map(([timer]) => timer);
    waits.mockRestore();
    ends.mockRestore();
    expect(limit).toBeDefined();
    expect(ended).toContain(limit);
  });
});

/** An accepted deployment, and a queue that only writes down what it is given. */
async function queueless(more: Parameters<Scene['accept']>[0] = {}): Promise<{ readonly scene: Scene; readonly id: string; readonly queued: unknown[] }> {
  const scene = new Scene();
  const { id } = await scene.accept(more);
  await scene.queue.stop();
  const queued: unknown[] = [];
  scene.queue.enqueue = (...work) => { queued.push(work); return Promise.resolve(); };
  return { scene, id, queued };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
