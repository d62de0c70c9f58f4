import { jest } from '@jest/globals';
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
    await expect(hand?.write({}, entry)).rejects.toMatchObject({ name: 'HandLostError', message: `${id} was taken over by another runner after fence 1; nothing was written.` });
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

  it('knows it when its turn comes, and who is in its way', async () => {
    const { scene, hand } = await taken(60_000);
    await hand.write({ state: 'WAITING' }, entry);
    const other = { ...hand.deployment, id: 'deployment:other', idempotencyKey: 'other', state: 'RUNNING' } as const;
    await scene.deployments.accept(other, '', entry);
    expect(await hand.takeTurn(entry)).toMatchObject({ first: { id: 'deployment:other' }, count: 1 });
    expect(hand.deployment.state).toBe('WAITING');
    scene.clock.pass(60_000);
    await scene.deployments.claim(hand.deployment.id, 'another', 60_000);
    await expect(hand.takeTurn(entry)).rejects.toMatchObject({ name: 'HandLostError' });
    hand.letGo();
  });

  it('gives nothing back of what has ended', async () => {
    const { scene, hand } = await taken(60_000);
    const released: unknown[] = [];
    scene.deployments.release = (...lease) => { released.push(lease); return Promise.resolve(true); };
    await hand.write({ state: 'CANCELED' }, entry);
    await hand.giveBack(0);
    expect(released).toEqual([]);
  });

  it.each([[15_000, 5_000], [2, 1]])('of a lease of %d ms has a heartbeat each %d ms, until it is given back', async (leaseMs, eachMs) => {
    const [beats, ends] = [jest.spyOn(globalThis, 'setInterval'), jest.spyOn(globalThis, 'clearInterval')];
    const { hand } = await taken(leaseMs);
    const [waits, heartbeats, endsBefore] = [beats.mock.calls.map(([, wait]) => wait), beats.mock.results.map(({ value }) => [value]), ends.mock.calls.length];
    await hand.giveBack(0);
    const ended = ends.mock.calls;
    beats.mockRestore();
    ends.mockRestore();
    expect([waits, endsBefore, ended]).toEqual([[eachMs], 0, heartbeats]);
  });
});

describe('what a hand is certain of', () => {
  let now = 0;
  let giveTimeBack: () => void;
  beforeEach(() => {
    now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    giveTimeBack = () => { clock.mockRestore(); };
  });
  afterEach(() => { giveTimeBack(); });

  /** The last moment at which the hold is certain. */
  const heldUntil = (hand: Hand): number => {
    for (now = 0; hand.isHeld() && now < 1_000; now += 1);
    return now - 1;
  };

  it('is its lease, from the moment before it asked for it', async () => {
    const { hand } = await taken(50, (one) => {
      const claim = one.deployments.claim.bind(one.deployments);
      one.deployments.claim = (...lease) => { now += 10; return claim(...lease); };
    });
    hand.letGo();
    expect([now, heldUntil(hand)]).toEqual([10, 49]);
  });

  it('is a lease from each write', async () => {
    const { hand } = await taken(50);
    hand.letGo();
    now = 30;
    await hand.write({}, entry);
    expect(heldUntil(hand)).toBe(79);
  });

  it.each([['says that it is ours', () => Promise.resolve(true), 79], ['fails', () => Promise.reject(new Error('no database')), 49]])('is a lease from each heartbeat that %s', async (_title, prolong, until) => {
    const beaten = Promise.withResolvers<null>();
    const { hand } = await taken(50, (one) => { one.deployments.prolong = () => { beaten.resolve(null); return prolong(); }; });
    now = 30;
    await beaten.promise;
    await hand.giveBack(0);
    expect(heldUntil(hand)).toBe(until);
  });

  it('is no less for a heartbeat that came home after a later write', async () => {
    const [beaten, home] = [Promise.withResolvers<null>(), Promise.withResolvers<boolean>()];
    const { hand } = await taken(50, (one) => { one.deployments.prolong = () => { beaten.resolve(null); return home.promise; }; });
    await beaten.promise;
    now = 30;
    await hand.write({}, entry);
    home.resolve(true);
    await hand.giveBack(0);
    expect(heldUntil(hand)).toBe(79);
  });
});

/** A hand on a deployment that nobody else looks after. */
async function taken(leaseMs: number, alter: (scene: Scene) => void = () => undefined): Promise<{ readonly scene: Scene; readonly hand: Hand }> {
  const scene = new Scene();
  const { id } = await scene.accept();
  await scene.queue.stop();
  alter(scene);
  const hand = await Hand.take(scene.deployments, id, 'me', leaseMs);
  if (hand === null) throw new Error('nobody else holds it');
  return { scene, hand };
}
