import type { DeploymentStep, StepState } from '../domain/deployment.ts';
import { begin, closePassed, end, isFinished, isOpen, keepOpen, plannedStep, skipRest, stepNamed } from './step-list.ts';

const [first, then, last] = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:01:00.000Z', '2026-11-23T12:02:00.000Z'] as const;
const step = (name: string, state: StepState, given: Partial<DeploymentStep> = {}): DeploymentStep => ({ ...plannedStep(name), state, ...given });
const [a, b] = [plannedStep('a'), plannedStep('b')];

describe('the steps of a deployment', () => {
  it('are planned with nothing done', () => {
    expect(a).toEqual({ name: 'a', state: 'PENDING', because: null, startedAt: null, finishedAt: null, attempts: 0 });
    expect([stepNamed([a, b], 'b'), stepNamed([a], 'b')]).toEqual([b, undefined]);
  });

  it.each<[StepState, boolean, boolean]>([['PENDING', false, false], ['RUNNING', true, false], ['UNCLEAR', true, false], ['SUCCEEDED', false, true], ['FAILED', false, true], ['SKIPPED', false, true]])('%s is open: %s, finished: %s', (state, open, finished) => {
    expect([isOpen(step('a', state)), isFinished([b, step('a', state)], 'a')]).toEqual([open, finished]);
    expect(isFinished([step('a', state)], 'c')).toBe(false);
  });

  it('begin, count their tries while they are open, and begin anew after an end', () => {
    const once = begin([a, b], 'a', first);
    expect(once).toEqual([{ ...a, state: 'RUNNING', startedAt: first, attempts: 1 }, b]);
    expect(begin(once, 'a', then)[0]).toMatchObject({ startedAt: first, attempts: 2 });
    expect(begin([step('a', 'UNCLEAR', { startedAt: first, attempts: 2, because: 'Lost.', finishedAt: then })], 'a', last)).toEqual([{ ...a, state: 'RUNNING', startedAt: first, attempts: 3 }]);
    expect(begin(end(once, 'a', 'FAILED', 'No.', then), 'a', last)[0]).toMatchObject({ state: 'RUNNING', startedAt: last, finishedAt: null, because: null, attempts: 1 });
  });

  it('are added when nobody planned them', () => {
    expect(begin([a], 'c', first).map(({ name, state }) => [name, state])).toEqual([['a', 'PENDING'], ['c', 'RUNNING']]);
  });

  it('end at a moment, but for what is unclear', () => {
    expect(end(begin([a, b], 'a', first), 'a', 'SUCCEEDED', 'Done.', then)).toEqual([{ ...a, state: 'SUCCEEDED', because: 'Done.', startedAt: first, finishedAt: then, attempts: 1 }, b]);
    expect(end([a], 'a', 'UNCLEAR', 'Lost.', then)).toEqual([{ ...a, state: 'UNCLEAR', because: 'Lost.', startedAt: then, finishedAt: null }]);
  });

  it('stay open with a reason while another try follows', () => {
    expect(keepOpen(begin([a, b], 'a', first), 'a', 'Down.', 4)).toEqual([{ ...a, state: 'RUNNING', because: 'Down.', startedAt: first, attempts: 4 }, b]);
  });

  it('are closed when the deployment went on past them', () => {
    expect(closePassed([step('a', 'RUNNING'), step('b', 'UNCLEAR'), step('c', 'RUNNING'), step('d', 'RUNNING')], 'c', last).map(({ state, finishedAt }) => [state, finishedAt]))
      .toEqual([['SUCCEEDED', last], ['UNCLEAR', null], ['RUNNING', null], ['RUNNING', null]]);
  });

  it('are skipped at the end when nothing ended them', () => {
    expect(skipRest([step('a', 'SUCCEEDED'), step('b', 'FAILED'), step('c', 'SKIPPED'), step('d', 'PENDING'), step('e', 'RUNNING')], last).map(({ state, finishedAt }) => [state, finishedAt]))
      .toEqual([['SUCCEEDED', null], ['FAILED', null], ['SKIPPED', null], ['SKIPPED', last], ['SKIPPED', last]]);
  });
});
