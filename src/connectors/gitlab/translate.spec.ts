import { jobsNamed, toProgress, toRun, weighJobs } from './translate.ts';
import type { Origin } from './translate.ts';
import type { Job, Pipeline } from './wire.ts';

const origin: Origin = { connection: 'gitlab', project: 'northbank/ledger', fetchedAt: '2026-03-02T09:00:00.000Z' };
const page = 'https://gitlab.example/northbank/ledger/-/pipelines/7';
const pipeline: Pipeline = { id: 7, status: 'running', ref: 'main', web_url: page, created_at: '2026-03-02T08:59:00.123Z', started_at: '2026-03-02T10:59:30.000+02:00' };
const job = (status: string, name = 'deploy'): Job => ({ id: 1, name, status, pipeline: { id: 7 } });

describe('GitLab pipelines in our words', () => {
  it.each([
    ['created', 'PENDING'], ['waiting_for_resource', 'PENDING'], ['waiting_for_callback', 'PENDING'], ['preparing', 'PENDING'], ['pending', 'PENDING'], ['scheduled', 'PENDING'], ['manual', 'PENDING'],
    ['running', 'RUNNING'], ['canceling', 'RUNNING'], ['failed', 'FAILED'], ['skipped', 'FAILED'], ['canceled', 'CANCELED'],
  ])('%s is %s', (status, progress) => {
    expect(toProgress(status)?.progress).toBe(progress);
  });

  it.each(['success', 'Success', 'passed', 'blocked', 'cancelled', ''])('"%s" alone is no progress we know', (status) => {
    expect(toProgress(status)).toBeNull();
  });

  it('says when it began and ended, and where to look', () => {
    expect(toRun(pipeline, origin)).toEqual({
      runId: '7', status: 'running', url: page, startedAt: '2026-03-02T08:59:30.000Z', finishedAt: null,
      source: { reference: 'gitlab:build:northbank/ledger/7', system: 'GITLAB', connection: 'gitlab', key: 'northbank/ledger/7', url: page, fetchedAt: origin.fetchedAt, isStale: false, problem: null },
    });
    expect(toRun({ ...pipeline, started_at: null, finished_at: '2026-03-02T09:00:00Z' }, origin, 'https://gitlab.example/job')).toMatchObject({ startedAt: '2026-03-02T08:59:00.123Z', finishedAt: '2026-03-02T09:00:00.000Z', url: 'https://gitlab.example/job', source: { url: page } });
    expect(toRun({ ...pipeline, web_url: 'javascript:alert(1)' }, origin, 'javascript:alert(2)')).toMatchObject({ url: null });
  });
});

describe('a green pipeline', () => {
  it.each([
    ['success', 'SUCCEEDED'], ['failed', 'FAILED'], ['skipped', 'FAILED'], ['canceled', 'FAILED'], ['Success', 'FAILED'], ['', 'FAILED'],
    ['manual', 'PENDING'], ['running', 'RUNNING'], ['created', 'RUNNING'], ['scheduled', 'RUNNING'],
  ])('whose deploy job is "%s" is %s', (status, progress) => {
    expect(weighJobs([job('success', 'build'), job(status)], ['deploy']).progress).toBe(progress);
  });

  it('needs every deploy job, and every part of each', () => {
    expect(weighJobs([job('success', 'build')], ['deploy'])).toMatchObject({ progress: 'FAILED', because: expect.stringContaining('without') as unknown });
    expect(weighJobs([job('success', 'deploy-eu')], ['deploy-eu', 'deploy-us']).progress).toBe('FAILED');
    expect(weighJobs([job('success', 'deploy-eu'), job('failed', 'deploy-us')], ['deploy-eu', 'deploy-us']).progress).toBe('FAILED');
    expect(weighJobs([job('success', 'deploy 1/2'), job('failed', 'deploy 2/2')], ['deploy']).progress).toBe('FAILED');
    expect(weighJobs([job('success', 'deploy: [eu]'), job('success', 'deploy: [us, 2]')], ['deploy']).progress).toBe('SUCCEEDED');
  });

  it('does not take another job for it', () => {
    expect(jobsNamed([job('success', 'deploy-docs'), job('success', 'Deploy'), job('success', 'pre deploy'), job('success', 'deploy 1'), job('success', 'deploy:')], 'deploy')).toEqual([]);
  });
});
