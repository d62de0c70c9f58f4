import { itself } from '../domain/person.ts';
import type { Ask } from '../domain/ports/ask.ts';
import { Hand, HandLostError } from './hand.ts';
import { perform } from './perform.ts';
import type { Pause, Performing } from './perform.ts';
import type { DeploymentPorts } from './ports.ts';
import { defaultSettings } from './settings.ts';
import type { OnceStep, RepeatableStep, Step, StepContext, StepEnd } from './step.ts';
import { waiting } from './step.ts';
import { Scene, somebody } from './testing/scene.ts';
import { wentWrong } from './testing/went-wrong.ts';

const done: StepEnd = { progress: 'succeeded', because: 'Done.' };
const act = (run: RepeatableStep['run'] = () => Promise.resolve(done)): RepeatableStep => ({ name: 'write', kind: 'act', run });
const once = (run: OnceStep['run']): OnceStep => ({ name: 'trigger', kind: 'once', intends: 'TRIGGER_INTENDED', run });
const line = { at: '2026-11-23T05:00:00.000Z', kind: 'NOTE', step: null, summary: 'so it stands', data: {} } as const;

interface Held { readonly scene: Scene; readonly hand: Hand; readonly did: (step: Step) => Promise<Pause>; readonly steps: () => readonly string[]; readonly journal: () => Promise<readonly string[]> }

/** The scene's deployment in a hand, or the one of that id, and what steps leave of it. */
async function held(more: Partial<DeploymentPorts> = {}, scene = new Scene(), id?: string): Promise<Held> {
  const taken = id ?? (await scene.accept()).id;
  const hand = await Hand.take(scene.deployments, taken, 'me', 60_000);
  if (hand === null) throw new Error('nobody else holds it');
  hand.letGo();
  await scene.queue.stop();
  const performing: Performing = { ports: { ...scene.ports(), ...more }, settings: defaultSettings, watched: new Map() };
  return {
    scene, hand, did: (step) => perform(step, hand, performing),
    steps: () => hand.deployment.steps.filter(({ state }) => state !== 'PENDING').map(({ name, state, because }) => `${name} ${state} ${because ?? ''}`.trim()),
    journal: async () => (await scene.deployments.journal(taken)).slice(1).map(({ kind, step, summary }) => `${kind} ${step ?? '-'} ${summary}`),
  };
}

/** What one step is given. */
async function contextIn({ did }: Held): Promise<StepContext> {
  let given: StepContext | undefined;
  await did(act((context) => { given = context; return Promise.resolve(done); }));
  if (given === undefined) throw new Error('the step was not run');
  return given;
}

describe('a step that is performed', () => {
  it('is written before and after, and tells each of its points', async () => {
    const points: string[] = [];
    const { did, steps, journal } = await held({ onStep: (point) => { points.push(point); return Promise.resolve(); } });
    expect(await did(act())).toBeNull();
    expect([steps(), await journal()]).toEqual([['write SUCCEEDED Done.'], ['INTENT write Begins write.', 'OUTCOME write Done.']]);
    expect(points).toEqual(['before:write', 'intent:write', 'sent:write', 'after:write']);
  });

  it('runs within what the hub wraps around each step, which is told whose it is', async () => {
    const about: unknown[] = [];
    const { did, hand } = await held({ within: async (whose, run) => { about.push(whose, 'begins'); const ended = await run(); about.push('ends'); return ended; } });
    expect(await did(act(() => { about.push('runs'); return Promise.resolve(done); }))).toBeNull();
    expect(about).toEqual([{ deploymentId: hand.deployment.id, step: 'write' }, 'begins', 'runs', 'ends']);
  });

  it('that fails is tried again, whatever it throws', async () => {
    const { did, steps } = await held();
    expect(await did(act(() => Promise.reject(new Error('Down.'))))).toBe(2_000);
    expect(steps()).toEqual(['write RUNNING Down.']);
    expect(await did(act(() => { throw 'odd' as unknown as Error; }))).toBe(4_000);
    expect(steps()).toEqual(['write RUNNING odd']);
  });

  it('ends this look when the hold is lost, and writes nothing more', async () => {
    const { did, steps } = await held();
    await expect(did(act(() => Promise.reject(new HandLostError('taken over'))))).rejects.toThrow('taken over');
    expect(steps()).toEqual(['write RUNNING']);
  });

  it('writes its beginning once where it only looks, and nothing where there is no news', async () => {
    const { did, journal } = await held();
    const look: RepeatableStep = { ...act(() => Promise.resolve(waiting('It runs.', 700))), kind: 'look' };
    expect([await did(look), await did(look)]).toEqual([700, 700]);
    expect(await journal()).toEqual(['INTENT write Begins write.', 'NOTE write It runs.']);
  });
});

describe('a step that is done once', () => {
  const atItsTurn = async (more: Partial<DeploymentPorts> = {}): Promise<Held> => {
    const all = await held(more);
    await all.hand.write({ state: 'REVALIDATING' }, line);
    return all;
  };
  const posting = (post: () => Promise<StepEnd>): OnceStep => once(() => Promise.resolve({ progress: 'prepared', post }));

  it('posts after INTENT is written', async () => {
    const { did, hand, journal } = await atItsTurn();
    const seen: unknown[] = [];
    await did(posting(() => { seen.push(hand.deployment.state); return Promise.resolve({ progress: 'succeeded', event: 'TRIGGER_ACCEPTED', because: 'It took it.' }); }));
    expect([seen, hand.deployment.state]).toEqual([['TRIGGERING'], 'RUNNING']);
    expect((await journal()).slice(1)).toEqual(['INTENT trigger Begins trigger.', 'OUTCOME trigger It took it.']);
  });

  it('posts nothing and writes no INTENT while it is not prepared', async () => {
    const { did, hand, journal } = await atItsTurn();
    expect(await did(once(() => Promise.resolve(waiting('Its plan is gone.', 900))))).toBe(900);
    expect(await did(once(() => Promise.reject(new Error('Down.'))))).toBe(4_000);
    expect([hand.deployment.state, (await journal()).slice(1)]).toEqual(['REVALIDATING', ['OUTCOME trigger Its plan is gone.', 'OUTCOME trigger Down.']]);
  });

  it('is unclear when posting fails', async () => {
    const { did, hand, steps } = await atItsTurn();
    await did(posting(() => Promise.reject(new Error('the connection broke'))));
    expect([hand.deployment.state, steps()]).toEqual(['UNCLEAR', ['trigger UNCLEAR Asking the deployer went wrong, and whether it heard is looked up: the connection broke']]);
  });

  it('is unclear and not run again when it was begun and its end is not written', async () => {
    const { did, hand, steps } = await atItsTurn();
    await hand.write({ state: 'TRIGGERING', steps: [{ name: 'trigger', state: 'RUNNING', because: null, startedAt: line.at, finishedAt: null, attempts: 1 }] }, line);
    await did(once(() => { throw new Error('run again'); }));
    expect([hand.deployment.state, steps()]).toEqual(['UNCLEAR', ['trigger UNCLEAR The hub stopped between asking the deployer and writing down its answer; the run is looked up and never started again.']]);
  });

  it('is not sent once the lease ran out', async () => {
    const all = await atItsTurn();
    all.hand.isHeld = () => false;
    const posted: string[] = [];
    await expect(all.did(posting(() => { posted.push('sent'); return Promise.resolve(done); }))).rejects.toThrow(`${all.hand.deployment.id}: the lease ran out before trigger; it was not sent.`);
    expect([posted, all.hand.deployment.state]).toEqual([[], 'TRIGGERING']);
  });
});

describe('what a step is given', () => {
  it('asks tools live, until the hold is lost', async () => {
    const all = await held();
    const { judging, acting } = await contextIn(all);
    const { lost } = all.hand;
    expect([judging, acting]).toEqual([{ purpose: 'judge', maxAgeMs: 0, signal: lost }, { purpose: 'act', maxAgeMs: 0, signal: lost }] satisfies readonly Ask[]);
  });

  it('tells the time of the hub, and what the deployment is about', async () => {
    const all = await held();
    const context = await contextIn(all);
    all.scene.clock.pass(1_000);
    expect([context.now().toISOString(), (await context.subject()).release]).toEqual(['2026-11-23T05:00:01.000Z', all.scene.release]);
  });

  it('takes its turn with a line in the journal', async () => {
    const all = await held();
    const context = await contextIn(all);
    await all.hand.write({ state: 'WAITING' }, line);
    expect(await context.takeTurn()).toBeNull();
    expect(context.deployment.state).toBe('REVALIDATING');
    expect((await all.scene.deployments.journal(context.deployment.id)).at(-1)).toMatchObject({
      at: line.at, kind: 'STATE', step: 'wait-for-turn', summary: 'Its turn has come; it is judged again from live facts.', data: { event: 'TURN_CAME', from: 'WAITING', to: 'REVALIDATING' },
    });
  });

  it.each([
    ['whoever asked for what failed', somebody],
    ['itself, where nobody is known to have asked for it', null],
  ])('backs out once, for %s', async (_title, requestedBy) => {
    const { scene, id } = await wentWrong({ requestedBy });
    const context = await contextIn(await held({}, scene, id));
    const backOut = await context.backOut();
    expect(backOut).toMatchObject({ backOutOfId: id, requestedBy: requestedBy ?? itself, idempotencyKey: `back-out:${id}`, because: 'payments-2.4.0 ran before payments-2.4.0 and takes its place again: it failed, and its plan wants that.' });
    expect((await context.backOut()).id).toBe(backOut.id);
    await scene.queue.stop();
  });

  it.each([
    ['at first', [], true],
    ['not again at the same moment', [0, 0], false],
    ['not again within that time', [0, 999], false],
    ['again after that time', [0, 1_000], true],
    ['not by the first look, but by the last that was due', [0, 600, 1_500], true],
    ['not again a moment after that', [0, 1_000, 1_999], false],
    ['again when the clock was set back', [0, -1], true],
  ])('is due to watch %s', async (_title, moments, isDue) => {
    const all = await held();
    const { isDueToWatch } = await contextIn(all);
    const answers = (moments.length === 0 ? [0] : moments).map((moment, index, list) => {
      all.scene.clock.pass(moment - (list[index - 1] ?? 0));
      return isDueToWatch(1_000);
    });
    expect(answers.at(-1)).toBe(isDue);
  });
});
