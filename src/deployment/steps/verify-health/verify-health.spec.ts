import type { OperationalState } from '../../../domain/configuration-item.ts';
import type { DiscoveryGap } from '../../../domain/ports/release-graph.ts';
import type { LinkRelation } from '../../../domain/release.ts';
import type { StepOutcome } from '../../step.ts';
import { aLink, Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { absent, down, found, ToldRecords } from '../../testing/told-records.ts';
import { verifyHealth } from './index.ts';

const name = verifyHealth.name;

describe('verify-health', () => {
  it('looks, under the name that journals keep', () => {
    expect(verifyHealth).toMatchObject({ name: 'verify-health', kind: 'look' });
  });

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

describe('what is said of the items that it reaches', () => {
  const itemNamed = (name: string, operationalState: OperationalState) => found({ ...new Scene().tools.item(), label: name, operationalState });

  /** Of items that are linked to it, each with its state; null: it is not there. */
  async function said(states: readonly (OperationalState | null)[], gaps: readonly LinkRelation[] = []): Promise<{ readonly outcome: StepOutcome; readonly asked: readonly unknown[] }> {
    const [scene, told] = [new Scene(), new ToldRecords()];
    const readings = Object.fromEntries(states.map((state, index) => [`servicenow:ci:${index + 1}`, state === null ? absent : itemNamed(`item ${index + 1}`, state)]));
    told.readings = { ci: readings };
    const links = [...Object.keys(readings).map((id) => aLink('CONFIGURATION_ITEM', id)), aLink('CHANGE', 'servicenow:change:c1')];
    const graph = { assemble: () => Promise.resolve(new Map([[scene.release.key, { links, gaps: gaps.map((relation): DiscoveryGap => ({ relation, connection: 'servicenow', rule: 'x', problem: down })) }]])) };
    const context = await stepContext(scene, name, {}, { ports: { ...scene.ports(), graph, records: told.port() } });
    return { outcome: await verifyHealth.run(context), asked: told.asked };
  }

  it.each<[string, readonly (OperationalState | null)[], StepOutcome['progress'], string]>([
    ['none', [], 'succeeded', 'Its run succeeded; no configuration item is linked that could say more.'],
    ['one that is well', ['OPERATIONAL'], 'succeeded', 'Its run succeeded and 1 configuration item is operational.'],
    ['several that are well', ['OPERATIONAL', 'READY'], 'succeeded', 'Its run succeeded and 2 configuration items are operational.'],
    ['one that does not say', ['OPERATIONAL', 'UNKNOWN'], 'again', 'The state of 1 configuration item cannot be read.'],
    ['one that does not say and one that is not there', ['UNKNOWN', null], 'again', 'The state of 2 configuration items cannot be read.'],
    ['several that are ill, whatever the others', ['REPAIR', 'UNKNOWN', 'RETIRED'], 'again', 'Its run succeeded, but item 1 is REPAIR, item 3 is RETIRED; it is given time to recover.'],
  ])('%s', async (_title, states, progress, because) => {
    expect((await said(states)).outcome).toMatchObject({ progress, because });
  });

  it('is read of them alone, and that other records could not all be found is of no concern', async () => {
    const { outcome, asked } = await said(['OPERATIONAL'], ['CHANGE']);
    expect([outcome.progress, asked]).toEqual(['succeeded', [['ci', 'servicenow:ci:1']]]);
    expect((await said(['OPERATIONAL'], ['CHANGE', 'CONFIGURATION_ITEM'])).outcome).toMatchObject({ progress: 'again', because: 'The configuration items could not all be found: it is down' });
  });

  it('is given time from now on where the step never began', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'REPAIR';
    const context = await stepContext(scene, name, { steps: [] });
    scene.clock.pass(300_000);
    expect((await verifyHealth.run(context)).progress).toBe('again');
  });
});
