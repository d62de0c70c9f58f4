import { jest } from '@jest/globals';
import { cancelDeployment } from './cancel-deployment.ts';
import { look } from './look.ts';
import type { Pause } from './perform.ts';
import type { DeploymentPorts } from './ports.ts';
import { defaultSettings } from './settings.ts';
import { Scene, viewer } from './testing/scene.ts';

const looked = (id: string, ports: DeploymentPorts, isStopping = (): boolean => false): Promise<Pause> => look(id, { ports, settings: defaultSettings, watched: new Map(), runner: 'me', isStopping });

interface Accepted { readonly scene: Scene; readonly id: string; readonly released: () => readonly number[] }

/** A deployment that nobody looks after, and the delays it was given back with. */
async function accepted(more: Parameters<Scene['accept']>[0] = {}): Promise<Accepted> {
  const scene = new Scene();
  const { id } = await scene.accept(more);
  await scene.queue.stop();
  const [delays, release] = [[] as number[], scene.deployments.release.bind(scene.deployments)];
  scene.deployments.release = (one, fence, delayMs) => { delays.push(delayMs); return release(one, fence, delayMs); };
  return { scene, id, released: () => delays };
}

describe('one look', () => {
  it('goes through to the end where nothing has to be waited for, and wants no other', async () => {
    const { scene, id, released } = await accepted();
    expect(await looked(id, scene.ports())).toBeNull();
    expect([(await scene.standing(id)).state, released()]).toEqual(['SUCCEEDED', []]);
    expect(await looked(id, scene.ports())).toBeNull();
  });

  it('gives it back for as long as has to be waited', async () => {
    const { scene, id, released } = await accepted({ startAt: '2026-11-23T05:00:20.000Z' });
    expect(await looked(id, scene.ports())).toBe(20_000);
    expect([(await scene.standing(id)).state, released()]).toEqual(['WAITING', [20_000]]);
  });

  it('ends at the state that a step moves it to, with nothing further of the one before', async () => {
    const { scene, id } = await accepted();
    scene.readiness = { outcome: 'NOT_READY' };
    expect(await looked(id, scene.ports())).toBeNull();
    expect([(await scene.standing(id)).state, scene.tools.changeMoves, scene.tools.posts]).toEqual(['REFUSED', [], 0]);
  });

  it('triggers nothing while the change cannot be moved on', async () => {
    const { scene, id } = await accepted();
    scene.tools.meet = (call) => { if (call === 'move:IMPLEMENT') throw new Error('down'); };
    expect(await looked(id, scene.ports())).toBe(defaultSettings.retryMs);
    expect([(await scene.standing(id)).state, scene.tools.posts]).toEqual(['REVALIDATING', 0]);
  });

  it('writes every other record while one cannot be, but none that awaits that one, and ends only with all of them', async () => {
    const { scene, id } = await accepted();
    scene.tools.meet = (call) => { if (call === 'promote') throw new Error('down'); };
    expect(await looked(id, scene.ports())).toBe(defaultSettings.retryMs);
    const { state, steps } = await scene.standing(id);
    expect(state).toBe('RECORDING');
    expect(steps.slice(-7).map((step) => `${step.name} ${step.state}`)).toEqual([
      'write-running-version SUCCEEDED', 'promote-artifacts RUNNING', 'stamp-artifacts PENDING', 'release-version SUCCEEDED', 'link-work-items SUCCEEDED', 'move-change-to-review SUCCEEDED', 'close-change SKIPPED',
    ]);
    scene.tools.meet = () => undefined;
    expect(await looked(id, scene.ports())).toBeNull();
    expect([(await scene.standing(id)).state, scene.tools.library.promotions, scene.tools.library.stamps]).toEqual(['SUCCEEDED', 1, 2]);
  });

  it('begins no further step once the hub stops', async () => {
    const { scene, id, released } = await accepted();
    let isStopping = false;
    scene.tools.meet = (call) => { isStopping ||= call === 'judge'; };
    expect(await looked(id, scene.ports(), () => isStopping)).toBe(0);
    expect([(await scene.standing(id)).state, scene.tools.changeMoves, released()]).toEqual(['REVALIDATING', [], [0]]);
  });

  it('waits for the first of several steps that go on side by side', async () => {
    const { scene, id } = await accepted();
    scene.tools.runsEnd = 'RUNNING';
    await looked(id, scene.ports());
    await cancelDeployment(scene.ports(), viewer, { deploymentId: id, reason: 'wrong day' });
    await scene.queue.stop();
    scene.tools.meet = (call) => { if (call === 'cancel') throw new Error('down'); };
    expect(await looked(id, scene.ports())).toBe(defaultSettings.pollMs);
    const tries = (await scene.standing(id)).steps.filter(({ state }) => state === 'RUNNING').map(({ name, because }) => `${name}: ${because ?? ''}`);
    expect(tries).toEqual(['follow-run: The run is RUNNING.', 'cancel-run: down']);
  });

  it('does nothing while another holds it', async () => {
    const { scene, id, released } = await accepted();
    await scene.deployments.claim(id, 'another', 15_000);
    expect(await looked(id, scene.ports())).toBeNull();
    expect([(await scene.standing(id)).state, released()]).toEqual(['ACCEPTED', []]);
  });

  it('does nothing, and gives it back at once, where the hub is stopping', async () => {
    const { scene, id, released } = await accepted();
    expect(await looked(id, scene.ports(), () => true)).toBe(0);
    expect([(await scene.standing(id)).state, released()]).toEqual(['ACCEPTED', [0]]);
  });

  it('ends without a word when another takes it over, and stops keeping its lease', async () => {
    const { scene, id, released } = await accepted();
    const ends = jest.spyOn(globalThis, 'clearInterval');
    scene.deployments.write = () => Promise.resolve(null);
    const pause = await looked(id, scene.ports());
    const ended = ends.mock.calls.length;
    ends.mockRestore();
    expect([pause, released(), ended]).toEqual([null, [], 1]);
  });

  it('tells of a database that fails', async () => {
    const { scene, id } = await accepted();
    scene.deployments.write = () => Promise.reject(new Error('no database'));
    await expect(looked(id, scene.ports())).rejects.toThrow('no database');
  });
});
