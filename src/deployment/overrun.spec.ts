import type { Change } from '../domain/change.ts';
import { overrun } from './overrun.ts';
import type { DeploymentPorts } from './ports.ts';
import type { StepContext } from './step.ts';
import { Scene, somebody } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';
import { absent, down, found, ToldRecords, unreadable } from './testing/told-records.ts';

const now = '2026-11-23T05:00:00.000Z';
const later = '2026-11-23T05:00:00.001Z';
const [first, second] = ['servicenow:change:c1', 'servicenow:change:c2'];

function aChange(more: Partial<Change> = {}): ReturnType<typeof found<Change>> {
  return found({ ...new Scene().tools.change(), state: 'IMPLEMENT', plannedEndAt: later, ...more });
}

/** What is said of a run under these changes, and what was asked. */
async function said(changes: Readonly<Record<string, ReturnType<typeof found>>>, alter: (scene: Scene) => void = () => undefined): Promise<{ readonly words: string; readonly told: ToldRecords }> {
  const [scene, told] = [new Scene(), new ToldRecords()];
  alter(scene);
  told.readings = { change: changes };
  const context = await stepContext(scene, 'follow-run', { changeIds: Object.keys(changes) }, { ports: { ...scene.ports(), records: told.port() } });
  return { words: await overrun(context), told };
}

function planned(endAt: string | null): (scene: Scene) => void {
  return (scene) => { scene.plan = { ...scene.plan, version: 3, window: endAt === null ? null : { startAt: '2026-11-23T04:00:00.000Z', endAt } }; };
}

describe('why a run that goes on should not', () => {
  it.each<[string, Partial<Change>, string]>([
    ['its window is open a moment longer', {}, ''],
    ['its window closes just now', { plannedEndAt: now }, 'The window of CHG0030001 closed at 2026-11-23T05:00:00.000Z while it ran.'],
    ['it has no window', { plannedEndAt: null }, ''],
    ['it was put on hold', { isOnHold: true }, 'Change CHG0030001 was put on hold while it ran.'],
    ['nobody says whether it is on hold', { isOnHold: null }, ''],
    ['it was cancelled', { state: 'CANCELED' }, 'Change CHG0030001 was cancelled while it ran.'],
    ['it was put on hold and cancelled', { state: 'CANCELED', isOnHold: true }, 'Change CHG0030001 was cancelled while it ran.'],
  ])('a change: %s', async (_title, change, words) => {
    expect((await said({ [first]: aChange(change) })).words).toBe(words);
  });

  it.each<[string, string | null, string]>([
    ['is open a moment longer', later, ''],
    ['closes just now', now, 'The window of plan version 3 closed at 2026-11-23T05:00:00.000Z while it ran.'],
    ['is none', null, ''],
  ])('the window of its plan %s', async (_title, endAt, words) => {
    const { words: told, told: records } = await said({}, planned(endAt));
    expect(told).toBe(words);
    expect(records.asked).toEqual([]);
  });

  it('is nothing without a plan', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, 'follow-run', { changeIds: [] });
    const subject = { ...await context.subject(), plan: null };
    expect(await overrun({ ...context, subject: () => Promise.resolve(subject) })).toBe('');
  });

  it('is told one sentence after another: windows, changes, freezes', async () => {
    const { words } = await said({ [first]: aChange({ plannedEndAt: now, isOnHold: true }), [second]: aChange({ label: 'CHG0030002', state: 'CANCELED' }) }, planned(now));
    expect(words).toBe('The window of plan version 3 closed at 2026-11-23T05:00:00.000Z while it ran. The window of CHG0030001 closed at 2026-11-23T05:00:00.000Z while it ran. Change CHG0030001 was put on hold while it ran. Change CHG0030002 was cancelled while it ran.');
    const scene = new Scene();
    scene.policy = { ...scene.policy, gates: [{ gate: 'no-freeze' }] as unknown as Scene['policy']['gates'] };
    scene.freezes.push({ id: 'freeze:1', name: 'Year end', reason: '', scope: { environments: null, services: null }, timeZone: 'UTC', recurrence: null, first: { startAt: now, endAt: null }, declaredBy: somebody, declaredAt: now, lifted: null });
    const frozen = await stepContext(scene, 'follow-run', { triggeredAt: '2026-11-23T04:00:00.000Z' });
    expect(await overrun(frozen)).toBe(`The freeze "Year end" of Ana came into force at ${now} while it ran.`);
  });
});

describe('what cannot be read', () => {
  it('says nothing; the last known copy of a change does', async () => {
    expect((await said({ [first]: unreadable, [second]: absent })).words).toBe('');
    expect((await said({ [first]: found({ ...new Scene().tools.change(), isOnHold: true }, down) })).words).toContain('was put on hold');
  });

  it('is not an error, and copies as old as a waiting deployment’s are enough', async () => {
    const scene = new Scene();
    const asks: unknown[] = [];
    const records: DeploymentPorts['records'] = { ...scene.ports().records, read: (kind, names, ask) => { asks.push([kind, names, ask]); return Promise.reject(new Error('The mirror is broken.')); } };
    const context: StepContext = await stepContext(scene, 'follow-run', { changeIds: [first] }, { ports: { ...scene.ports(), records } });
    expect(await overrun(context)).toBe('');
    expect(asks).toEqual([['change', [first], { purpose: 'page', maxAgeMs: 30_000 }]]);
  });
});
