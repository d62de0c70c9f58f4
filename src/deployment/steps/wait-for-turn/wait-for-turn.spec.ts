import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { waitForTurn } from './index.ts';

const name = waitForTurn.name;

describe('wait-for-turn', () => {
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

  it('says who is in its way', async () => {
    const scene = new Scene();
    const other = { ...await scene.accept({ idempotencyKey: 'other' }), state: 'RUNNING' as const };
    const outcome = await waitForTurn.run(await stepContext(scene, name, {}, { takeTurn: () => Promise.resolve(other) }));
    expect(outcome).toMatchObject({ progress: 'again', retryAfterMs: 1_000 });
    expect(outcome.because).toContain(`(${other.id}) of payments to production was accepted earlier and is RUNNING`);
    const theirs = await waitForTurn.run(await stepContext(scene, name, {}, { takeTurn: () => Promise.resolve({ ...other, origin: 'OBSERVED' as const }) }));
    expect(theirs.because).toBe(`It waits for its turn: others deploy payments to production past Muster (${other.id}), and that is RUNNING.`);
  });

  it('reads the changes only when that is due', async () => {
    const scene = new Scene();
    scene.tools.changeState = 'CANCELED';
    expect((await waitForTurn.run(await stepContext(scene, name, {}, { isDueToWatch: () => false }))).progress).toBe('succeeded');
    expect(await waitForTurn.run(await stepContext(scene, name))).toMatchObject({ progress: 'failed', event: 'WITHDRAWN' });
  });

  it('does not take an unsaid hold for a hold', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const change = { ...scene.tools.change(), isOnHold: null };
    const records = { ...context.ports.records, read: () => Promise.resolve(new Map([[change.id, { state: 'found', value: change, fetchedAt: '', problem: null }]])) as never };
    expect((await waitForTurn.run({ ...context, ports: { ...context.ports, records } })).progress).toBe('succeeded');
  });

  it('is refused with its release', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.release = { ...scene.release, canceledAt: '2026-11-23T05:00:00.000Z' };
    expect(await waitForTurn.run(context)).toMatchObject({ progress: 'failed', event: 'WITHDRAWN', because: 'Release payments-2.4.0 was cancelled while it waited.' });
  });
});
