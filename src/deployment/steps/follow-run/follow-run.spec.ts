import type { DeployerRun } from '../../../domain/deployment.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RunReport } from '../../../domain/ports/deployer.ts';
import { plannedStep } from '../../step-list.ts';
import type { StepContext, StepOutcome } from '../../step.ts';
import { Scene, somebody } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { followRun } from './index.ts';

async function following(report: RunReport['progress'], scene = new Scene()): Promise<StepContext> {
  const run = { source: scene.tools.change().source, runId: 'r', status: report, url: null, startedAt: null, finishedAt: null };
  const context = await stepContext(scene, 'follow-run', { run, triggeredAt: '2026-11-23T05:00:00.000Z' });
  scene.tools.runs.set(context.deployment.correlation, { report, run });
  return context;
}

describe('follow-run', () => {
  it.each([
    ['SUCCEEDED', 'succeeded', 'RUN_SUCCEEDED'], ['FAILED', 'failed', 'RUN_FAILED'], ['CANCELED', 'failed', 'RUN_FAILED'], ['PENDING', 'again', undefined], ['RUNNING', 'again', undefined],
  ] as const)('takes %s for %s', async (report, progress, event) => {
    const outcome = await followRun.run(await following(report));
    expect(outcome.progress).toBe(progress);
    expect('event' in outcome ? outcome.event : undefined).toBe(event);
  });

  it('takes CANCELED for what was asked, if it was asked', async () => {
    const context = await following('CANCELED');
    const steps = [...context.deployment.steps, plannedStep('cancel-run')];
    expect(await followRun.run({ ...context, deployment: { ...context.deployment, steps } })).toMatchObject({ progress: 'skipped', event: 'RUN_CANCELED' });
  });

  it('has no news while nothing moves, and looks less often at an old run', async () => {
    const scene = new Scene();
    const context = await following('RUNNING', scene);
    const young = await followRun.run(context);
    expect(young).toEqual({ progress: 'again', because: 'The run is RUNNING.', retryAfterMs: 1_000 });
    scene.clock.pass(100_000);
    expect(await followRun.run(context)).toMatchObject({ retryAfterMs: 5_000 });
    scene.clock.pass(10_000_000);
    expect(await followRun.run(context)).toMatchObject({ retryAfterMs: 10_000 });
  });

  it('marks a run that outlasts its window, or whose change is withdrawn, and follows it all the same', async () => {
    const scene = new Scene();
    scene.plan = { ...scene.plan, window: { startAt: '2026-11-23T04:00:00.000Z', endAt: '2026-11-23T05:00:01.000Z' } };
    const context = await following('RUNNING', scene);
    expect(await followRun.run(context)).not.toHaveProperty('needsAttention');
    scene.clock.pass(1_000);
    const because = 'The window of plan version 1 closed at 2026-11-23T05:00:01.000Z while it ran. The run is RUNNING.';
    expect(await followRun.run(context)).toMatchObject({ progress: 'again', needsAttention: true, because });
    scene.tools.isOnHold = true;
    expect(await followRun.run(context)).toMatchObject({ progress: 'again', because: expect.stringMatching(/^The window of plan .* Change .* was put on hold while it ran\. /) as string });
    expect(await followRun.run(await following('SUCCEEDED', scene))).toMatchObject({ progress: 'succeeded' });
  });

  it.each([
    ['that begins while it runs', {}, ['no-freeze'], 'came into force at 2026-11-23T05:00:02.000Z while it ran'],
    ['that is declared while it runs, for since long ago', { first: { startAt: '2026-11-20T00:00:00.000Z', endAt: null }, declaredAt: '2026-11-23T05:00:01.000Z' }, ['no-freeze'], 'came into force at 2026-11-23T05:00:01.000Z while it ran'],
    ['that stood when it was triggered', { first: { startAt: '2026-11-20T00:00:00.000Z', endAt: null } }, ['no-freeze'], null],
    ['of another environment', { scope: { environments: ['staging'], services: null } }, ['no-freeze'], null],
    ['that the policy does not mind', {}, [], null],
    ['whose times cannot be read', { recurrence: 'FREQ=SOMETIMES', first: { startAt: '2026-11-23T05:00:02.000Z', endAt: '2026-11-23T06:00:00.000Z' } }, ['no-freeze'], null],
  ] as const)('marks a run under a freeze %s', async (_title, more, gates, words) => {
    const scene = new Scene();
    scene.policy = { ...scene.policy, gates: gates.map((gate) => ({ gate, isBlocking: true, isWaivable: true, isUnknownWaivable: false, mayBeEmpty: true, maxFactAgeMs: null, parameters: {} })) };
    const context = await following('RUNNING', scene);
    expect(await followRun.run(context)).not.toHaveProperty('needsAttention');
    scene.freezes.push({
      id: 'freeze:1', name: 'year end', reason: 'the books', scope: { environments: null, services: null }, timeZone: 'UTC', recurrence: null, first: { startAt: '2026-11-23T05:00:02.000Z', endAt: null },
      declaredBy: somebody, declaredAt: '2026-11-01T00:00:00.000Z', lifted: null, ...more,
    });
    scene.clock.pass(3_000);
    const seen = await followRun.run(context);
    if (words === null) expect(seen).not.toHaveProperty('needsAttention');
    else expect(seen).toMatchObject({ progress: 'again', needsAttention: true, because: `The freeze "year end" of Ana ${words}. The run is RUNNING.` });
  });

  it('goes on when the changes or the freezes cannot be read', async () => {
    const scene = new Scene();
    scene.policy = { ...scene.policy, gates: [{ gate: 'no-freeze', isBlocking: true, isWaivable: true, isUnknownWaivable: false, mayBeEmpty: true, maxFactAgeMs: null, parameters: {} }] };
    const context = await following('RUNNING', scene);
    const freezes = { unlifted: () => Promise.reject(new Error('database is down')) };
    const records = { ...context.ports.records, read: () => Promise.reject(new Error('database is down')) };
    expect(await followRun.run({ ...context, ports: { ...context.ports, records, freezes } })).toEqual({ progress: 'again', because: 'The run is RUNNING.', retryAfterMs: 1_000 });
  });

  it('learns which run it is, and does not wait for ever for one that never was', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, 'follow-run', { triggeredAt: '2026-11-23T05:00:00.000Z' });
    expect(await followRun.run(context)).toMatchObject({ progress: 'again', retryAfterMs: 1_000 });
    scene.clock.pass(29_999);
    expect((await followRun.run(context)).progress).toBe('again');
    scene.clock.pass(1);
    expect(await followRun.run(context)).toMatchObject({ progress: 'failed', event: 'RUN_FAILED' });
    scene.tools.runs.set(context.deployment.correlation, { report: 'RUNNING', run: { source: scene.tools.change().source, runId: 'r', status: 'queued', url: null, startedAt: null, finishedAt: null } });
    expect(await followRun.run(context)).toMatchObject({ progress: 'again', patch: { run: { runId: 'r' } } });
  });

  describe('when the tool made two runs of the one trigger', () => {
    const second = (runId: string): DeployerRun => ({ source: new Scene().tools.change().source, runId, status: '', url: null, startedAt: null, finishedAt: null });
    const followed = async (ours: RunReport['progress'], twin: RunReport['progress']): Promise<StepOutcome> => {
      const context = await following(ours);
      const connection = context.ports.connections.byName('servicenow');
      const deployer = connection?.deployer?.({ connection: 'servicenow', name: 'x', settings: {} });
      if (connection === undefined || deployer === undefined) throw new Error('no deployer');
      const doubled = {
        ...deployer,
        find: async (...asked: Parameters<typeof deployer.find>) => ({ ...await deployer.find(...asked), twins: [second('r-2')] }),
        observe: (runId: string, ask: Ask) => (runId === 'r-2' ? Promise.resolve({ progress: twin, because: `The twin is ${twin}.`, run: second('r-2') }) : deployer.observe(runId, ask)),
      };
      const other = { ...connection, deployer: () => doubled as never };
      return followRun.run({ ...context, ports: { ...context.ports, connections: { all: [other], byName: () => other } } });
    };

    it.each([
      ['SUCCEEDED', 'SUCCEEDED', 'succeeded', 'RUN_SUCCEEDED'], ['SUCCEEDED', 'FAILED', 'failed', 'RUN_FAILED'], ['SUCCEEDED', 'CANCELED', 'failed', 'RUN_FAILED'],
      ['FAILED', 'SUCCEEDED', 'failed', 'RUN_FAILED'], ['SUCCEEDED', 'RUNNING', 'again', undefined], ['FAILED', 'PENDING', 'again', undefined],
    ] as const)('takes %s beside %s for %s, and says so', async (ours, twin, progress, event) => {
      const outcome = await followed(ours, twin);
      expect([outcome.progress, 'event' in outcome ? outcome.event : undefined]).toEqual([progress, event]);
      expect(outcome.because).toContain(`made 2 runs of one trigger, which Muster posted once: besides r also r-2 (${twin}).`);
    });
  });
});
