import type { Deployment, DeploymentState, DeploymentStep, StepState } from '../domain/deployment.ts';
import { againWriting, endWriting, intentWriting, retryWriting, stateWriting } from './journalling.ts';
import { defaultSettings } from './settings.ts';
import { plannedStep } from './step-list.ts';
import { troubled, waiting } from './step.ts';
import type { RepeatableStep, Step, StepEnd } from './step.ts';

const [before, at] = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:05:00.000Z'] as const;
const listed = (name: string, state: StepState, more: Partial<DeploymentStep> = {}): DeploymentStep => ({ ...plannedStep(name), state, ...(state !== 'PENDING' && { startedAt: before, attempts: 1 }), ...more });
const standing = (state: DeploymentState, steps: readonly DeploymentStep[], needsAttention = false): Deployment => ({ id: 'deployment:1', state, steps, needsAttention } as Deployment);

const notRun = (): never => { throw new Error('nothing is run here'); };
const act: RepeatableStep = { name: 'write', kind: 'act', run: notRun };
const watch: RepeatableStep = { name: 'watch', kind: 'look', run: notRun };
const post: Step = { name: 'post', kind: 'once', intends: 'TRIGGER_INTENDED', run: notRun };

describe('a change of state', () => {
  it('is written with why, from where and to where', () => {
    expect(stateWriting(standing('ACCEPTED', [listed('write', 'PENDING')]), 'PICKED_UP', at)).toEqual({
      patch: { state: 'WAITING', because: 'A runner has taken it up; it waits for its start and its turn.' },
      entry: { at, kind: 'STATE', step: null, summary: 'A runner has taken it up; it waits for its start and its turn.', data: { event: 'PICKED_UP', from: 'ACCEPTED', to: 'WAITING' } },
    });
  });

  it('says what whoever caused it said, and at an end leaves no step open', () => {
    const { patch, entry } = stateWriting(standing('WAITING', [listed('write', 'RUNNING')]), 'CANCEL_ASKED', at, 'Ana called it off.');
    expect(patch).toEqual({ state: 'CANCELED', because: 'Ana called it off.', finishedAt: at, steps: [listed('write', 'SKIPPED', { finishedAt: at })] });
    expect(entry.summary).toBe('Ana called it off.');
  });

  it('that the table does not know is a fault of ours', () => {
    expect(() => stateWriting(standing('RUNNING', []), 'PICKED_UP', at)).toThrow('deployment:1 is RUNNING and cannot meet PICKED_UP: That cannot happen to a deployment in this state.');
  });
});

describe('INTENT', () => {
  it.each([
    ['the first try', listed('write', 'PENDING'), 1],
    ['a try after one that failed', listed('write', 'RUNNING', { attempts: 2, because: 'Down.' }), 3],
  ])('counts %s', (_title, step, attempts) => {
    const { patch, entry } = intentWriting(standing('RECORDING', [step]), act, at);
    expect(patch).toEqual({ steps: [listed('write', 'RUNNING', { startedAt: step.startedAt ?? at, attempts })] });
    expect(entry).toEqual({ at, kind: 'INTENT', step: 'write', summary: 'Begins write.', data: { attempt: attempts } });
  });

  it('of what is done once moves the state in the same write, and closes what was passed by', () => {
    expect(intentWriting(standing('REVALIDATING', [listed('write', 'RUNNING'), listed('post', 'PENDING')]), post, at).patch).toEqual({
      state: 'TRIGGERING', because: 'It is ready, and the deployer is asked to start it, once.', triggeredAt: at,
      steps: [listed('write', 'SUCCEEDED', { finishedAt: at }), listed('post', 'RUNNING', { startedAt: at })],
    });
  });

  it('closes nothing after the trigger, where steps go on side by side', () => {
    expect(intentWriting(standing('RECORDING', [listed('other', 'RUNNING'), listed('write', 'PENDING')]), act, at).patch.steps?.[0]).toEqual(listed('other', 'RUNNING'));
  });
});

describe('OUTCOME', () => {
  it.each([['succeeded', 'SUCCEEDED'], ['failed', 'FAILED'], ['skipped', 'SKIPPED']] as const)('%s ends the step as %s and leaves the state', (progress, state) => {
    expect(endWriting(standing('RECORDING', [listed('write', 'RUNNING')], true), act, { progress, because: 'So it is.' }, at)).toEqual({
      patch: { steps: [listed('write', state, { because: 'So it is.', finishedAt: at })], state: 'RECORDING', because: 'So it is.', needsAttention: false },
      entry: { at, kind: 'OUTCOME', step: 'write', summary: 'So it is.', data: { progress } },
    });
  });

  it('tells of the event that moves the state, of the start that moved, and settles the unclear step before', () => {
    const found: Step = { ...watch, settles: 'post' };
    const { patch, entry } = endWriting(standing('UNCLEAR', [listed('post', 'UNCLEAR'), listed('watch', 'RUNNING')]), found, { progress: 'succeeded', event: 'RUN_FOUND', because: 'Found.', patch: { startAt: at } }, at);
    expect(patch).toEqual({ startAt: at, state: 'RUNNING', because: 'Found.', needsAttention: false, steps: [listed('post', 'SUCCEEDED', { because: 'Found.', finishedAt: at }), listed('watch', 'SUCCEEDED', { because: 'Found.', finishedAt: at })] });
    expect(entry.data).toEqual({ progress: 'succeeded', event: 'RUN_FOUND', from: 'UNCLEAR', to: 'RUNNING', startAt: at });
  });

  it.each<[string, StepEnd, boolean]>([
    ['goes on being asked for while another waits', { progress: 'succeeded', because: 'Written.' }, true],
    ['is asked for no longer once the state moves on', { progress: 'failed', event: 'RUN_FAILED', because: 'It failed.' }, false],
  ])('a person %s', (_title, outcome, needsAttention) => {
    const state = outcome.event === undefined ? 'RECORDING' : 'RUNNING';
    const { patch } = endWriting(standing(state, [listed('other', 'RUNNING'), listed('write', 'RUNNING')], true), act, outcome, at);
    expect(patch.needsAttention).toBe(needsAttention);
    expect(patch.because).toBe(needsAttention ? undefined : outcome.because);
  });
});

describe('another try', () => {
  it('of an act is an OUTCOME, counted by its INTENT', () => {
    const { writing, afterMs } = againWriting(standing('RECORDING', [listed('write', 'RUNNING', { attempts: 2 })]), act, troubled('Down.'), defaultSettings, at);
    expect(writing).toEqual({
      patch: { steps: [listed('write', 'RUNNING', { attempts: 2, because: 'Down.' })], because: 'Down.', needsAttention: false },
      entry: { at, kind: 'OUTCOME', step: 'write', summary: 'Down.', data: { progress: 'again', attempt: 2 } },
    });
    expect(afterMs).toBe(4_000);
  });

  it('of an act that only takes time keeps its count, and is written each time', () => {
    const { writing, afterMs } = againWriting(standing('RECORDING', [listed('write', 'RUNNING', { attempts: 2, because: 'It copies.' })]), act, waiting('It copies.', 500), defaultSettings, at);
    expect(writing?.entry.data).toEqual({ progress: 'again', attempt: 2 });
    expect(afterMs).toBe(500);
  });

  it.each([
    ['that did not come to its INTENT', post, listed('post', 'PENDING'), 1],
    ['that nobody planned', act, null, 1],
    ['of a look that fails for the first time', watch, listed('watch', 'RUNNING'), 1],
    ['of a look that fails once more', watch, listed('watch', 'RUNNING', { attempts: 3, because: 'Down.' }), 4],
  ] as const)('%s is counted', (_title, step, one, attempt) => {
    expect(againWriting(standing('RECORDING', one === null ? [] : [one]), step, troubled('Down.'), defaultSettings, at).writing?.entry).toMatchObject({ kind: step.kind === 'look' ? 'NOTE' : 'OUTCOME', data: { attempt } });
  });

  it('of a look that went well begins to count anew', () => {
    expect(againWriting(standing('RUNNING', [listed('watch', 'RUNNING', { attempts: 4, because: 'Down.' })]), watch, waiting('It runs.', 500), defaultSettings, at).writing?.entry.data).toEqual({ progress: 'again', attempt: 1 });
  });

  it.each([
    ['says nothing new', waiting('It runs.', 500), false],
    ['says something else', waiting('It is queued.', 500), true],
    ['changes something', waiting('It runs.', 500, { startAt: at }), true],
    ['fails, and says it again', troubled('It runs.'), true],
    ['asks for a person', { ...waiting('It runs.', 500), needsAttention: true }, true],
  ])('of a look that %s', (_title, outcome, isWritten) => {
    const { writing } = againWriting(standing('RUNNING', [listed('watch', 'RUNNING', { because: 'It runs.' })]), watch, outcome, defaultSettings, at);
    expect(writing !== null).toBe(isWritten);
    expect(writing?.patch.startAt).toBe(outcome.patch?.startAt);
  });

  it('of a look that nobody planned is news', () => {
    expect(againWriting(standing('RUNNING', []), watch, waiting('It runs.', 500), defaultSettings, at).writing?.patch.because).toBe('It runs.');
  });

  it('of a look that asked for a person before is none', () => {
    const asked = standing('UNCLEAR', [listed('watch', 'RUNNING', { because: 'Nobody knows.' })], true);
    expect(againWriting(asked, watch, { ...waiting('Nobody knows.', 500), needsAttention: true }, defaultSettings, at).writing).toBeNull();
  });

  it.each([
    ['REVALIDATING', 'Down. Mend that, or cancel the deployment.'],
    ['UNCLEAR', 'Down. Look at the deployer, and state what happened with settleDeployment.'],
    ['RECORDING', 'Down. Mend that, or settle the step write with settleStep.'],
  ] as const)('asks for a person at the fifth that fails, who is told in %s: %s', (state, because) => {
    const failing = (attempts: number): unknown => againWriting(standing(state, [listed('write', 'RUNNING', { attempts })]), act, troubled('Down.'), defaultSettings, at).writing?.patch;
    expect(failing(4)).toMatchObject({ needsAttention: false, because: 'Down.' });
    expect(failing(5)).toMatchObject({ needsAttention: true, because });
  });

  it('asks for a person at once where the step wants that', () => {
    expect(againWriting(standing('RECORDING', [listed('write', 'RUNNING')]), act, troubled('Kept.', true), defaultSettings, at).writing?.patch.needsAttention).toBe(true);
  });

  it.each([
    ['stays asked for while the run is unclear', 'UNCLEAR', [], true, true],
    ['stays asked for while another record waits', 'RECORDING', [listed('other', 'RUNNING')], true, true],
    ['is asked for no longer when no other record waits', 'RECORDING', [listed('other', 'SUCCEEDED')], true, false],
    ['is asked for no longer while the run is followed, whatever is open beside it', 'RUNNING', [listed('other', 'RUNNING')], true, false],
    ['is asked for by nobody else', 'RECORDING', [listed('other', 'RUNNING')], false, false],
  ] as const)('a person %s', (_title, state, others, wasAsked, needsAttention) => {
    const { writing } = againWriting(standing(state, [...others, listed('watch', 'RUNNING', { because: 'Down.' })], wasAsked), watch, waiting('It goes on.', 500), defaultSettings, at);
    expect(writing?.patch.needsAttention).toBe(needsAttention);
  });
});

describe('a try that a person wants', () => {
  it.each([
    ['asks for nobody meanwhile', [], true, false],
    ['leaves what is asked for another step', [listed('other', 'UNCLEAR')], true, true],
    ['asks for nobody because another step is over', [listed('other', 'FAILED')], true, false],
    ['asks for nobody whom nobody asked for', [listed('other', 'RUNNING')], false, false],
  ])('is counted anew, and %s', (_title, others, wasAsked, needsAttention) => {
    expect(retryWriting(standing('RECORDING', [...others, listed('write', 'RUNNING', { attempts: 7 })], wasAsked), act, 'Ana renewed the token.', at)).toEqual({
      patch: { steps: [...others, listed('write', 'RUNNING', { attempts: 0, because: 'Ana renewed the token.' })], because: 'Ana renewed the token.', needsAttention },
      entry: { at, kind: 'NOTE', step: 'write', summary: 'Ana renewed the token.', data: { progress: 'again', attempt: 0 } },
    });
  });
});
