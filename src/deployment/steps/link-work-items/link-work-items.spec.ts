import type { DeployerRun, Deployment } from '../../../domain/deployment.ts';
import type { Connection } from '../../../domain/ports/connection.ts';
import type { Link, LinkRelation } from '../../../domain/release.ts';
import type { StepOutcome } from '../../step.ts';
import { aLink, Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { absent, down, found, ToldRecords, unreadable } from '../../testing/told-records.ts';
import { linkWorkItems } from './index.ts';

const name = linkWorkItems.name;

function run(scene: Scene, url: string | null = 'https://ci.example/1'): DeployerRun {
  return { source: scene.tools.change().source, runId: 'r', status: 'x', url, startedAt: null, finishedAt: null };
}

describe('link-work-items', () => {
  it('acts under the name that journals keep', () => {
    expect(linkWorkItems).toMatchObject({ name: 'link-work-items', kind: 'act' });
  });

  it('draws one link, found again by release and environment', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { run: run(scene) });
    expect(await linkWorkItems.run(context)).toMatchObject({ progress: 'succeeded', because: '1 work item leads to the run.' });
    await linkWorkItems.run(context);
    expect(scene.tools.planner.linkings).toBe(1);
    expect([...scene.tools.planner.links.values()]).toEqual([{ globalId: 'muster:payments-2.4.0:production', url: 'https://ci.example/1', title: 'payments-2.4.0 to production, asked for by Ana', relationship: 'deployed by', isResolved: true }]);
    await linkWorkItems.run({ ...context, deployment: { ...context.deployment, run: run(scene, 'https://ci.example/2') } });
    expect([...scene.tools.planner.links.keys()]).toEqual(['muster:payments-2.4.0:production']);
  });

  it('skips without an address, without work items, and where the house wants no links', async () => {
    const scene = new Scene();
    for (const none of [run(scene, null), null]) expect((await linkWorkItems.run(await stepContext(scene, name, { run: none }))).progress).toBe('skipped');
    scene.links = [];
    expect((await linkWorkItems.run(await stepContext(scene, name, { run: run(scene) }))).progress).toBe('skipped');
    const unwanted = new Scene();
    unwanted.service = { ...unwanted.service, workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: false } };
    expect((await linkWorkItems.run(await stepContext(unwanted, name, { run: run(unwanted) }))).progress).toBe('skipped');
  });

  it('draws links where the service plans its work nowhere, and people linked some', async () => {
    const scene = new Scene();
    scene.service = { ...scene.service, workItems: null };
    expect((await linkWorkItems.run(await stepContext(scene, name, { run: run(scene) }))).progress).toBe('succeeded');
  });

  it('does not overlook items that could not be discovered, or not be read', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { run: run(scene) });
    const gap = { relation: 'WORK_ITEM', connection: 'jira', rule: 'x', problem: { code: 'TIMEOUT', message: 'Jira is down', sinceAt: '', retryAt: null } } as const;
    const graph = { assemble: () => Promise.resolve(new Map([['payments-2.4.0', { links: [], gaps: [gap] }]])) };
    expect(await linkWorkItems.run({ ...context, ports: { ...context.ports, graph } })).toMatchObject({ progress: 'again', because: expect.stringContaining('Jira is down') as unknown });
    const records = { ...context.ports.records, read: (_kind: unknown, names: readonly string[]) => Promise.resolve(new Map(names.map((one) => [one, { state: 'absent', fetchedAt: '' }]))) as never };
    expect(await linkWorkItems.run({ ...context, ports: { ...context.ports, records } })).toMatchObject({ progress: 'again', retryAfterMs: null, because: expect.stringContaining('cannot be read') as unknown });
  });
});

describe('the work items that lead to the run', () => {
  const item = (number: number): string => `jira:work-item:${number}`;

  /** Whom links were drawn at, and with what words, of a release with these links. */
  async function drawn(links: readonly Link[], readings: Readonly<Record<string, ReturnType<typeof found>>>, more: Partial<Deployment> = {}, gaps: readonly LinkRelation[] = []) {
    const [scene, told, at, titles] = [new Scene(), new ToldRecords(), new Array<string>(), new Set<string>()];
    told.readings = { 'work-item': readings };
    let [atOnce, most] = [0, 0];
    const link = async (id: string, { globalId, title, ...rest }: { readonly globalId: string | null; readonly title: string }): Promise<never> => {
      at.push(id);
      titles.add(`${globalId ?? ''} ${title}`);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return { globalId, title, ...rest } as never;
    };
    const jira: Connection = { ...scene.tools.connection(), workItemDesk: { link, move: () => Promise.reject(new Error('not here')), comment: () => Promise.reject(new Error('not here')) } };
    const mute: Connection = { ...jira };
    Reflect.deleteProperty(mute, 'workItemDesk');
    const graph = { assemble: () => Promise.resolve(new Map([[scene.release.key, { links, gaps: gaps.map((relation) => ({ relation, connection: 'jira', rule: 'x', problem: down })) }]])) };
    const byName = (wanted: string): Connection | undefined => ({ jira, mute })[wanted];
    const context = await stepContext(scene, name, { run: run(scene) }, { ports: { ...scene.ports(), graph, records: told.port(), connections: { all: [], byName } } });
    const outcome: Promise<StepOutcome> = linkWorkItems.run({ ...context, deployment: { ...context.deployment, ...more } });
    await outcome.catch(() => undefined);
    return { outcome, at, titles: [...titles], most, asked: told.asked };
  }

  const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_one, index) => from + index);
  const linked = (...all: readonly number[]): readonly Link[] => all.map((number) => aLink('WORK_ITEM', item(number)));
  const there = (...all: readonly number[]) => Object.fromEntries(all.map((number) => [item(number), found({ id: item(number) })]));

  it('are all of the release, five at a time, each once', async () => {
    const { outcome, at, most } = await drawn([...linked(...numbers(1, 12)), aLink('WORK_ITEM', item(1), { id: 'link:again' })], there(...numbers(1, 12)));
    expect(await outcome).toEqual({ progress: 'succeeded', because: '12 work items lead to the run.' });
    expect([at, most]).toEqual([numbers(1, 12).map(item), 5]);
  });

  it('are no versions, changes or what is no reference', async () => {
    const others = [aLink('WORK_ITEM', 'jira:version:PAY/2.4.0'), aLink('CHANGE', 'servicenow:change:c1'), aLink('WORK_ITEM', 'mute:work-item:9', { reference: 'PAY-9' })];
    const { outcome, at, asked } = await drawn([...others, ...linked(1)], there(1));
    expect(await outcome).toEqual({ progress: 'succeeded', because: '1 work item leads to the run.' });
    expect([at, asked]).toEqual([[item(1)], [['work-item', item(1)]]]);
    expect(await (await drawn(others, {})).outcome).toEqual({ progress: 'skipped', because: 'No work item is linked to the release.' });
  });

  it('that can be read are linked; the others are asked for again, by what people call them', async () => {
    const links = [...linked(1), ...[2, 3].map((number) => aLink('WORK_ITEM', item(number), { reference: `jira:work-item:PAY-${number}` }))];
    const { outcome, at } = await drawn(links, { ...there(1), [item(2)]: absent, [item(3)]: unreadable });
    expect(await outcome).toMatchObject({ progress: 'again', because: 'jira:work-item:PAY-2, jira:work-item:PAY-3 cannot be read, and is to be linked to the run.' });
    expect(at).toEqual([item(1)]);
  });

  it('wait until all could be found; that other records could not is of no concern', async () => {
    const { outcome, at } = await drawn(linked(1), there(1), {}, ['CHANGE', 'WORK_ITEM']);
    expect([await outcome, at]).toMatchObject([{ progress: 'again', because: 'The work items could not all be found: it is down' }, []]);
    expect((await (await drawn(linked(1), there(1), {}, ['CHANGE'])).outcome).progress).toBe('succeeded');
  });

  it.each<[string, Partial<Deployment>, string]>([
    ['release, environment and who asked', {}, 'muster:payments-2.4.0:production payments-2.4.0 to production, asked for by Ana'],
    ['nobody where nobody asked', { requestedBy: null }, 'muster:payments-2.4.0:production payments-2.4.0 to production'],
    ['the deployment where no release is known', { id: 'deployment:1', releaseKey: null, requestedBy: null }, 'muster:deployment:1:production deployment:1 to production'],
  ])('are told %s', async (_title, more, title) => {
    expect((await drawn(linked(1), there(1), more)).titles).toEqual([title]);
  });

  it.each([['mute', 'Connection mute cannot link work items; draw the link of mute:work-item:1 there.'], ['gone', 'Connection gone cannot link work items; draw the link of gone:work-item:1 there.']])('ask for a person where %s cannot link them', async (connection, message) => {
    const id = `${connection}:work-item:1`;
    const { outcome } = await drawn(linked(1), { [item(1)]: found({ id }) });
    await expect(outcome).rejects.toMatchObject({ name: 'MissingSubjectError', message });
  });
});
