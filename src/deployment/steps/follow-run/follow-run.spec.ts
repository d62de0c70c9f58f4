import type { DeployerRun } from '../../../domain/deployment.ts';
import type { Connection } from '../../../domain/ports/connection.ts';
import type { Deployer, RunReport } from '../../../domain/ports/deployer.ts';
import { plannedStep } from '../../step-list.ts';
import type { StepContext, StepOutcome } from '../../step.ts';
import { deployerOf } from '../../subject.ts';
import { Scene, somebody } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { followRun } from './index.ts';

async function following(report: RunReport['progress'], scene = new Scene()): Promise<StepContext> {
  const run = { source: scene.tools.change().source, runId: 'r', status: report, url: null, startedAt: null, finishedAt: null };
  const context = await stepContext(scene, 'follow-run', { run, requestedAt: '2026-11-23T04:00:00.000Z', triggeredAt: '2026-11-23T05:00:00.000Z' });
  scene.tools.runs.set(context.deployment.correlation, { report, run });
  return context;
}

describe('follow-run', () => {
  it('only looks', () => {
    expect([followRun.name, followRun.kind]).toEqual(['follow-run', 'look']);
  });

  it.each([
    ['SUCCEEDED', 'succeeded', 'RUN_SUCCEEDED'], ['FAILED', 'failed', 'RUN_FAILED'], ['CANCELED', 'failed', 'RUN_FAILED'], ['PENDING', 'again', undefined], ['RUNNING', 'again', undefined],
  ] as const)('takes %s for %s', async (report, progress, event) => {
    const outcome = await followRun.run(await following(report));
    expect(outcome.progress).toBe(progress);
    expect('event' in outcome ? outcome.event : undefined).toBe(event);
  });

  it.each([['CANCELED', 'skipped', 'RUN_CANCELED'], ['FAILED', 'failed', 'RUN_FAILED'], ['SUCCEEDED', 'succeeded', 'RUN_SUCCEEDED']] as const)('takes %s for %s where it was to be cancelled, and keeps the run as it ended', async (report, progress, event) => {
    const context = await following(report);
    const steps = [...context.deployment.steps, plannedStep('cancel-run')];
    expect(await followRun.run({ ...context, deployment: { ...context.deployment, steps } })).toEqual({ progress, event, because: `The run is ${report}.`, patch: { run: { ...context.deployment.run, finishedAt: '2026-11-23T05:00:00.000Z' } } });
  });

  it.each([
    ['nothing', {}], ['its id', { runId: 'r-1' }], ['its status', { status: 'queued' }], ['its page', { url: 'https://ci.example/1' }], ['its start', { startedAt: '2026-11-23T05:00:01.000Z' }], ['its end', { finishedAt: '2026-11-23T05:00:02.000Z' }],
  ])('has news of a run of which %s is told otherwise', async (_title, known) => {
    const context = await following('RUNNING');
    const { run } = context.deployment;
    if (run === null) throw new Error('no run');
    const outcome = await followRun.run(asked(context, { observe: () => Promise.resolve({ progress: 'RUNNING', because: 'It runs.', run: { ...run, ...known } }) }));
    expect(outcome.patch).toEqual(Object.keys(known).length === 0 ? undefined : { run: { ...run, ...known } });
  });

  it('goes by the moment of its trigger, and where none is written down by that of its asking', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, 'follow-run');
    const since: string[] = [];
    const absent = (triggeredAt: string | null, isProven: boolean): Promise<StepOutcome> => followRun.run(asked({ ...context, deployment: { ...context.deployment, triggeredAt } }, {
      find: (_key, moment) => { since.push(moment); return Promise.resolve({ outcome: 'ABSENT', isProven }); },
    }));
    scene.clock.pass(100_000);
    expect(await absent('2026-11-23T05:01:20.000Z', false)).toMatchObject({ progress: 'again', retryAfterMs: 1_000 });
    expect(await absent(null, false)).toEqual({ progress: 'again', because: 'github-actions accepted it; its run has not shown up yet.', retryAfterMs: 5_000 });
    expect(await absent('2026-11-23T05:01:20.000Z', true)).toEqual({ progress: 'again', because: 'github-actions accepted it; its run has not shown up yet.', retryAfterMs: 1_000 });
    expect((await absent(null, true)).because).toBe(`github-actions accepted it, yet has no run with correlation key ${context.deployment.correlation}.`);
    expect(since).toEqual(['2026-11-23T05:01:20.000Z', '2026-11-23T05:00:00.000Z', '2026-11-23T05:01:20.000Z', '2026-11-23T05:00:00.000Z']);
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
    const followed = async (ours: RunReport['progress'], ...twins: readonly RunReport['progress'][]): Promise<StepOutcome> => {
      const scene = new Scene();
      const context = await following(ours, scene);
      scene.clock.pass(60_000);
      const deployer = deployerOf(scene.service, 'production', context.ports);
      const twinOf = (runId: string): RunReport['progress'] | undefined => twins[Number(runId.replace('r-', '')) - 2];
      return followRun.run(asked(context, {
        find: async (key, since, ask) => ({ ...await deployer.find(key, since, ask), twins: twins.map((_twin, index) => second(`r-${index + 2}`)) }),
        observe: (runId, ask) => {
          const twin = twinOf(runId);
          return twin === undefined ? deployer.observe(runId, ask) : Promise.resolve({ progress: twin, because: `The twin is ${twin}.`, run: second(runId) });
        },
      }));
    };

    it.each([
      ['SUCCEEDED', 'SUCCEEDED', 'succeeded', 'RUN_SUCCEEDED'], ['SUCCEEDED', 'FAILED', 'failed', 'RUN_FAILED'], ['SUCCEEDED', 'CANCELED', 'failed', 'RUN_FAILED'],
      ['FAILED', 'SUCCEEDED', 'failed', 'RUN_FAILED'], ['SUCCEEDED', 'RUNNING', 'again', undefined], ['FAILED', 'PENDING', 'again', undefined],
    ] as const)('takes %s beside %s for %s, and says so', async (ours, twin, progress, event) => {
      const outcome = await followed(ours, twin);
      expect([outcome.progress, 'event' in outcome ? outcome.event : undefined]).toEqual([progress, event]);
      expect(outcome.because).toContain(`made 2 runs of one trigger, which Muster posted once: besides r also r-2 (${twin}).`);
    });

    const said = (...twins: readonly string[]): string => `github-actions made 3 runs of one trigger, which Muster posted once: besides r also r-2 (${twins[0] ?? ''}), r-3 (${twins[1] ?? ''}).`;

    it.each([
      ['SUCCEEDED', ['SUCCEEDED', 'SUCCEEDED'], 'succeeded', `The run is SUCCEEDED. ${said('SUCCEEDED', 'SUCCEEDED')}`],
      ['SUCCEEDED', ['FAILED', 'SUCCEEDED'], 'failed', `${said('FAILED', 'SUCCEEDED')} What stands in production now is not certain: The twin is FAILED. The twin is SUCCEEDED.`],
      ['FAILED', ['SUCCEEDED', 'SUCCEEDED'], 'failed', `The run is FAILED. ${said('SUCCEEDED', 'SUCCEEDED')}`],
      ['FAILED', ['FAILED', 'SUCCEEDED'], 'failed', `The run is FAILED. ${said('FAILED', 'SUCCEEDED')}`],
      ['SUCCEEDED', ['SUCCEEDED', 'RUNNING'], 'again', said('SUCCEEDED', 'RUNNING')],
    ] as const)('takes %s beside %j for %s: %s', async (ours, twins, progress, because) => {
      expect(await followed(ours, ...twins)).toMatchObject({ progress, because });
    });

    it('takes a run that is found by no key any more for all there is', async () => {
      const context = asked(await following('SUCCEEDED'), { find: () => Promise.resolve({ outcome: 'ABSENT', isProven: true }) });
      expect(await followRun.run(context)).toMatchObject({ progress: 'succeeded', because: 'The run is SUCCEEDED.' });
    });

    it('looks at the others as often as at one of its own', async () => {
      expect(await followed('SUCCEEDED', 'RUNNING')).toMatchObject({ retryAfterMs: 3_000 });
    });
  });
});

/** The same, of a deployer that answers otherwise. */
function asked(context: StepContext, more: Partial<Deployer>): StepContext {
  const connection = context.ports.connections.byName('servicenow');
  if (connection === undefined) throw new Error('no connection');
  const other: Connection = { ...connection, deployer: (declaration) => ({ ...connection.deployer?.(declaration) as Deployer, ...more }) };
  return { ...context, ports: { ...context.ports, connections: { all: [other], byName: () => other } } };
}
