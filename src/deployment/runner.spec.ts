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

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
