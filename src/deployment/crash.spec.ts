import fc from 'fast-check';
import { plainAftermath } from '../domain/aftermath.ts';
import { finalStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import { DeploymentRunner } from './runner.ts';
import { plannedSteps } from './phases.ts';
import { carryOn, mortal } from './testing/carry-on.ts';
import { production, Scene } from './testing/scene.ts';

const leaseMs = 15_000;

/** One life of a runner that is killed at its nth point, or lives until the end; answers the point it died at. */
async function liveUntil(scene: Scene, id: string, diesAt: number): Promise<string | null> {
  const { ports, died } = mortal(scene.ports(), diesAt);
  const runner = new DeploymentRunner(ports);
  for (let looks = 0; looks < 60; looks += 1) {
    const ended = await Promise.race([died.then((point) => ({ point })), runner.look(id).then((pause) => ({ pause }))]);
    if ('point' in ended) return ended.point;
    if (finalStates.has((await scene.standing(id)).state)) return null;
    scene.clock.pass(ended.pause ?? 0);
  }
  return null;
}

async function pointsOf(alter: (scene: Scene) => void): Promise<readonly string[]> {
  const scene = new Scene();
  alter(scene);
  const { id } = await scene.accept();
  const { ports, points } = mortal(scene.ports(), Infinity);
  await carryOn(scene, id, 60, ports);
  return points;
}

async function dieOnceAt(alter: (scene: Scene) => void, place: number): Promise<{ readonly scene: Scene; readonly point: string | null; readonly end: Deployment }> {
  const scene = new Scene();
  alter(scene);
  const { id } = await scene.accept();
  const point = await liveUntil(scene, id, place + 1);
  scene.clock.pass(leaseMs + 1);
  return { scene, point, end: await carryOn(scene, id) };
}

describe('killed once at every point, then started again', () => {
  it('of a run that succeeds: everything once; killed between INTENT and the post: nothing posted, and that is said', async () => {
    const points = await pointsOf(() => undefined);
    expect(points).toHaveLength(4 * plannedSteps.length);
    for (const [place, at] of points.entries()) {
      const { scene, point, end } = await dieOnceAt(() => undefined, place);
      expect(point).toBe(at);
      if (at === 'intent:trigger') {
        expect(end).toMatchObject({ state: 'FAILED', needsAttention: false, because: expect.stringContaining('never reached') as unknown });
        expect(scene.tools).toMatchObject({ posts: 0, cmdbWrites: 0, changeState: 'IMPLEMENT' });
      } else {
        expect({ at, state: end.state }).toEqual({ at, state: 'SUCCEEDED' });
        expect(end.steps.filter(({ state }) => state !== 'SUCCEEDED').map(({ name }) => name)).toEqual(['watch-health', 'close-change']);
        expect(scene.tools).toMatchObject({ posts: 1, cmdbWrites: 1, cmdbVersion: '2.4.0', changeMoves: ['IMPLEMENT', 'REVIEW'] });
        expect(scene.tools.library).toMatchObject({ promotions: 1, stamps: 2 });
        expect(scene.tools.planner).toMatchObject({ releases: 1, linkings: 1 });
      }
      expect(scene.tools.incidents.size).toBe(0);
    }
  });

  it('of a run that fails: one post, one incident, and one problem where that is once too often', async () => {
    const fails = (scene: Scene): void => {
      scene.tools.runsEnd = 'FAILED';
      scene.environment = { ...production, afterwards: { ...plainAftermath, recurrence: { times: 1, withinMs: 86_400_000 } } };
    };
    for (const [place, at] of (await pointsOf(fails)).entries()) {
      const { scene, end } = await dieOnceAt(fails, place);
      expect({ at, state: end.state }).toEqual({ at, state: 'FAILED' });
      expect({ at, incidents: scene.tools.incidents.size }).toEqual({ at, incidents: at === 'intent:trigger' ? 0 : 1 });
      expect([scene.tools.problems.opened.size, scene.tools.problems.explained.size]).toEqual(at === 'intent:trigger' ? [0, 0] : [1, 1]);
      expect(scene.tools.posts).toBe(at === 'intent:trigger' ? 0 : 1);
      expect(scene.tools.cmdbWrites).toBe(0);
    }
  });

  it('leaves a dead runner’s deployment alone until its lease runs out', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    expect(await liveUntil(scene, id, 5)).not.toBeNull();
    const before = await scene.standing(id);
    expect(await new DeploymentRunner(scene.ports()).look(id)).toBeNull();
    expect(await scene.standing(id)).toEqual(before);
    await scene.queue.stop();
  });
});

describe('whatever crashes, repeats or fails', () => {
  const trouble = fc.record({
    lives: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
    failures: fc.array(fc.boolean(), { maxLength: 25 }),
    answersTrigger: fc.constantFrom('ACCEPTED', 'ACCEPTED_WITHOUT_RUN', 'REFUSED', 'LOST_AFTER', 'LOST_BEFORE'),
    runsEnd: fc.constantFrom('SUCCEEDED', 'FAILED', 'CANCELED'),
  }) satisfies fc.Arbitrary<unknown>;

  const firstLookForTheCopyFails = { lives: [] as number[], failures: [...Array<boolean>(8).fill(false), true], answersTrigger: 'ACCEPTED' as const, runsEnd: 'SUCCEEDED' as const };

  it('one trigger at most, every deployment reaches its end, and the records say what happened', async () => {
    await fc.assert(fc.asyncProperty(trouble, async ({ lives, failures, answersTrigger, runsEnd }) => {
      const scene = new Scene();
      const { id } = await scene.accept();
      Object.assign(scene.tools, { answersTrigger, runsEnd });
      const left = [...failures];
      scene.tools.meet = (call) => { if (left.shift() === true) throw new Error(`${call} failed`); };
      for (const diesAt of lives) {
        await liveUntil(scene, id, diesAt);
        scene.clock.pass(leaseMs + 1);
      }
      const end = await carryOn(scene, id, 200);
      await scene.queue.stop();
      expect(finalStates.has(end.state)).toBe(true);
      expect(scene.tools.posts).toBeLessThanOrEqual(1);
      expect(end.needsAttention).toBe(false);
      expect(end.steps.every(({ state }) => ['SUCCEEDED', 'FAILED', 'SKIPPED'].includes(state))).toBe(true);
      const isLive = scene.tools.posts === 1 && runsEnd === 'SUCCEEDED';
      expect(end.state).toBe(isLive ? 'SUCCEEDED' : 'FAILED');
      expect(scene.tools.cmdbWrites).toBe(isLive ? 1 : 0);
      expect(scene.tools.library).toMatchObject(isLive ? { promotions: 1, stamps: 2 } : { promotions: 0, stamps: 0 });
      expect(scene.tools.planner).toMatchObject(isLive ? { releases: 1, linkings: 1 } : { releases: 0, linkings: 0 });
      expect(scene.tools.incidents.size).toBe(scene.tools.posts === 1 && !isLive ? 1 : 0);
      await expectHonestJournal(scene, end);
    }), { numRuns: 300, examples: [[firstLookForTheCopyFails]] });
  });
});

/** Lines are numbered without a gap, the trigger was intended once at most, and every end of a step follows its INTENT. */
async function expectHonestJournal(scene: Scene, end: Deployment): Promise<void> {
  const journal = await scene.deployments.journal(end.id);
  expect(journal.map(({ number }) => number)).toEqual(journal.map((_line, index) => index + 1));
  expect(journal.filter(({ kind, step }) => kind === 'INTENT' && step === 'trigger').length).toBeLessThanOrEqual(1);
  const posted = journal.findIndex(({ kind, step }) => kind === 'INTENT' && step === 'trigger');
  const judged = journal.findLastIndex(({ kind, step }) => kind === 'OUTCOME' && step === 'revalidate');
  if (posted >= 0) expect(judged).toBeLessThan(posted);
}
