import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { cancelRun } from './index.ts';

describe('cancel-run', () => {
  it('is an act, each of whose tries is written down', () => {
    expect(cancelRun.kind).toBe('act');
  });

  it('waits for a run that is not known yet', async () => {
    const scene = new Scene();
    expect(await cancelRun.run(await stepContext(scene, 'cancel-run'))).toMatchObject({ progress: 'again', retryAfterMs: 1_000 });
    expect(scene.tools.cancels).toBe(0);
  });

  it('asks the deployer to cancel the run', async () => {
    const scene = new Scene();
    const run = { source: scene.tools.change().source, runId: 'r', status: 'queued', url: null, startedAt: null, finishedAt: null };
    scene.tools.runs.set('k', { report: 'RUNNING', run });
    expect((await cancelRun.run(await stepContext(scene, 'cancel-run', { run }))).progress).toBe('succeeded');
    expect(scene.tools.runs.get('k')?.report).toBe('CANCELED');
  });
});
