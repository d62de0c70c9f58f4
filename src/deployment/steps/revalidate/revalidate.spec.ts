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
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, steps } })).toMatchObject({ progress: 'failed', event: 'NOT_READY', because: expect.stringContaining(verdicts[0].because) as unknown });
  });

  it('tries again while it only cannot be judged', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.readiness = { outcome: 'UNDETERMINED', verdicts: down };
    expect(await revalidate.run(context)).toMatchObject({ progress: 'again', retryAfterMs: null });
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
    expect(await revalidate.run({ ...context, deployment: { ...context.deployment, start: 'WHEN_WINDOW_OPENS' } })).toMatchObject({ event: 'WINDOW_MOVED', patch: { startAt: '2026-11-28T02:00:00.000Z' } });
    expect(await revalidate.run(context)).toMatchObject({ event: 'NOT_READY' });
  });

  it('does not go on under a change that it cannot read', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    scene.links = [aLink('CHANGE', 'servicenow:change:CHG1', { identity: null })];
    const records = { ...context.ports.records, read: () => Promise.resolve(new Map([['servicenow:change:CHG1', { state: 'absent', fetchedAt: '' }]])) as never };
    expect(await revalidate.run({ ...context, ports: { ...context.ports, records } })).toMatchObject({ progress: 'again', because: expect.stringContaining('CHG1') as unknown });
    expect(await revalidate.run(context)).toMatchObject({ progress: 'succeeded', patch: { changeIds: ['servicenow:change:c1'] } });
  });
});
