import type { OperationalState } from '../../../domain/configuration-item.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { verifyHealth } from './index.ts';

const name = verifyHealth.name;

describe('verify-health', () => {
  it.each([
    ['OPERATIONAL', 'succeeded', undefined], ['READY', 'succeeded', undefined], ['STANDBY', 'succeeded', undefined], ['UNKNOWN', 'again', null], ['NON_OPERATIONAL', 'again', 1_000], ['REPAIR', 'again', 1_000], ['RETIRED', 'again', 1_000],
  ] as const)('an item that is %s: %s', async (itemState: OperationalState, progress, retryAfterMs) => {
    const scene = new Scene();
    scene.tools.itemState = itemState;
    const outcome = await verifyHealth.run(await stepContext(scene, name));
    expect(outcome.progress).toBe(progress);
    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(retryAfterMs);
  });

  it('is live from the end of its run', async () => {
    const scene = new Scene();
    const run = { source: scene.tools.change().source, runId: 'r', status: 'x', url: null, startedAt: null, finishedAt: '2026-11-23T04:59:00.000Z' };
    expect(await verifyHealth.run(await stepContext(scene, name, { run }))).toMatchObject({ progress: 'succeeded', patch: { liveAt: '2026-11-23T04:59:00.000Z' } });
    expect(await verifyHealth.run(await stepContext(scene, name))).toMatchObject({ patch: { liveAt: '2026-11-23T05:00:00.000Z' } });
  });

  it('gives an ill item its time and no more', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'REPAIR';
    const context = await stepContext(scene, name);
    scene.clock.pass(299_999);
    expect((await verifyHealth.run(context)).progress).toBe('again');
    scene.clock.pass(1);
    expect(await verifyHealth.run(context)).toMatchObject({ progress: 'failed', event: 'HEALTH_FAILED', because: 'Its run succeeded, but payments-prod is REPAIR.' });
  });

  it('is content without items, and says so', async () => {
    const scene = new Scene();
    scene.links = [];
    expect(await verifyHealth.run(await stepContext(scene, name))).toMatchObject({ progress: 'succeeded', because: expect.stringContaining('no configuration item is linked') as unknown });
  });

  it.each([
    ['absent', { state: 'absent', fetchedAt: '' }],
    ['unreadable', { state: 'unreadable', problem: { code: 'TIMEOUT', message: 'down', sinceAt: '', retryAt: null } }],
  ])('an item that is %s is not healthy', async (_title, reading) => {
    const context = await stepContext(new Scene(), name);
    const records = { ...context.ports.records, read: (_kind: unknown, names: readonly string[]) => Promise.resolve(new Map(names.map((one) => [one, reading]))) as never };
    expect(await verifyHealth.run({ ...context, ports: { ...context.ports, records } })).toMatchObject({ progress: 'again', retryAfterMs: null });
  });

  it('does not overlook items that could not be discovered', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const gap = { relation: 'CONFIGURATION_ITEM', connection: 'servicenow', rule: 'x', problem: { code: 'TIMEOUT', message: 'CMDB is down', sinceAt: '', retryAt: null } } as const;
    const graph = { assemble: () => Promise.resolve(new Map([['payments-2.4.0', { links: [], gaps: [gap] }]])) };
    expect(await verifyHealth.run({ ...context, ports: { ...context.ports, graph } })).toMatchObject({ progress: 'again', because: expect.stringContaining('CMDB is down') as unknown });
  });
});
