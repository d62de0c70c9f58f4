import { plainAftermath } from '../../../domain/aftermath.ts';
import type { Problem } from '../../../domain/incident.ts';
import type { Connection } from '../../../domain/ports/connection.ts';
import type { NewProblem } from '../../../domain/ports/desk.ts';
import type { FoundIn } from '../../../domain/ports/records.ts';
import { end } from '../../step-list.ts';
import type { StepContext, StepOutcome } from '../../step.ts';
import { carryOn } from '../../testing/carry-on.ts';
import { outage } from '../../testing/reached.ts';
import { production, Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { absent, down, found, foundIn, ToldRecords } from '../../testing/told-records.ts';
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
  it('acts under the name that journals keep', () => {
    expect(openProblem).toMatchObject({ name: 'open-problem', kind: 'act' });
  });

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

describe('what is opened', () => {
  const own = 'servicenow:incident:INC1';
  const aProblem = (label: string, isOpen: boolean | null = true): Problem => ({ kind: 'problem', id: `servicenow:problem:${label}`, label, number: label, title: null, isOpen, isKnownError: null, source: outage(label, null).source });

  /** Its own incident, INC1, is the second at which two are a problem. The other is INC2, which a problem may explain. */
  class Twice {
    readonly scene = new Scene();
    readonly told = new ToldRecords();
    readonly wishes: NewProblem[] = [];
    readonly joined: unknown[] = [];
    isNew = true;
    /** What stands under the how manieth correlation. */
    stands: (number: number) => readonly FoundIn<Problem>[] = () => [foundIn<Problem>([])];

    constructor(explainedBy: Problem | null = null) {
      this.scene.environment = { ...this.scene.environment, afterwards: { ...plainAftermath, recurrence: { times: 2, withinMs: dayMs } } };
      const other = outage('INC2', null, { problemId: explainedBy?.id ?? null });
      this.told.readings = { incident: { [own]: found(outage('INC1', null)), [other.id]: found(other) }, ...(explainedBy && { problem: { [explainedBy.id]: found(explainedBy) } }) };
      this.told.finds = (_question, { correlationId }) => this.stands(Number(String(correlationId).split(':').at(-1)));
    }

    async run(alter: (context: StepContext) => StepContext = (context) => context): Promise<{ readonly id: string; readonly outcome: Promise<StepOutcome> }> {
      const { scene, told } = this;
      const context = await stepContext(scene, name, { incidentId: own });
      const { id } = context.deployment;
      const list: typeof scene.deployments.list = () => Promise.resolve({ items: [{ ...context.deployment, id: 'deployment:0', incidentId: 'servicenow:incident:INC2' }], totalCount: 1, hasNextPage: false });
      const desk: Connection = {
        ...scene.tools.connection(),
        problemDesk: {
          createOrFind: (wish) => { this.wishes.push(wish); return Promise.resolve({ problem: aProblem('PRB9'), isNew: this.isNew }); },
          join: (problem, incidents) => { this.joined.push([problem, incidents]); return Promise.resolve(); },
        },
      };
      const ports = { ...scene.ports(), records: told.port(), deployments: Object.assign(scene.deployments, { list }), connections: { all: [desk], byName: (wanted: string) => (wanted === 'servicenow' ? desk : undefined) } };
      return { id, outcome: openProblem.run(alter({ ...context, ports })) };
    }
  }

  it('tells which deployments failed, where, and who asked last, with all incidents', async () => {
    const twice = new Twice();
    const { id, outcome } = await twice.run();
    expect(await outcome).toEqual({ progress: 'succeeded', because: 'Problem PRB9 was opened.' });
    expect(twice.wishes).toEqual([{
      correlation: first, title: 'Deployments of Payments to production fail again and again', configurationItem: 'payments-prod', incidents: [own, 'servicenow:incident:INC2'],
      description: `2 deployments failed: INC1 (payments), INC2 (payments). The last was Muster's ${id}. Asked for by Ana.`,
    }]);
    expect(twice.told.asked).toContainEqual(['problems.correlated', { correlationId: first }, ['servicenow']]);
  });

  it('names no item where the service declares none, and is found again', async () => {
    const twice = new Twice();
    twice.scene.service = { ...twice.scene.service, targets: {} };
    twice.isNew = false;
    expect(await (await twice.run()).outcome).toEqual({ progress: 'succeeded', because: 'Problem PRB9 stands open for it.' });
    expect(twice.wishes).toMatchObject([{ configurationItem: null }]);
  });

  it('is nothing where a problem explains one of them: it gets those that none explains', async () => {
    const twice = new Twice(aProblem('PRB7'));
    expect(await (await twice.run()).outcome).toEqual({ progress: 'succeeded', because: 'Problem PRB7 explains it.' });
    expect(twice.joined).toEqual([['servicenow:problem:PRB7', [own]]]);
    expect(twice.wishes).toEqual([]);
  });

  it.each<[string, (number: number) => boolean | null | undefined, number]>([
    ['the first where there is none', () => undefined, 1],
    ['one that stands open', (number) => number > 2, 3],
    ['one that does not say whether it is open', (number) => (number > 2 ? null : false), 3],
    ['the fiftieth where all before are closed', (number) => (number < 50 ? false : undefined), 50],
  ])('is %s', async (_title, isOpen, number) => {
    const twice = new Twice();
    twice.stands = (one) => [foundIn(isOpen(one) === undefined ? [] : [aProblem(`PRB${one}`, isOpen(one))])];
    expect((await (await twice.run()).outcome).progress).toBe('succeeded');
    expect(twice.wishes.map(({ correlation }) => correlation)).toEqual([`muster:payments:production:${number}`]);
  });

  it('is nothing after fifty that are closed: a person is asked for', async () => {
    const twice = new Twice();
    twice.stands = (number) => [foundIn([aProblem(`PRB${number}`, false)])];
    expect(await (await twice.run()).outcome).toEqual({ progress: 'again', retryAfterMs: null, needsAttention: true, because: '50 problems of payments are closed already, and it goes wrong again.' });
    expect(twice.wishes).toEqual([]);
  });

  it.each<[string, Partial<FoundIn<Problem>>, string]>([
    ['fails', { problem: down }, 'Whether a problem of it stands already cannot be read in servicenow: it is down.'],
    ['does not tell all', { isComplete: false }, 'Whether a problem of it stands already cannot be read in servicenow.'],
  ])('is nothing while its tool %s', async (_title, more, message) => {
    const twice = new Twice();
    twice.stands = () => [foundIn<Problem>([]), foundIn<Problem>([], more)];
    await expect((await twice.run()).outcome).rejects.toThrow(new Error(message));
    expect(twice.wishes).toEqual([]);
  });

  it.each<[string, (twice: Twice) => void, string]>([
    ['its incident is gone', (twice) => { twice.told.readings = { incident: { ...twice.told.readings['incident'], [own]: absent } }; }, 'The incident that it opened is no longer there, so that nothing is counted.'],
    ['it did not go wrong so often', (twice) => { twice.told.readings = { incident: { ...twice.told.readings['incident'], 'servicenow:incident:INC2': absent } }; }, 'It went wrong once in 1 days; 2 times are a problem.'],
  ])('is nothing where %s', async (_title, alter, because) => {
    const twice = new Twice();
    alter(twice);
    expect(await (await twice.run()).outcome).toEqual({ progress: 'skipped', because });
  });

  it('is nothing where its tool is gone, and goes by the usual bounds where the environment sets none', async () => {
    const twice = new Twice();
    const gone = await twice.run((context) => ({ ...context, ports: { ...context.ports, connections: { all: [], byName: () => undefined } } }));
    expect(await gone.outcome).toEqual({ progress: 'skipped', because: 'servicenow keeps no problems that Muster could open, though it went wrong 2 times.' });
    twice.scene.environment = production;
    expect(await (await twice.run()).outcome).toEqual({ progress: 'skipped', because: 'It went wrong 2 times in 30 days; 3 times are a problem.' });
  });
});
