import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from '../../src/domain/ports/ask.ts';
import { judgingFromNow } from '../../src/domain/ports/ask.ts';
import { atTool, patchChange, signIns } from '../system/tools.ts';
import { startWorld, type World } from '../system/world.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 600_000 };
const change = 'servicenow:change:CHG0030001';
const total = (calls: Readonly<Record<string, number>>): number => Object.values(calls).reduce((sum, count) => sum + count, 0);

describe('The mirror between the hub’s connectors and the stand-ins', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ isSeeded: false, deadline: { page: 'PT1S', judge: 'PT1S' } }); });
  afterAll(() => world.close());

  const callsMade = (): number => total(world.sandbox.tools.servicenow.calls()) + total(world.sandbox.tools.jira.calls());
  const fault = async (faults: readonly object[]): Promise<void> => {
    const { status } = await fetch(`${world.sandbox.tools.servicenow.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
    expect(status).toBeLessThan(300);
  };
  afterEach(() => fault([]));

  test('a second look costs no call, by label, by identity or by relation', async () => {
    const { records } = world.running.hub;
    const first = (await records.read('change', [change], page)).get(change);
    if (first?.state !== 'found') throw new Error(`the change was ${JSON.stringify(first)}`);
    const { id } = first.value;
    expect((await records.relate('change.approvals', [id], page)).get(id)?.state).toBe('found');
    const before = callsMade();
    expect((await records.read('change', [id, change], page)).get(id)).toEqual(first);
    expect((await records.relate('change.approvals', [id], page)).get(id)?.state).toBe('found');
    expect(callsMade()).toBe(before);
    await records.read('change', [id], judgingFromNow());
    expect(callsMade()).toBeGreaterThan(before);
  });

  test('a change that is hidden is told apart from one that was deleted, and is back when it is shown again', async () => {
    const { records, clock } = world.running.hub;
    const { store } = world.running;
    const label = 'servicenow:change:CHG0030004';
    const first = (await records.read('change', [label], page)).get(label);
    if (first?.state !== 'found') throw new Error(`the change was ${JSON.stringify(first)}`);
    const { id } = first.value;
    const known = async (): Promise<string | null | undefined> => (await store.history.asOf('change', [id], clock.now().toISOString())).get(id)?.goneBecause;
    world.moveClock(1_000);
    await patchChange(world, 'CHG0030004', { short_description: 'Restricted: not for everybody' });
    expect((await records.read('change', [id], judgingFromNow())).get(id)?.state).toBe('absent');
    expect(await known()).toContain('it is there, and access rules hide it from us');
    expect((await store.copies.find('change', [id, label])).size).toBe(0);
    world.moveClock(1_000);
    await patchChange(world, 'CHG0030004', { short_description: 'For everybody again' });
    await records.read('change', [id], judgingFromNow());
    expect(await known()).toBeNull();
  });

  test('an artifact that was deleted is gone for whoever reads it by what it is', async () => {
    const { records, clock } = world.running.hub;
    const found = await records.find('artifacts.list', { text: 'ledger-api-1.9.2', limit: 5 }, page);
    const [artifact] = found.flatMap((one) => one.records);
    if (artifact === undefined) throw new Error('there is no such artifact');
    world.moveClock(1_000);
    await atTool(world, 'artifactory', `DELETE /artifactory/${artifact.source.key}`, signIns.artifactoryAdmin);
    expect((await records.read('artifact', [artifact.id], { purpose: 'page', maxAgeMs: 0 })).get(artifact.id)?.state).toBe('absent');
    const marked = async () => (await world.running.store.history.asOf('artifact', [artifact.id], clock.now().toISOString())).get(artifact.id);
    // Whoever looks is answered before it is marked.
    while ((await marked())?.goneBecause == null) await pause(20);
    const gone = await marked();
    expect(gone?.goneBecause).toContain('deleted, or hidden from us by access rules, which its tool does not tell apart');
    expect(gone?.copy.content).toMatchObject({ name: artifact.name });
  });

  test.each(['status', 'html', 'truncate', 'reset', 'garble', 'hang'] as const)('when the tool answers %s, a page has the last copy, a judgement has nothing, and Jira is not disturbed', async (kind) => {
    const { records } = world.running.hub;
    const [item] = world.sandbox.story.releases.flatMap(({ workItems }) => workItems);
    const key = `jira:work-item:${item?.key ?? ''}`;
    await records.read('change', [change], page);
    await fault([kind === 'status' ? { kind, status: 503 } : { kind }]);
    const [looked, judged, undisturbed] = await Promise.all([
      records.read('change', [change], { purpose: 'page', maxAgeMs: 0 }), records.read('change', [change], judgingFromNow()), records.read('work-item', [key], judgingFromNow()),
    ]);
    expect(looked.get(change)).toMatchObject({ state: 'found', value: { source: { isStale: true } } });
    expect(judged.get(change)?.state).toBe('unreadable');
    expect(undisturbed.get(key)?.state).toBe('found');
  });
});
