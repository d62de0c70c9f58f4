import type { Deployment } from '../domain/deployment.ts';
import { DeploymentRunner } from './runner.ts';
import { carryOn, lived } from './testing/carry-on.ts';
import { Scene } from './testing/scene.ts';

describe('the life of a deployment', () => {
  it('goes from acceptance to success, each thing done once', async () => {
    const { scene, end } = await lived(() => undefined);
    expect(end).toMatchObject({ state: 'SUCCEEDED', needsAttention: false, run: { runId: 'run-1', status: 'SUCCEEDED' } });
    expect(end.liveAt).not.toBeNull();
    expect(end.finishedAt).not.toBeNull();
    expect(end.steps.filter(({ state }) => state !== 'SUCCEEDED').map(({ name, state }) => `${name} ${state}`)).toEqual(notAsked);
    expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 1, cmdbVersion: '2.4.0', changeMoves: ['IMPLEMENT', 'REVIEW'], closeCodes: [undefined, 'successful'] });
    expect(scene.tools.library).toMatchObject({ promotions: 1, stamps: 2 });
    expect(scene.tools.planner).toMatchObject({ releases: 1, linkings: 1 });
    expect(scene.tools.incidents.size).toBe(0);
    expect(scene.judgements).toBe(2);
  });

  it('journals INTENT before and OUTCOME after every act, the trigger in TRIGGERING', async () => {
    const { scene, end } = await lived(() => undefined);
    const lines = (await scene.deployments.journal(end.id)).filter(({ kind }) => kind !== 'STATE').map(({ kind, step }) => `${kind} ${String(step)}`);
    const both = ['wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'watch-health', 'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change'].flatMap((step) => [`INTENT ${step}`, `OUTCOME ${step}`]);
    expect(lines).toEqual(both);
  });

  it('writes INTENT and TRIGGERING before it posts', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const seen: unknown[] = [];
    scene.tools.meet = (call) => {
      if (call === 'trigger') void scene.deployments.byId(id).then((standing) => seen.push(standing?.state, standing?.triggeredAt));
    };
    await carryOn(scene, id);
    expect(seen).toEqual(['TRIGGERING', '2026-11-23T05:00:00.000Z']);
  });

  it('ends a failed run FAILED, with one incident and an unsuccessful change, and no version written', async () => {
    const { scene, end } = await lived((one) => { one.tools.runsEnd = 'FAILED'; });
    expect(end).toMatchObject({ state: 'FAILED', incidentId: 'servicenow:incident:1', liveAt: null });
    expect(states(end)).toMatchObject({ 'follow-run': 'FAILED', 'verify-health': 'SKIPPED', 'write-running-version': 'SKIPPED', 'open-incident': 'SUCCEEDED' });
    expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 0, closeCodes: [undefined, 'unsuccessful'] });
    expect([...scene.tools.incidents.keys()]).toEqual([end.id]);
  });

  it('takes a run that somebody cancelled at the deployer for a failure', async () => {
    const { scene, end } = await lived((one) => { one.tools.runsEnd = 'CANCELED'; });
    expect(end.state).toBe('FAILED');
    expect(scene.tools.incidents.size).toBe(1);
  });

  it.each([
    ['answered, run unnamed', 'ACCEPTED_WITHOUT_RUN', 'SUCCEEDED', 1],
    ['posted, answer lost', 'LOST_AFTER', 'SUCCEEDED', 1],
    ['lost on the way', 'LOST_BEFORE', 'FAILED', 0],
    ['refused', 'REFUSED', 'FAILED', 0],
  ] as const)('a trigger %s', async (_title, answersTrigger, state, posts) => {
    const { scene, end } = await lived((one) => { one.tools.answersTrigger = answersTrigger; });
    expect(end).toMatchObject({ state, needsAttention: false });
    expect(scene.tools.posts).toBe(posts);
    expect(scene.tools.incidents.size).toBe(0);
    if (posts === 0) {
      expect(scene.tools.changeState).toBe('IMPLEMENT');
      expect(end.because).toContain('start another deployment');
      expect(states(end)['trigger']).toBe('FAILED');
    }
  });

  it('stays UNCLEAR while absence is not proven, asks a person after five minutes, and believes a run that shows up late', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.answersTrigger = 'LOST_BEFORE';
    scene.tools.provenAfterMs = Infinity;
    const young = await carryOn(scene, id, 30);
    expect(young).toMatchObject({ state: 'UNCLEAR', needsAttention: false });
    const unclear = await carryOn(scene, id, 100);
    expect(unclear).toMatchObject({ state: 'UNCLEAR', needsAttention: true, because: expect.stringContaining('settleDeployment') as unknown });
    expect(scene.clock.now().getTime() - Date.parse(unclear.triggeredAt ?? '')).toBeGreaterThan(300_000);
    expect(states(unclear)['trigger']).toBe('UNCLEAR');
    scene.tools.runs.set(unclear.correlation, { report: 'SUCCEEDED', run: { source: scene.tools.change().source, runId: 'late', status: 'done', url: null, startedAt: null, finishedAt: null } });
    const end = await carryOn(scene, id);
    expect(end).toMatchObject({ state: 'SUCCEEDED', needsAttention: false, run: { runId: 'late' } });
    expect(states(end)['trigger']).toBe('SUCCEEDED');
    expect(scene.tools.posts).toBe(0);
  });

  it('takes an error of the deployer for a lost answer at once', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'trigger' || call === 'find') throw new Error('out of memory'); };
    expect(await carryOn(scene, id, 1)).toMatchObject({ state: 'UNCLEAR', needsAttention: false });
    expect(await carryOn(scene, id, 5)).toMatchObject({ state: 'UNCLEAR', needsAttention: true });
    const said = (await scene.deployments.journal(id)).find(({ kind, step }) => kind === 'OUTCOME' && step === 'trigger');
    expect(said?.summary).toContain('out of memory');
  });

  it('does not post once its lease may have run out', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    const ports = scene.ports();
    const asleep = (point: string): Promise<unknown> => (point === 'intent:trigger' ? new Promise((resolve) => setTimeout(resolve, 60)) : Promise.resolve());
    const deployments = Object.assign(Object.create(ports.deployments) as typeof ports.deployments, { prolong: () => Promise.reject(new Error('no database')) });
    for (const method of ['claim', 'write', 'takeTurn', 'release'] as const) Object.assign(deployments, { [method]: ports.deployments[method].bind(ports.deployments) });
    await new DeploymentRunner({ ...ports, deployments, onStep: async (point) => { await asleep(point); } }, { leaseMs: 50 }).look(id);
    expect(await scene.standing(id)).toMatchObject({ state: 'TRIGGERING', run: null });
    expect(scene.tools.posts).toBe(0);
    scene.clock.pass(60_000);
    expect((await carryOn(scene, id)).state).toBe('FAILED');
  });

  it('believes no absence before two leases have passed', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.answersTrigger = 'LOST_BEFORE';
    scene.tools.provenAfterMs = -1;
    const end = await carryOn(scene, id);
    expect(end.state).toBe('FAILED');
    expect(Date.parse(end.finishedAt ?? '') - Date.parse(end.triggeredAt ?? '')).toBeGreaterThanOrEqual(30_000);
  });
});

/** What this house does not ask for. */
const notAsked = ['watch-health SKIPPED', 'close-change SKIPPED'];

function states(deployment: Deployment): Record<string, string> {
  return Object.fromEntries(deployment.steps.map(({ name, state }) => [name, state]));
}
