import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { gitlab } from './index.ts';
import { recordedRows } from './recorded.spec-data.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings/gitlab');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';
const files = { pipelines: 'devlake_raw_gitlab_pipelines.csv', deployments: 'devlake_raw_gitlab_deployments.csv' };

interface RecordedPipeline { readonly id: number; readonly status: string }
interface RecordedJob { readonly id: number; readonly name: string; readonly status: string; readonly pipeline: RecordedPipeline; readonly web_url: string }

const pipelines = (): readonly RecordedPipeline[] => recordedRows(path.join(folder, files.pipelines)) as RecordedPipeline[];
const jobs = (): readonly RecordedJob[] => (recordedRows(path.join(folder, files.deployments)) as { deployable: RecordedJob }[]).map(({ deployable }) => deployable);

async function observed(pipeline: RecordedPipeline, ...its: readonly RecordedJob[]) {
  const connection = gitlab.connect({ name: 'gitlab', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  const deployer = connection.deployer?.({ connection: 'gitlab', name: 'd', settings: { project: 12345678, ref: 'main', jobs: ['deploy_vdev', 'test_deploy_vdev'] } });
  if (deployer === undefined) throw new Error('The connection makes no deployers.');
  const place = `/api/v4/projects/12345678/pipelines/${pipeline.id}`;
  nock(site).get(place).reply(200, pipeline);
  nock(site).get(`${place}/jobs`).query(true).reply(200, its, { 'x-next-page': '' });
  return deployer.observe(String(pipeline.id), acting);
}

interface RecordedDeployment { readonly environment: { readonly name: string }; readonly status: string }

async function historyOf(environment: string): Promise<unknown> {
  const rows = (recordedRows(path.join(folder, files.deployments)) as RecordedDeployment[]).filter((row) => row.environment.name === environment);
  const connection = gitlab.connect({ name: 'gitlab', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  const deployer = connection.deployer?.({ connection: 'gitlab', name: 'd', environment, settings: { project: 12345678, ref: 'main', jobs: ['deploy_vdev', 'test_deploy_vdev'] } });
  const place = '/api/v4/projects/12345678';
  nock(site).get(`${place}/deployments`).query(true).reply(200, rows as nock.Body, { 'x-next-page': '' });
  nock(site).get(`${place}/pipelines`).query(true).reply(200, [], { 'x-next-page': '' });
  nock(site).persist().get(/\/variables$/).reply(403, { message: '403 Forbidden' });
  const findings = await deployer?.history?.('2019-01-01T00:00:00.000Z', acting);
  return [findings?.isComplete, ...(findings?.records ?? []).map(({ progress, version, run, revision }) => [progress, version, run.runId, run.status, run.startedAt, run.finishedAt, revision?.slice(0, 8)])];
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`GitLab recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('all are replayed here', () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.values(files).toSorted());
  });

  it('raw pipelines: 29, of which one is green, and deployed nothing', async () => {
    const told = new Map<string, number>();
    for (const pipeline of pipelines()) {
      const { progress, run } = await observed(pipeline);
      expect([run.runId, run.status]).toEqual([String(pipeline.id), pipeline.status]);
      const line = `${pipeline.status} is ${progress}`;
      told.set(line, (told.get(line) ?? 0) + 1);
    }
    expect(Object.fromEntries(told)).toEqual({
      'running is RUNNING': 3, 'failed is FAILED': 17, 'success is FAILED': 1, 'canceled is CANCELED': 1, 'skipped is FAILED': 1,
      'created is PENDING': 1, 'waiting_for_resource is PENDING': 1, 'preparing is PENDING': 1, 'pending is PENDING': 1, 'manual is PENDING': 1, 'scheduled is PENDING': 1,
    });
  });

  it('raw deployments: the pipelines of eight deploy jobs, each with where its log is', async () => {
    const told: unknown[] = [];
    for (const job of jobs()) {
      const { progress, run } = await observed(job.pipeline, job);
      expect(run.url).toBe(progress === 'FAILED' ? job.web_url : run.source.url);
      told.push([job.pipeline.status, progress]);
    }
    expect(told).toEqual([...Array<unknown>(5).fill(['failed', 'FAILED']), ['canceled', 'CANCELED'], ['failed', 'FAILED'], ['canceled', 'CANCELED']]);
  });

  it.each([
    ['staging', false, [
      ['SUCCEEDED', null, '51653436', 'success', '2019-03-13T14:17:33.559Z', '2019-03-13T14:17:47.640Z', 'add237f6'], ['FAILED', null, '51662062', 'failed', '2019-03-13T14:55:21.182Z', '2019-03-13T15:02:23.332Z', '35c3a3d8'],
      ['RUNNING', null, '51667800', 'running', '2019-03-13T15:23:52.979Z', null, 'fc449afa'],
    ]],
    ['production', true, [
      ['CANCELED', null, '51667110', 'canceled', '2019-03-13T15:21:07.335Z', '2019-03-13T15:21:27.825Z', '35c3a3d8'], ['PENDING', null, '51667732', 'created', '2019-03-13T15:23:40.064Z', null, 'fc449afa'],
      ['PENDING', null, '51668248', 'blocked', '2019-03-13T15:26:19.170Z', null, 'd8e7440f'],
    ]],
  ])('raw deployments: what went to %s as a history, which is whole (%p) where none is "completed", a word that GitLab does not have', async (environment, isComplete, told) => {
    expect(await historyOf(environment)).toEqual([isComplete, ...told]);
  });

  it('raw deployments: a job that failed does not succeed because its pipeline is green', async () => {
    const [job] = jobs();
    if (job === undefined) throw new Error('There is no recorded job.');
    const other = { ...job, name: 'deploy_vdev', status: 'success' };
    expect(await observed({ ...job.pipeline, status: 'success' }, job, other)).toMatchObject({ progress: 'FAILED', because: expect.stringContaining('test_deploy_vdev ended as failed') as unknown });
    expect(await observed({ ...job.pipeline, status: 'success' }, { ...job, status: 'success' }, other)).toMatchObject({ progress: 'SUCCEEDED' });
  });
});
