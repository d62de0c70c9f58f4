import { toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import type { Run } from './wire.ts';

const origin: Origin = { connection: 'github', repository: 'northbank/payments', fetchedAt: '2026-03-02T09:00:00.000Z' };
const run: Run = { id: 7, event: 'workflow_dispatch', status: 'in_progress', conclusion: null, html_url: 'https://github.example/northbank/payments/actions/runs/7', created_at: '2026-03-02T08:59:00Z', run_started_at: '2026-03-02T08:59:30Z', updated_at: '2026-03-02T08:59:40Z' };

describe('GitHub runs in our words', () => {
  it.each([['queued', 'PENDING'], ['requested', 'PENDING'], ['waiting', 'PENDING'], ['pending', 'PENDING'], ['in_progress', 'RUNNING']])('%s is %s', (status, progress) => {
    expect(toProgress({ status, conclusion: null })?.progress).toBe(progress);
  });

  it.each([['success', 'SUCCEEDED'], ['cancelled', 'CANCELED'], ['failure', 'FAILED'], ['neutral', 'FAILED'], ['skipped', 'FAILED'], ['stale', 'FAILED'], ['timed_out', 'FAILED'], ['action_required', 'FAILED'], ['startup_failure', 'FAILED'], ['Success', 'FAILED']])('completed in %s is %s', (conclusion, progress) => {
    expect(toProgress({ status: 'completed', conclusion })?.progress).toBe(progress);
  });

  it.each([['completed', null], ['done', null], ['success', null], ['', 'success']])('%s with %s is nothing we know', (status, conclusion) => {
    expect(toProgress({ status, conclusion })).toBeNull();
  });

  it('does not call a run that goes on successful, whatever an earlier attempt ended in', () => {
    expect(toProgress({ status: 'in_progress', conclusion: 'success' })?.progress).toBe('RUNNING');
  });

  it('says when it began and ended, and where to look', () => {
    expect(toRun(run, origin)).toEqual({
      runId: '7', status: 'in_progress', url: run.html_url, startedAt: '2026-03-02T08:59:30.000Z', finishedAt: null,
      source: { reference: 'github:build:northbank/payments/7', system: 'GITHUB', connection: 'github', key: 'northbank/payments/7', url: run.html_url, fetchedAt: origin.fetchedAt, isStale: false, problem: null },
    });
    expect(toRun({ ...run, status: 'completed', conclusion: 'failure' }, origin)).toMatchObject({ status: 'failure', finishedAt: '2026-03-02T08:59:40.000Z' });
    expect(toRun({ ...run, run_started_at: null, html_url: 'javascript:alert(1)' }, origin)).toMatchObject({ startedAt: '2026-03-02T08:59:00.000Z', url: null });
  });
});
