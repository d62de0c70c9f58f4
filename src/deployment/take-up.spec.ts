import { jest } from '@jest/globals';
import type { Deployment } from '../domain/deployment.ts';
import { HandLostError } from './hand.ts';
import { withHand } from './take-up.ts';
import { Scene } from './testing/scene.ts';

const line = { at: '2026-11-23T05:00:00.000Z', kind: 'NOTE', step: null, summary: 'x', data: {} } as const;

/** An accepted deployment, and what is asked of its queue from then on. */
async function accepted(): Promise<{ readonly scene: Scene; readonly deployment: Deployment; readonly queued: unknown[] }> {
  const scene = new Scene();
  const deployment = await scene.accept();
  await scene.queue.stop();
  const queued: unknown[] = [];
  scene.queue.enqueue = (...work) => { queued.push(work); return Promise.resolve(); };
  return { scene, deployment, queued };
}

describe('a deployment that a person takes up', () => {
  it('is held in a name of their own, given back, and gone on with at once', async () => {
    const { scene, deployment: { id }, queued } = await accepted();
    const { deployments } = scene;
    const [claim, names] = [deployments.claim.bind(deployments), [] as string[]];
    deployments.claim = (one, name, leaseMs) => { names.push(name); return claim(one, name, leaseMs); };
    expect(await withHand(scene.ports(), id, (hand) => Promise.resolve(hand.deployment.fence))).toBe(1);
    expect(names).toEqual([expect.stringMatching(/^person:[0-9a-f-]{36}$/)]);
    expect(await claim(id, 'a runner', 15_000)).not.toBeNull();
    expect(queued).toEqual([['advance-deployment', id, 0]]);
  });

  it('is given back and gone on with when what they want fails, and that is told', async () => {
    const { scene, deployment: { id }, queued } = await accepted();
    await expect(withHand(scene.ports(), id, () => Promise.reject(new Error('odd')))).rejects.toThrow('odd');
    expect(await scene.deployments.claim(id, 'a runner', 15_000)).not.toBeNull();
    expect(queued).toHaveLength(1);
  });

  it('is not gone on with once it has ended', async () => {
    const { scene, deployment: { id }, queued } = await accepted();
    await withHand(scene.ports(), id, (hand) => hand.write({ state: 'CANCELED' }, line));
    expect(queued).toEqual([]);
  });

  it('is theirs no longer when a runner takes it over meanwhile', async () => {
    const { scene, deployment: { id } } = await accepted();
    await expect(withHand(scene.ports(), id, () => Promise.reject(new HandLostError('taken over')))).rejects.toMatchObject({
      name: 'UserMistake', code: 'CONFLICT', path: ['deploymentId'], message: 'A runner took this deployment over meanwhile, and nothing was written; ask again.',
    });
  });

  it.each<[string, Partial<Deployment>, string, string]>([
    ['was never there', { id: 'deployment:none' }, 'NOT_FOUND', 'There is no deployment deployment:none.'],
    ['others made', { origin: 'OBSERVED' }, 'CONFLICT', 'Muster did not make this deployment, it only read of it; act in the tool that runs it.'],
    ['has ended', { state: 'FAILED' }, 'CONFLICT', 'It has ended; nothing moves it any more.'],
  ])('is none that %s', async (_title, more, code, message) => {
    const { scene, deployment } = await accepted();
    const asked = { ...deployment, id: 'deployment:asked', idempotencyKey: 'asked', ...more };
    if (asked.id !== 'deployment:none') await scene.deployments.accept(asked, '', line);
    await expect(withHand(scene.ports(), asked.id, () => Promise.resolve('taken'))).rejects.toMatchObject({ name: 'UserMistake', code, path: ['deploymentId'], message });
  });

  it('is asked for again and again while a runner holds it, for ten seconds and no longer', async () => {
    const { scene, deployment: { id } } = await accepted();
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    const tries: number[] = [];
    scene.deployments.claim = () => {
      tries.push(now);
      if (tries.length > 3) throw new Error('asked for too long');
      now = tries.length === 1 ? 10_000 : 10_001;
      return Promise.resolve(null);
    };
    try {
      await expect(withHand(scene.ports(), id, () => Promise.resolve('taken'))).rejects.toMatchObject({
        name: 'UserMistake', code: 'CONFLICT', path: ['deploymentId'], message: 'A runner is at work on this deployment at the moment; ask again shortly.',
      });
    } finally {
      clock.mockRestore();
    }
    expect(tries).toEqual([0, 10_000]);
  });
});
