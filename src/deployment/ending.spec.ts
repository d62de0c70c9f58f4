import type { StepState } from '../domain/deployment.ts';
import { endingOf } from './ending.ts';
import { plannedStep } from './step-list.ts';

const ended = (states: Readonly<Record<string, StepState>>) => endingOf({ steps: Object.entries(states).map(([name, state]) => ({ ...plannedStep(name), state })) });

describe('how a deployment ends', () => {
  it('has succeeded once its health held, as long as it was watched', () => {
    expect(ended({ 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED' })).toBe('SUCCEEDED');
    expect(ended({ 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED', 'watch-health': 'SKIPPED' })).toBe('SUCCEEDED');
    expect(ended({ 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED', 'watch-health': 'FAILED' })).toBe('FAILED');
  });

  it('has failed whatever is not known to have held', () => {
    expect(ended({})).toBe('FAILED');
    expect(ended({ 'follow-run': 'SUCCEEDED', 'verify-health': 'FAILED' })).toBe('FAILED');
    expect(ended({ 'follow-run': 'SUCCEEDED', 'verify-health': 'UNCLEAR', 'watch-health': 'SUCCEEDED' })).toBe('FAILED');
  });

  it('was called off when its run was', () => {
    expect(ended({ 'follow-run': 'SKIPPED', 'verify-health': 'PENDING' })).toBe('CANCELED');
    expect(ended({ 'follow-run': 'FAILED', 'verify-health': 'SKIPPED' })).toBe('FAILED');
  });
});
