import { plainAftermath } from '../../../domain/aftermath.ts';
import type { ServiceLevel } from '../../../domain/configuration-item.ts';
import { SourceError } from '../../../domain/error.ts';
import { carryOn } from '../../testing/carry-on.ts';
import { outage } from '../../testing/reached.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import type { StepContext } from '../../step.ts';
import { watchHealth } from './index.ts';

const name = watchHealth.name;
const liveAt = '2026-11-23T05:00:00.000Z';
const bakeMs = 600_000;
const level = (isBreached: boolean | null, remainingPercent: number | null): ServiceLevel => ({ name: 'Resolution', target: null, isBreached, remainingPercent });

function baking(watch: Partial<typeof plainAftermath.watch> = {}): Scene {
  const scene = new Scene();
  scene.environment = { ...scene.environment, afterwards: { ...plainAftermath, bakeMs, watch: { ...plainAftermath.watch, ...watch } } };
  return scene;
}

async function watched(scene: Scene, more: Parameters<typeof stepContext>[2] = {}): Promise<StepContext> {
  return stepContext(scene, name, { liveAt, ...more });
}

describe('watch-health', () => {
  it('looks, under the name that journals keep', () => {
    expect(watchHealth).toMatchObject({ name: 'watch-health', kind: 'look' });
  });

  it('watches nothing where there is no bake time', async () => {
    expect(await watchHealth.run(await watched(new Scene()))).toMatchObject({ progress: 'skipped', because: expect.stringContaining('its bake time is none') as unknown });
  });

  it('watches for the bake time, counted from going live, and no longer', async () => {
    const scene = baking();
    const context = await watched(scene);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'again', retryAfterMs: 30_000, because: 'It is live, and watched until 2026-11-23T05:10:00.000Z.' });
    scene.clock.pass(bakeMs - 1);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'again', retryAfterMs: 1 });
    scene.clock.pass(1);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'succeeded', because: 'Nothing went wrong at Payments until 2026-11-23T05:10:00.000Z.', patch: { availability: { downtimeMs: 0 } } });
  });

  it.each([
    ['an urgent incident', outage('INC7', liveAt, { priority: 2 }), true], ['a major one', outage('INC7', liveAt, { priority: 4, isMajor: true }), true], ['one that is not urgent', outage('INC7', liveAt, { priority: 3, isMajor: false }), false],
  ])('%s is a breach: %s', async (_title, incident, isBreach) => {
    const scene = baking();
    scene.tools.reached.incidents = [incident];
    scene.clock.pass(120_000);
    const outcome = await watchHealth.run(await watched(scene));
    expect(outcome).toMatchObject(isBreach ? { progress: 'failed', event: 'HEALTH_FAILED', because: expect.stringContaining('INC7') as unknown, patch: { availability: { downtimeMs: 120_000 } } } : { progress: 'again' });
  });

  it('takes a service level that is breached since for a breach, and none that was breached before', async () => {
    const scene = baking();
    scene.tools.reached.levels = [level(false, 40)];
    const first = await watchHealth.run(await watched(scene));
    const availability = first.patch?.availability ?? null;
    expect(availability?.serviceLevels).toMatchObject([{ service: 'Payments', name: 'Resolution', wasBreached: false, leftBefore: 40 }]);
    scene.tools.reached.levels = [level(false, 60), level(true, -5)];
    expect(await watchHealth.run(await watched(scene, { availability }))).toMatchObject({ progress: 'failed', because: expect.stringContaining('Payments breached its service level Resolution') as unknown, patch: { availability: { serviceLevels: [{ leftBefore: 40, leftAfter: -5, isBreached: true }] } } });
    const breached = baking();
    breached.tools.reached.levels = [level(true, -5)];
    expect((await watchHealth.run(await watched(breached))).progress).toBe('again');
  });

  it.each(['incidents.list', 'ci.impactedServices', 'service.serviceLevels'])('does not take silence for health: %s untold until the end asks for a person, and goes on once told', async (question) => {
    const scene = baking();
    scene.tools.reached.untold.add(question);
    const context = await watched(scene);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'again', because: expect.stringContaining('not known yet') as unknown });
    scene.clock.pass(bakeMs);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'again', retryAfterMs: null, needsAttention: true, because: expect.stringContaining('whether all went well is not known') as unknown });
    scene.tools.reached.untold.clear();
    expect((await watchHealth.run(context)).progress).toBe('succeeded');
  });

  it('knows nothing of an incident whose urgency nobody tells, and nothing where no service is reached', async () => {
    const scene = baking();
    scene.tools.reached.incidents = [outage('INC7', liveAt, { priority: null })];
    const context = await watched(scene);
    scene.clock.pass(bakeMs);
    expect(await watchHealth.run(context)).toMatchObject({ needsAttention: true, because: expect.stringContaining('How urgent INC7 is') as unknown });
    scene.tools.reached.incidents = [];
    scene.tools.reached.services = [];
    expect(await watchHealth.run(context)).toMatchObject({ needsAttention: true, because: expect.stringContaining('No service is known that it reaches') as unknown });
  });

  it('tells all that went wrong, and reckons no downtime where something is unknown', async () => {
    const scene = baking();
    scene.tools.reached.incidents = [outage('INC7', liveAt), outage('INC8', liveAt, { priority: null, isMajor: true })];
    scene.clock.pass(120_000);
    const because = 'It went wrong after it was live: INC7 was opened, INC8 was opened.';
    expect(await watchHealth.run(await watched(scene))).toEqual({ progress: 'failed', event: 'HEALTH_FAILED', because, patch: { availability: { downtimeMs: 120_000, serviceLevels: [] } } });
    scene.tools.reached.untold.add('service.serviceLevels');
    expect(await watchHealth.run(await watched(scene))).toMatchObject({ because, patch: { availability: { downtimeMs: null } } });
  });

  it('tells all that is not known, while it watches and at the end', async () => {
    const scene = baking();
    scene.tools.reached.incidents = ['INC7', 'INC8'].map((label) => outage(label, liveAt, { priority: null, isMajor: false }));
    const context = await watched(scene);
    const unknown = 'How urgent INC7 is cannot be read; How urgent INC8 is cannot be read';
    expect(await watchHealth.run(context)).toMatchObject({ because: `It is live, and watched until 2026-11-23T05:10:00.000Z; not known yet: ${unknown}.` });
    scene.clock.pass(bakeMs);
    expect(await watchHealth.run(context)).toMatchObject({ because: `Its watch is over, and whether all went well is not known: ${unknown}.` });
  });

  it('names all services that were watched, and remembers once how their levels were', async () => {
    const scene = baking();
    const { services } = scene.tools.reached;
    scene.tools.reached.services = [...services, ...services.map((one) => ({ ...one, id: 'servicenow:service:s2', label: 'Ledger' }))];
    scene.tools.reached.levels = [level(false, 40)];
    const first = await watchHealth.run(await watched(scene));
    expect(first).toMatchObject({ progress: 'again', patch: { availability: { downtimeMs: null, serviceLevels: [{ service: 'Payments' }, { service: 'Ledger' }] } } });
    const context = await watched(scene, { availability: first.patch?.availability ?? null });
    expect(await watchHealth.run(context)).not.toHaveProperty('patch');
    scene.clock.pass(bakeMs);
    expect(await watchHealth.run(context)).toMatchObject({ progress: 'succeeded', because: 'Nothing went wrong at Payments, Ledger until 2026-11-23T05:10:00.000Z.' });
  });

  it('looks at no service levels where the configuration says so', async () => {
    const scene = baking({ serviceLevels: false });
    scene.tools.reached.untold.add('service.serviceLevels');
    const context = await watched(scene);
    scene.clock.pass(bakeMs);
    expect((await watchHealth.run(context)).progress).toBe('succeeded');
  });
});

describe('what is measured', () => {
  const metric = (bounds: { readonly atMost?: number; readonly atLeast?: number }, more = {}) => ({ name: 'error rate', connection: 'servicenow', expression: 'errors', atMost: null, atLeast: null, ...bounds, ...more });

  async function measured(values: readonly number[], bounds: { readonly atMost?: number; readonly atLeast?: number }, { isComplete = true, isOver = true } = {}): Promise<Awaited<ReturnType<typeof watchHealth.run>>> {
    const scene = baking({ metrics: [metric(bounds)] });
    scene.tools.measures = () => ({ values, isComplete });
    const context = await watched(scene);
    scene.clock.pass(isOver ? bakeMs : 1_000);
    return watchHealth.run(context);
  }

  it.each([
    [[0.05], { atMost: 0.05 }], [[-Infinity], { atMost: 0.05 }], [[7, 9], { atLeast: 7 }], [[7, 9], { atLeast: 7, atMost: 9 }],
  ])('%j within %j is well', async (values, bounds) => {
    expect((await measured(values, bounds)).progress).toBe('succeeded');
  });

  it.each([
    [[0.06], { atMost: 0.05 }, 'error rate is 0.06, more than 0.05'], [[0, 0.06, NaN], { atMost: 0.05 }, 'error rate is 0.06, more than 0.05'], [[Infinity], { atMost: 0.05 }, 'error rate is Infinity, more than 0.05'],
    [[8, 6.9], { atLeast: 7, atMost: 9 }, 'error rate is 6.9, less than 7'],
  ])('%j beyond %j is a breach at once, whatever is missing', async (values, bounds, because) => {
    expect(await measured(values, bounds, { isComplete: false, isOver: false })).toMatchObject({ progress: 'failed', event: 'HEALTH_FAILED', because: expect.stringContaining(because) as unknown });
  });

  it.each([
    ['nothing', [], true, 'error rate: nothing is measured'], ['no number', [0, NaN], true, 'error rate comes to no number'], ['a part', [0], false, 'error rate is measured in part only'],
  ])('%s is not taken for health: it asks for a person in the end', async (_what, values, isComplete, because) => {
    expect(await measured(values, { atMost: 0.05 }, { isComplete, isOver: false })).toMatchObject({ progress: 'again', because: expect.stringContaining(`not known yet: ${because}`) as unknown });
    expect(await measured(values, { atMost: 0.05 }, { isComplete })).toMatchObject({ progress: 'again', needsAttention: true, because: expect.stringContaining(because) as unknown });
  });

  it('asks about the deployment, and leaves its downtime to the incidents', async () => {
    const scene = baking({ metrics: [metric({ atMost: 1 })] });
    const asked: unknown[] = [];
    scene.tools.measures = (expression, subject) => { asked.push(expression, subject); return { values: [], isComplete: true }; };
    expect((await watchHealth.run(await watched(scene))).patch).toEqual({ availability: { downtimeMs: null, serviceLevels: [] } });
    expect(asked).toEqual(['errors', { service: 'payments', environment: 'production', release: 'payments-2.4.0', version: '2.4.0' }]);
    scene.tools.measures = () => ({ values: [2], isComplete: true });
    scene.clock.pass(60_000);
    expect((await watchHealth.run(await watched(scene))).patch).toEqual({ availability: { downtimeMs: 0, serviceLevels: [] } });
  });

  it('that fails, or that nobody measures any more, is unknown; what is no tool’s failure is an error', async () => {
    const scene = baking({ metrics: [metric({ atMost: 1 }), metric({ atMost: 1 }, { name: 'latency', connection: 'gone' })] });
    scene.tools.measures = () => { throw new SourceError('servicenow', { code: 'TIMEOUT', message: 'took too long', sinceAt: liveAt, retryAt: null }); };
    expect(await watchHealth.run(await watched(scene))).toMatchObject({ because: expect.stringMatching(/error rate cannot be measured: .*took too long.*latency cannot be measured: no connection gone measures anything/) as unknown });
    scene.tools.measures = () => { throw new RangeError('ours'); };
    await expect(watchHealth.run(await watched(scene))).rejects.toThrow('ours');
  });
});

describe('a deployment that is watched', () => {
  it('succeeds after its bake time, with its downtime written down', async () => {
    const scene = baking();
    const end = await carryOn(scene, (await scene.accept()).id);
    expect(end).toMatchObject({ state: 'SUCCEEDED', availability: { downtimeMs: 0 }, needsAttention: false });
    expect(Date.parse(end.finishedAt ?? '') - Date.parse(end.liveAt ?? '')).toBe(bakeMs);
  });

  it('fails on a breach, with an incident that says what, the CMDB written, and its change unsuccessful', async () => {
    const scene = baking();
    const { id } = await scene.accept();
    expect((await carryOn(scene, id, 3)).state).toBe('VERIFYING');
    scene.tools.reached.incidents = [outage('INC7', liveAt)];
    const end = await carryOn(scene, id);
    expect(end).toMatchObject({ state: 'FAILED', incidentId: 'servicenow:incident:1' });
    expect(scene.tools).toMatchObject({ cmdbVersion: '2.4.0', closeCodes: [undefined, 'unsuccessful'] });
    expect(scene.tools.library.promotions).toBe(0);
  });
});
