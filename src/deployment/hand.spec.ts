import { Hand } from './hand.ts';
import { Scene } from './testing/scene.ts';

const entry = { at: '', kind: 'NOTE', step: null, summary: 'x', data: {} } as const;

describe('a hand', () => {
  it('gives the lease back only after the heartbeat under way has come home', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const { promise: begun, resolve: begin } = Promise.withResolvers<null>();
    const { promise: comesHome, resolve: comeHome } = Promise.withResolvers<null>();
    const order: string[] = [];
    const { deployments } = scene;
    const hand = await Hand.take(Object.assign(Object.create(deployments) as typeof deployments, {
      claim: deployments.claim.bind(deployments),
      prolong: async () => { begin(null); await comesHome; order.push('prolonged'); return true; },
      release: (...lease: Parameters<typeof deployments.release>) => { order.push('released'); return deployments.release(...lease); },
    }), id, 'me', 30);
    await begun;
    const given = hand?.giveBack(0);
    comeHome(null);
    await given;
    expect(order).toEqual(['prolonged', 'released']);
    await scene.queue.stop();
  });

  it('knows that it was lost', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const hand = await Hand.take(scene.deployments, id, 'me', 60_000);
    expect(hand?.isHeld()).toBe(true);
    scene.clock.pass(60_000);
    await scene.deployments.claim(id, 'another', 60_000);
    await expect(hand?.write({}, entry)).rejects.toMatchObject({ name: 'HandLostError' });
    expect(hand?.isHeld()).toBe(false);
    expect(hand?.lost.aborted).toBe(true);
    hand?.letGo();
    await scene.queue.stop();
  });

  it('knows it from the heartbeat too', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const hand = await Hand.take(scene.deployments, id, 'me', 30);
    scene.clock.pass(60_000);
    await scene.deployments.claim(id, 'another', 60_000);
    await new Promise((resolve) => { hand?.lost.addEventListener('abort', resolve); });
    expect(hand?.isHeld()).toBe(false);
    hand?.letGo();
    await scene.queue.stop();
  });

  it('is not certain of a lease that ran out unprolonged', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const hand = await Hand.take(scene.deployments, id, 'me', 20);
    hand?.letGo();
    await new Promise((resolve) => setTimeout(resolve, 25));
    expect(hand?.isHeld()).toBe(false);
    await scene.queue.stop();
  });
});
