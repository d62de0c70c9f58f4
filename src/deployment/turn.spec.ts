import { carryOn, lived } from './testing/carry-on.ts';
import { Scene, verdict } from './testing/scene.ts';

describe('at its turn', () => {
  it.each([
    ['no longer ready', (one: Scene) => { one.readiness = { outcome: 'NOT_READY', verdicts: [verdict('change-is-approved', 'FAIL', 'It was rejected.')] }; }, 'It was rejected.'],
    ['undetermined again and again', (one: Scene) => { one.readiness = { outcome: 'UNDETERMINED', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')] }; }, 'Jira is down.'],
    ['sealed anew', (one: Scene) => { one.readiness = { packageDigest: 'c'.repeat(64) }; }, 'sealed anew'],
    ['planned anew', (one: Scene) => { one.readiness = { planId: 'plan:2' }; }, 'Another deployment plan'],
    ['red by time only, but not asked to wait', (one: Scene) => { one.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-28T02:00:00.000Z' }; }, 'no longer ready'],
    ['of a cancelled release', (one: Scene) => { one.release = { ...one.release, canceledAt: '2026-11-23T05:00:00.000Z' }; }, 'cancelled'],
  ])('is REFUSED when %s, and nothing is touched', async (_title, alter, words) => {
    const { scene, end } = await lived(alter);
    expect(end).toMatchObject({ state: 'REFUSED', triggeredAt: null });
    expect(end.because).toContain(words);
    expect(scene.tools).toMatchObject({ posts: 0, changeMoves: [] });
  });

  it('is REFUSED with what moved since it was accepted', async () => {
    const scene = new Scene();
    const rests = (name: string, outcome: 'PASS' | 'FAIL', ...restsOn: readonly string[]): ReturnType<typeof verdict> => ({ ...verdict(name, outcome, `${name} is ${outcome}`), restsOn });
    scene.readiness = { verdicts: [rests('change-is-approved', 'PASS', 'change:1', 'approval:7'), rests('no-freeze', 'PASS', 'freeze:none')] };
    const { id } = await scene.accept();
    scene.readiness = { outcome: 'NOT_READY', verdicts: [rests('change-is-approved', 'FAIL', 'change:1'), rests('no-freeze', 'PASS', 'freeze:none')] };
    const end = await carryOn(scene, id);
    expect(end.state).toBe('REFUSED');
    expect(end.because).toMatch(/Since it was accepted, change-is-approved was PASS and is FAIL and no longer rests on approval:7\.$/);
  });

  it('survives a tool that hiccups while it is judged', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.readiness = { outcome: 'UNDETERMINED', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.')] };
    await carryOn(scene, id, 2);
    expect((await scene.standing(id)).state).toBe('REVALIDATING');
    scene.readiness = {};
    expect((await carryOn(scene, id)).state).toBe('SUCCEEDED');
  });

  it('judges anew after each try to move the change, and never triggers on the old judgement', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'move:IMPLEMENT') throw new Error('ServiceNow is down'); };
    const stuck = await carryOn(scene, id, 8);
    expect(stuck).toMatchObject({ state: 'REVALIDATING', needsAttention: true });
    expect(stuck.because).toContain('ServiceNow is down');
    expect(scene.judgements).toBe(9);
    scene.tools.meet = () => undefined;
    scene.readiness = { outcome: 'NOT_READY' };
    expect((await carryOn(scene, id)).state).toBe('REFUSED');
    expect(scene.tools.posts).toBe(0);
  });

  it('waits on when its window moved, if it was to wait for it', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-23T06:00:00.000Z' };
    const { id } = await scene.accept({ start: 'WHEN_WINDOW_OPENS' });
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: '2026-11-23T07:00:00.000Z' };
    const moved = await carryOn(scene, id, 125);
    expect(moved).toMatchObject({ state: 'WAITING', startAt: '2026-11-23T07:00:00.000Z' });
    scene.readiness = {};
    const end = await carryOn(scene, id, 300);
    expect(end.state).toBe('SUCCEEDED');
    expect(end.triggeredAt).toBe('2026-11-23T07:00:00.000Z');
  });
});

describe('while it waits', () => {
  it.each([
    ['cancelled', (one: Scene) => { one.tools.changeState = 'CANCELED'; }, 'was cancelled'],
    ['put on hold', (one: Scene) => { one.tools.isOnHold = true; }, 'on hold'],
  ])('a change that is %s refuses it, long before its start', async (_title, alter, words) => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-28T02:00:00Z' });
    expect((await carryOn(scene, id, 3)).state).toBe('WAITING');
    alter(scene);
    const end = await carryOn(scene, id, 2);
    expect(end.state).toBe('REFUSED');
    expect(end.because).toContain(words);
    expect(scene.judgements).toBe(1);
  });

  it('a change that cannot be read refuses nothing', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-23T06:00:00Z' });
    scene.tools.meet = (call) => { if (call === 'read:change') throw new Error('ServiceNow is down'); };
    expect((await carryOn(scene, id, 4)).state).toBe('WAITING');
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id, 300)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it('writes no journal line for a look without news', async () => {
    const scene = new Scene();
    const { id } = await scene.accept({ startAt: '2026-11-24T05:00:00Z' });
    await carryOn(scene, id, 3);
    const before = (await scene.deployments.journal(id)).length;
    await carryOn(scene, id, 20);
    expect((await scene.deployments.journal(id)).length).toBe(before);
  });

  it('one at a time per service and environment, in order of acceptance', async () => {
    const scene = new Scene();
    const first = await scene.accept();
    const second = await scene.accept({ idempotencyKey: 'key-2' });
    const waiting = await carryOn(scene, second.id, 3);
    expect(waiting.state).toBe('WAITING');
    expect(waiting.because).toContain(first.id);
    scene.tools.runsEnd = 'RUNNING';
    expect((await carryOn(scene, first.id, 3)).state).toBe('RUNNING');
    expect((await carryOn(scene, second.id, 3)).state).toBe('WAITING');
    expect(scene.tools.posts).toBe(1);
    for (const known of scene.tools.runs.values()) known.report = 'SUCCEEDED';
    scene.tools.runsEnd = 'SUCCEEDED';
    expect((await carryOn(scene, first.id)).state).toBe('SUCCEEDED');
    scene.tools.changeState = 'SCHEDULED';
    expect((await carryOn(scene, second.id)).state).toBe('SUCCEEDED');
    expect(scene.tools.posts).toBe(2);
  });
});
