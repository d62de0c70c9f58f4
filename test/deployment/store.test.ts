import { setTimeout as pause } from 'node:timers/promises';
import type { Deployment } from '../../src/domain/deployment.ts';
import { cancelDeployment, DeploymentRunner, triggerDeployment } from '../../src/deployment/index.ts';
import type { DeploymentPorts, RunnerSettings } from '../../src/deployment/index.ts';
import { mortal } from '../../src/deployment/testing/carry-on.ts';
import { Scene, viewer } from '../../src/deployment/testing/scene.ts';
import { emptyDatabase } from '../../src/store/empty-database.fixture.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/index.ts';

const quick: Partial<RunnerSettings> = { leaseMs: 2_000, sweepMs: 100, pollMs: 50, waitLookMs: 100, retryMs: 20 };
const points = ['wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger'].flatMap((step) => ['before', 'intent', 'sent', 'after'].map((place) => `${place}:${step}`));
const clock = { now: (): Date => new Date() };

describe('deployments on the real store and its queue (PGlite in memory)', () => {
  let store: Store;
  const runners: DeploymentRunner[] = [];
  beforeEach(async () => { store = await openStore(await emptyDatabase(), { clock }); });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await store.close();
  });

  const portsOf = (scene: Scene): DeploymentPorts => ({ ...scene.ports(), deployments: store.deployments, queue: store.queue, clock });
  const started = async (ports: DeploymentPorts): Promise<DeploymentRunner> => {
    const runner = new DeploymentRunner(ports, quick);
    runners.push(runner);
    await runner.start();
    return runner;
  };
  const accept = async (ports: DeploymentPorts, scene: Scene, idempotencyKey: string, more: object = {}): Promise<Deployment> => {
    const { deployment, mistakes } = await triggerDeployment(ports, viewer, { ...scene.input, idempotencyKey, ...more });
    if (deployment === null) throw new Error(mistakes.map(({ message }) => message).join());
    return deployment;
  };
  const until = async (id: string, state: Deployment['state']): Promise<Deployment> => {
    for (;;) {
      const standing = await store.deployments.byId(id);
      if (standing?.state === state) return standing;
      await pause(20);
    }
  };

  it('simultaneous calls with one key are one deployment, carried to success once', async () => {
    const scene = new Scene();
    const ports = portsOf(scene);
    const accepted = await Promise.all(Array.from({ length: 8 }, () => accept(ports, scene, 'eight')));
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(1);
    await started(ports);
    const end = await until(accepted[0]?.id ?? '', 'SUCCEEDED');
    expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 1, changeMoves: ['IMPLEMENT', 'REVIEW'] });
    // Nothing asks for a bake time, or for changes to be closed, here.
    expect(end.steps.filter(({ state }) => state !== 'SUCCEEDED').map(({ name, state }) => [name, state])).toEqual([['watch-health', 'SKIPPED'], ['close-change', 'SKIPPED']]);
    const journal = await store.deployments.journal(end.id);
    expect(journal.map(({ number }) => number)).toEqual(journal.map((_line, index) => index + 1));
  });

  it('a second waits for the first, and follows it', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const ports = portsOf(scene);
    const first = await accept(ports, scene, 'first');
    const second = await accept(ports, scene, 'second');
    await started(ports);
    await until(first.id, 'RUNNING');
    expect((await until(second.id, 'WAITING')).triggeredAt).toBeNull();
    expect(scene.tools.posts).toBe(1);
    scene.tools.runsEnd = 'SUCCEEDED';
    for (const known of scene.tools.runs.values()) known.report = 'SUCCEEDED';
    await until(first.id, 'SUCCEEDED');
    scene.tools.changeState = 'SCHEDULED';
    await until(second.id, 'SUCCEEDED');
    expect(scene.tools.posts).toBe(2);
  });

  it('a runner that died is followed by another, which posts nothing again', async () => {
    const scene = new Scene();
    const ports = portsOf(scene);
    const { id } = await accept(ports, scene, 'died');
    const life = mortal(ports, points.indexOf('sent:trigger') + 1);
    void new DeploymentRunner(life.ports, { ...quick, leaseMs: 300 }).look(id);
    expect(await life.died).toBe('sent:trigger');
    await started(ports);
    expect(await until(id, 'SUCCEEDED')).toMatchObject({ run: { runId: 'run-1' } });
    expect(scene.tools.posts).toBe(1);
  });

  it('cancels what waits', async () => {
    const scene = new Scene();
    const ports = portsOf(scene);
    const { id } = await accept(ports, scene, 'cancel', { startAt: '2100-01-01T00:00:00Z' });
    await started(ports);
    await until(id, 'WAITING');
    const { deployment, mistakes } = await cancelDeployment(ports, viewer, { deploymentId: id, reason: 'never mind' });
    expect(mistakes).toEqual([]);
    expect(deployment?.state).toBe('CANCELED');
  });
});
