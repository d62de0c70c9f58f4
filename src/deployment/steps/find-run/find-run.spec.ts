import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { findRun } from './index.ts';

const triggeredAt = '2026-11-23T05:00:00.000Z';

describe('find-run', () => {
  it('looks, and settles the trigger', () => {
    expect(findRun).toMatchObject({ name: 'find-run', kind: 'look', settles: 'trigger' });
  });

  it('looks again the later the longer it takes, and asks for a person after a while', async () => {
    const scene = new Scene();
    scene.tools.provenAfterMs = Infinity;
    const context = await stepContext(scene, 'find-run', { triggeredAt });
    expect(await findRun.run(context)).toMatchObject({ progress: 'again', retryAfterMs: 1_000, needsAttention: false, because: expect.stringContaining(`no run with correlation key ${context.deployment.correlation}`) as string });
    scene.clock.pass(299_999);
    expect(await findRun.run(context)).toMatchObject({ needsAttention: false });
    scene.clock.pass(1);
    expect(await findRun.run(context)).toMatchObject({ progress: 'again', retryAfterMs: 10_000, needsAttention: true });
  });

  it('reckons from the request where no trigger was noted', async () => {
    const scene = new Scene();
    scene.tools.provenAfterMs = 0;
    const context = await stepContext(scene, 'find-run', { triggeredAt: null, requestedAt: triggeredAt });
    scene.clock.pass(30_000);
    expect(await findRun.run(context)).toMatchObject({ progress: 'failed', event: 'RUN_PROVEN_ABSENT' });
  });

  it('finds the run by its correlation key, and posts nothing', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, 'find-run', { triggeredAt });
    scene.tools.runs.set(context.deployment.correlation, { report: 'RUNNING', run: { source: scene.tools.change().source, runId: 'r', status: 'queued', url: null, startedAt: null, finishedAt: null } });
    expect(await findRun.run(context)).toMatchObject({ progress: 'succeeded', event: 'RUN_FOUND', patch: { run: { runId: 'r' } } });
    expect(scene.tools.posts).toBe(0);
  });

  it.each([
    ['not proven', Infinity, 90_000, 'again'],
    ['proven, but a process could still be about to post', 0, 29_999, 'again'],
    ['proven and settled', 0, 30_000, 'failed'],
  ])('absence %s', async (_title, provenAfterMs, passed, progress) => {
    const scene = new Scene();
    scene.tools.provenAfterMs = provenAfterMs;
    const context = await stepContext(scene, 'find-run', { triggeredAt });
    scene.clock.pass(passed);
    expect((await findRun.run(context)).progress).toBe(progress);
  });
});
