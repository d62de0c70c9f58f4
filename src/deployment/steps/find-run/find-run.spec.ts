import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { findRun } from './index.ts';

const triggeredAt = '2026-11-23T05:00:00.000Z';

describe('find-run', () => {
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
