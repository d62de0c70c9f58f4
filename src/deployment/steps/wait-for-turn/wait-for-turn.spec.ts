import type { Change } from '../../../domain/change.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { waitForTurn } from './index.ts';

const name = waitForTurn.name;

describe('wait-for-turn', () => {
  it('only looks', () => {
    expect([name, waitForTurn.kind]).toEqual(['wait-for-turn', 'look']);
  });

  it('looks again when its start comes, and at the changes before that', async () => {
    const scene = new Scene();
    const near = await waitForTurn.run(await stepContext(scene, name, { startAt: '2026-11-23T05:00:10.000Z' }));
    const far = await waitForTurn.run(await stepContext(scene, name, { startAt: '2026-11-23T09:00:00.000Z' }));
    expect(near).toMatchObject({ progress: 'again', retryAfterMs: 10_000 });
    expect(far).toMatchObject({ progress: 'again', retryAfterMs: 30_000, because: 'It waits for its start at 2026-11-23T09:00:00.000Z.' });
  });

  it('takes its turn at the very moment of its start', async () => {
    const outcome = await waitForTurn.run(await stepContext(new Scene(), name, { startAt: '2026-11-23T05:00:00.000Z' }));
    expect(outcome.progress).toBe('succeeded');
  });

  it.each<[string, Partial<Deployment>, string]>([
    ['one that was accepted earlier', {}, 'payments-2.3.9 (deployment:other) of payments to production was accepted earlier and is RUNNING.'],
    ['one of no release that is known', { releaseKey: null }, 'another deployment (deployment:other) of payments to production was accepted earlier and is RUNNING.'],
    ['one that was accepted later, and had its turn while this one waited for its start', { sequence: 5 }, 'payments-2.3.9 (deployment:other) of payments to production had its turn earlier and is RUNNING.'],
    ['a back-out that was accepted earlier', { backOutOfId: 'deployment:1' }, 'payments-2.3.9 (deployment:other) of payments to production was accepted earlier and is RUNNING.'],
    ['a back-out that goes before', { sequence: 5, backOutOfId: 'deployment:1' }, 'payments-2.3.9 (deployment:other) backs out deployment:1, which goes before all that waits, and is RUNNING.'],
    ['a back-out to no release that is known', { sequence: 5, backOutOfId: 'deployment:1', releaseKey: null }, 'another deployment (deployment:other) backs out deployment:1, which goes before all that waits, and is RUNNING.'],
    ['one that others made', { sequence: 5, origin: 'OBSERVED' }, 'others deploy payments to production past Muster (deployment:other), and that is RUNNING.'],
  ])('says who is in its way: %s', async (_title, more, words) => {
    const context = await stepContext(new Scene(), name, { sequence: 4 });
    const other: Deployment = { ...context.deployment, id: 'deployment:other', releaseKey: 'payments-2.3.9', state: 'RUNNING', sequence: 3, ...more };
    expect(await waitForTurn.run({ ...context, takeTurn: () => Promise.resolve({ first: other, count: 1 }) })).toEqual({ progress: 'again', because: `It waits for its turn: ${words}`, retryAfterMs: 1_000 });
  });

  it.each([[1, 1_000], [2, 2_000], [10, 10_000], [49, 10_000]])('asks the less often, the more go before it: of %d every %d ms', async (count, retryAfterMs) => {
    const context = await stepContext(new Scene(), name, { sequence: 50 });
    expect(await waitForTurn.run({ ...context, takeTurn: () => Promise.resolve({ first: { ...context.deployment, sequence: 1 }, count }) })).toMatchObject({ progress: 'again', retryAfterMs });
  });

  it('reads the changes only when that is due', async () => {
    const scene = new Scene();
    scene.tools.changeState = 'CANCELED';
    expect((await waitForTurn.run(await stepContext(scene, name, {}, { isDueToWatch: () => false }))).progress).toBe('succeeded');
    expect(await waitForTurn.run(await stepContext(scene, name))).toMatchObject({ progress: 'failed', event: 'WITHDRAWN' });
  });

  it.each<[string, Partial<Change> | null, string | null]>([
    ['is cancelled', { state: 'CANCELED' }, 'Change CHG0030001 was cancelled while the deployment waited.'],
    ['is on hold', { isOnHold: true }, 'Change CHG0030001 was put on hold while the deployment waited.'],
    ['does not say whether it is on hold', { isOnHold: null }, null],
    ['cannot be found', null, null],
  ])('is refused by a change among its own only for what that says: one that %s', async (_title, more, because) => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { changeIds: ['servicenow:change:c0', 'servicenow:change:c1'] });
    const found = (given: Partial<Change>): unknown => ({ state: 'found', value: { ...scene.tools.change(), ...given }, fetchedAt: '', problem: null });
    const read = [['servicenow:change:c0', found({})], ['servicenow:change:c1', more === null ? { state: 'absent', fetchedAt: '' } : found(more)]] as const;
    const records = { ...context.ports.records, read: () => Promise.resolve(new Map(read)) as never };
    const outcome = await waitForTurn.run({ ...context, ports: { ...context.ports, records } });
    expect(outcome).toMatchObject(because === null ? { progress: 'succeeded' } : { progress: 'failed', event: 'WITHDRAWN', because });
  });

  it('reads no change where it was accepted under none', async () => {
    const context = await stepContext(new Scene(), name, { changeIds: [] });
    const records = { ...context.ports.records, read: () => { throw new Error('nothing is to be read'); } };
    expect((await waitForTurn.run({ ...context, ports: { ...context.ports, records } })).progress).toBe('succeeded');
  });

  it('is refused with its release', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.release = { ...scene.release, canceledAt: '2026-11-23T05:00:00.000Z' };
    expect(await waitForTurn.run(context)).toMatchObject({ progress: 'failed', event: 'WITHDRAWN', because: 'Release payments-2.4.0 was cancelled while it waited.' });
  });
});
