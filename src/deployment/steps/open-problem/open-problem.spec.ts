import { plainAftermath } from '../../../domain/aftermath.ts';
import type { Connection } from '../../../domain/ports/connection.ts';
import { end } from '../../step-list.ts';
import type { StepContext } from '../../step.ts';
import { carryOn } from '../../testing/carry-on.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { openProblem } from './index.ts';

const name = openProblem.name;
const dayMs = 86_400_000;
const first = 'muster:payments:production:1';

/** One more deployment that fails, to its end. */
async function fail(scene: Scene, key: string): Promise<string> {
  scene.tools.runsEnd = 'FAILED';
  scene.tools.changeState = 'SCHEDULED';
  const { id } = await scene.accept({ idempotencyKey: key });
  const { steps } = await carryOn(scene, id);
  await scene.queue.stop();
  return steps.find((step) => step.name === name)?.because ?? '';
}

describe('open-problem', () => {
  it('opens one at the third time in thirty days, with all three incidents, and the fourth joins it', async () => {
    const scene = new Scene();
    expect(await fail(scene, '1')).toBe('It went wrong once in 30 days; 3 times are a problem.');
    expect(await fail(scene, '2')).toContain('2 times in 30 days');
    expect(await fail(scene, '3')).toBe('Problem PRB1 was opened.');
    expect(await fail(scene, '4')).toBe('Problem PRB1 explains it.');
    expect([...scene.tools.problems.opened.keys()]).toEqual([first]);
    expect([...scene.tools.problems.explained.keys()].toSorted()).toEqual([1, 2, 3, 4].map((number) => `servicenow:incident:${number}`));
  });

  it('counts what lies further back no more', async () => {
    const scene = new Scene();
    await fail(scene, '1');
    await fail(scene, '2');
    scene.clock.pass(31 * dayMs);
    expect(await fail(scene, '3')).toContain('It went wrong once');
  });

  it('counts what a closed problem explained no more, and opens the next one', async () => {
    const scene = new Scene();
    for (const key of ['1', '2', '3']) await fail(scene, key);
    scene.tools.problems.close(first);
    expect(await fail(scene, '4')).toContain('It went wrong once');
    await fail(scene, '5');
    expect(await fail(scene, '6')).toBe('Problem PRB2 was opened.');
    expect([...scene.tools.problems.opened.keys()]).toEqual([first, 'muster:payments:production:2']);
  });

  it('gives one that people opened for an earlier incident the others too', async () => {
    const scene = new Scene();
    await fail(scene, '1');
    await scene.tools.problems.desk().createOrFind({ correlation: 'by hand', title: 'The database', description: '', configurationItem: null, incidents: ['servicenow:incident:1'] }, {} as never);
    await fail(scene, '2');
    expect(await fail(scene, '3')).toBe('Problem PRB1 explains it.');
    expect(new Set(scene.tools.problems.explained.values())).toEqual(new Set(['servicenow:problem:PRB1']));
  });

  it.each([['the same item', 'servicenow:ci:db', 'servicenow:ci:db', 'Problem PRB1 was opened.'], ['other items', 'servicenow:ci:db', 'servicenow:ci:bus', 'It went wrong once'], ['items that nobody named', null, null, 'It went wrong once']])('of other services: at %s', async (_title, item, other, words) => {
    const scene = new Scene();
    scene.environment = { ...scene.environment, afterwards: { ...plainAftermath, recurrence: { times: 2, withinMs: dayMs } } };
    scene.tools.incidentItem = other;
    await fail(scene, '1');
    const list = scene.deployments.list.bind(scene.deployments);
    scene.deployments.list = async (query) => { const page = await list(query); return { ...page, items: page.items.map((one) => ({ ...one, serviceKey: 'ledger' })) }; };
    scene.tools.incidentItem = item;
    expect(await fail(scene, '2')).toContain(words);
  });

  it('counts nothing that cannot be read', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { incidentId: 'servicenow:incident:1' });
    const records = { ...context.ports.records, read: (_kind: unknown, names: readonly string[]) => Promise.resolve(new Map(names.map((one) => [one, { state: 'unreadable', problem: { code: 'TIMEOUT', message: 'down', sinceAt: '', retryAt: null } }]))) as never };
    await expect(openProblem.run({ ...context, ports: { ...context.ports, records } })).rejects.toThrow('nobody can say how often it went wrong: down');
  });

  it('waits for the incident, and skips where there is none or no tool keeps problems', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await openProblem.run(context)).toMatchObject({ progress: 'again', retryAfterMs: context.settings.retryMs });
    const steps = end(context.deployment.steps, 'open-incident', 'SKIPPED', 'x', '');
    expect((await openProblem.run({ ...context, deployment: { ...context.deployment, steps } })).progress).toBe('skipped');
    scene.environment = { ...scene.environment, afterwards: { ...plainAftermath, recurrence: { times: 1, withinMs: dayMs } } };
    const without: Connection = { ...scene.tools.connection() };
    Reflect.deleteProperty(without, 'problemDesk');
    await scene.tools.connection().incidentDesk?.createOrFind({ correlation: 'x', title: 'x', description: 'x', configurationItem: null, causedByChange: null }, {} as never);
    const ports: StepContext['ports'] = { ...scene.ports(), connections: { all: [without], byName: () => without } };
    const alone = await stepContext(scene, name, { incidentId: 'servicenow:incident:1' });
    expect(await openProblem.run({ ...alone, ports })).toMatchObject({ progress: 'skipped', because: expect.stringContaining('keeps no problems') as unknown });
  });
});
