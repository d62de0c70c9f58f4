import type { DeployerRun } from '../../../domain/deployment.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { linkWorkItems } from './index.ts';

const name = linkWorkItems.name;

function run(scene: Scene, url: string | null = 'https://ci.example/1'): DeployerRun {
  return { source: scene.tools.change().source, runId: 'r', status: 'x', url, startedAt: null, finishedAt: null };
}

describe('link-work-items', () => {
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
    expect((await linkWorkItems.run(await stepContext(scene, name, { run: run(scene, null) }))).progress).toBe('skipped');
    scene.links = [];
    expect((await linkWorkItems.run(await stepContext(scene, name, { run: run(scene) }))).progress).toBe('skipped');
    const unwanted = new Scene();
    unwanted.service = { ...unwanted.service, workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: false } };
    expect((await linkWorkItems.run(await stepContext(unwanted, name, { run: run(unwanted) }))).progress).toBe('skipped');
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
