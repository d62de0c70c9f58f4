import type { GateVerdict } from '../domain/readiness.ts';
import { unjudgeable } from './gate.ts';
import { readyFrom, weigh } from './weigh.ts';

const verdict = (outcome: GateVerdict['outcome'], given: Partial<GateVerdict> = {}): GateVerdict => ({ ...unjudgeable('a-gate', ''), isBlocking: true, waiver: null, outcome, ...given });
const [pass, fail, unsure, spared] = [verdict('PASS'), verdict('FAIL'), verdict('UNKNOWN'), verdict('NOT_APPLICABLE')];
const early = verdict('FAIL', { passesFromAt: '2026-11-28T02:00:00.000Z' });
const late = verdict('FAIL', { passesFromAt: '2026-11-29T02:00:00.000Z' });

describe('weigh', () => {
  it.each([
    ['READY', [pass, spared, verdict('WAIVED')]],
    ['NOT_READY', [pass, unsure, fail]],
    ['UNDETERMINED', [pass, unsure]],
    ['UNDETERMINED', [spared]],
    ['UNDETERMINED', [verdict('WAIVED')]],
    ['UNDETERMINED', []],
    ['READY', [pass, verdict('FAIL', { isBlocking: false }), verdict('UNKNOWN', { isBlocking: false })]],
    ['UNDETERMINED', [spared, verdict('PASS', { isBlocking: false })]],
  ] as const)('says %s', (outcome, verdicts) => {
    expect(weigh(verdicts)).toBe(outcome);
  });
});

describe('readyFrom', () => {
  it('is the latest moment when only time is in the way', () => {
    expect(readyFrom([pass, late, early])).toBe('2026-11-29T02:00:00.000Z');
    expect(readyFrom([early, verdict('FAIL', { isBlocking: false })])).toBe('2026-11-28T02:00:00.000Z');
  });

  it.each([[[early, fail]], [[early, unsure]], [[pass]], [[]]])('is nothing when something else is, or nothing at all', (verdicts) => {
    expect(readyFrom(verdicts)).toBeNull();
  });
});
