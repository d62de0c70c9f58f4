import { jest } from '@jest/globals';
import type { Person } from '../../../domain/person.ts';
import type { Waiver } from '../../../domain/waiver.ts';
import { aLink, Scene, verdict } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { revalidate } from './index.ts';

const name = revalidate.name;
const down = [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')];

describe('revalidate', () => {
  it('judges now, and learns anew which changes it acts under', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.links = [aLink('CHANGE', 'servicenow:change:c9')];
    expect(await revalidate.run(context)).toMatchObject({ progress: 'succeeded', patch: { changeIds: ['servicenow:change:c9'] } });
    expect(scene.judgements).toBe(2);
  });

  it('is an act, each of whose tries is written down', () => {
    expect([name, revalidate.kind]).toEqual(['revalidate', 'act']);
  });

  it('moves no change where it backs out', async () => {
    const context = await stepContext(new Scene(), name, { backOutOfId: 'deployment:1' });
    expect(await revalidate.run(context)).toEqual({ progress: 'succeeded', because: 'It was judged again at 2026-11-23T05:00:00.000Z and is ready.', patch: { changeIds: [] } });
  });

  it.each<[string, (scene: Scene) => void, string]>([
    ['release was cancelled', (scene) => { scene.release = { ...scene.release, canceledAt: '2026-11-23T05:00:00.000Z' }; }, 'Release payments-2.4.0 was cancelled.'],
    ['package is another now', (scene) => { scene.readiness = { packageDigest: 'c'.repeat(64) }; }, 'The package was sealed anew after this deployment was accepted; start another deployment for the new revision.'],
    ['plan is another now', (scene) => { scene.readiness = { planId: 'plan:2' }; }, 'Another deployment plan took the place of the one this deployment was accepted with; start another deployment under it.'],
  ])('refuses, ready or not, what is accepted no longer: its %s', async (_title, alter, because) => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    alter(scene);
    expect(await revalidate.run(context)).toEqual({ progress: 'failed', event: 'NOT_READY', because });
  });

  it('says what moved since it was accepted where it refuses, and only there', async () => {
    const scene = new Scene();
    const gate = { ...verdict('work-items-are-done', 'PASS', 'Done.'), restsOn: ['jira:work-item:1 done'] };
    scene.readiness = { verdicts: [gate] };
    const context = await stepContext(scene, name, { start: 'WHEN_WINDOW_OPENS' });
    const judged = async (outcome: 'NOT_READY' | 'UNDETERMINED', now: ReturnType<typeof verdict>, readyFromAt: string | null = null): Promise<string> => {
      scene.readiness = { outcome, verdicts: [now], readyFromAt };
      return (await revalidate.run(context)).because;
    };
    const open = { ...gate, outcome: 'FAIL', because: 'PAY-1 is open.' } as const;
    expect(await judged('NOT_READY', open)).toBe('It was no longer ready when its turn came: work-items-are-done: PAY-1 is open. Since it was accepted, work-items-are-done was PASS and is FAIL.');
    expect(await judged('NOT_READY', open, '2026-11-28T02:00:00.000Z')).toBe('Only time stands in its way; it waits until 2026-11-28T02:00:00.000Z. work-items-are-done: PAY-1 is open.');
    expect(await judged('UNDETERMINED', { ...gate, outcome: 'UNKNOWN', because: 'Jira is down.' })).toBe('It cannot be judged at the moment: work-items-are-done: Jira is down.');
  });

  it('says what was let go, by whom and how long, and who looks into an emergency; never why', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const someone = (who: string): Person => ({ kind: 'person', id: `person:${who}`, name: who, email: `${who.toLowerCase()}@northbank.example`, isActive: true, accounts: [], isMapped: true });
    const [ines, omar] = [someone('Ines'), someone('Omar')];
    const waiver: Waiver = {
      id: 'waiver:1', releaseKey: scene.release.key, environment: 'production', gate: 'work-items-are-done', packageDigest: 'd'.repeat(64), packageRevision: 1, reason: 'Secret words.', requestedBy: ines, requestedAt: '2026-11-23T11:00:00.000Z',
      expiresAt: '2026-11-23T18:00:00.000Z', breakGlass: null, decision: { isApproved: true, by: omar, at: '2026-11-23T11:30:00.000Z', comment: null }, revoked: null,
    };
    const breakGlass = { secondPersonEmail: 'omar@northbank.example', followUp: { ownerEmail: 'grace@northbank.example', dueAt: '2026-11-26T18:00:00.000Z', settled: null } };
    scene.readiness = { outcome: 'READY', verdicts: [verdict('change-is-approved', 'PASS', 'Yes.'), { ...verdict('work-items-are-done', 'WAIVED', 'No.'), waiver }, { ...verdict('no-freeze', 'WAIVED', 'No.'), waiver: { ...waiver, id: 'waiver:2', breakGlass } }] };
    const { because } = await revalidate.run(context);
    expect(because).toMatch(/and is ready\. work-items-are-done was let go by Omar until 2026-11-23T18:00:00\.000Z, as Ines asked \(waiver:1\)\. no-freeze was let go in an emergency by Omar until .*Z, as Ines asked \(waiver:2\); grace@northbank\.example looks into it until 2026-11-26T18:00:00\.000Z\.$/);
    expect(because).not.toContain('Secret');
  });

  it.each([[null, 'RELEASE'], ['deployment:1', 'BACK_OUT']] as const)('judges a deployment that backs out %s as a %s', async (backOutOfId, purpose) => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { backOutOfId });
    const judge = jest.fn(context.ports.judge);
    await revalidate.run({ ...context, ports: { ...context.ports, judge } });
    expect(judge.mock.calls).toEqual([[scene.release, expect.objectContaining({ name: 'production' }), { purpose }]]);
  });

  it.each([
    ['NOT_READY', [verdict('change-is-approved', 'FAIL', 'Rejected.')], 1],
    ['UNDETERMINED', down, 3],
    ['UNDETERMINED', [verdict('a', 'FAIL', 'No.'), ...down], 1],
  ] as const)('refuses %s with its first red', async (outcome, verdicts, attempts) => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.readiness = { outcome, verdicts };
    const steps = context.deployment.steps.map((step) => ({ ...step, attempts }));
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, steps } })).toMatchObject({ progress: 'failed', event: 'NOT_READY', because: expect.stringContaining(`${verdicts[0].gate}: ${verdicts[0].because.slice(0, -1)}`) as unknown });
  });

  it('tries again while it only cannot be judged', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.readiness = { outcome: 'UNDETERMINED', verdicts: down };
    expect(await revalidate.run(context)).toMatchObject({ progress: 'again', retryAfterMs: null });
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, steps: [] } })).toMatchObject({ progress: 'again', retryAfterMs: null });
  });

  it('is never ready without having been judged READY, whatever the verdicts say', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    for (const outcome of ['NOT_READY', 'UNDETERMINED'] as const) {
      scene.readiness = { outcome, verdicts: [] };
      expect((await revalidate.run(context)).progress).not.toBe('succeeded');
    }
  });

  it('waits for its window again only if it was to start with it', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-28T02:00:00.000Z' };
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, start: 'WHEN_WINDOW_OPENS' } })).toMatchObject({ progress: 'skipped', event: 'WINDOW_MOVED', patch: { startAt: '2026-11-28T02:00:00.000Z' } });
    expect(await revalidate.run(context)).toMatchObject({ event: 'NOT_READY' });
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: null };
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, start: 'WHEN_WINDOW_OPENS' } })).toMatchObject({ event: 'NOT_READY' });
  });

  it('does not go on under a change that it cannot read', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.links = ['CHG1', 'CHG2'].map((key) => aLink('CHANGE', `servicenow:change:${key}`, { identity: null }));
    const records = { ...context.ports.records, read: (_kind: string, names: readonly string[]) => Promise.resolve(new Map(names.map((one) => [one, { state: 'absent', fetchedAt: '' }]))) as never };
    expect(await revalidate.run({ ...context, ports: { ...context.ports, records } })).toMatchObject({ progress: 'again', because: 'It is ready, but its change servicenow:change:CHG1, servicenow:change:CHG2 could not be read to be moved on.' });
    expect(await revalidate.run(context)).toMatchObject({ progress: 'succeeded', patch: { changeIds: ['servicenow:change:c1'] } });
  });
});
