import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { gitlab } from './index.ts';
import { recordedRows } from './recorded.spec-data.ts';
import { toProgress, toRun, weighJobs } from './translate.ts';
import { jobSchema, pipelineSchema } from './wire.ts';

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

  it('raw deployments: a job that failed does not succeed because its pipeline is green', async () => {
    const [job] = jobs();
    if (job === undefined) throw new Error('There is no recorded job.');
    const other = { ...job, name: 'deploy_vdev', status: 'success' };
    expect(await observed({ ...job.pipeline, status: 'success' }, job, other)).toMatchObject({ progress: 'FAILED', because: expect.stringContaining('test_deploy_vdev ended as failed') as unknown });
    expect(await observed({ ...job.pipeline, status: 'success' }, { ...job, status: 'success' }, other)).toMatchObject({ progress: 'SUCCEEDED' });
  });

  it('damaged in any one place, a recorded pipeline or job is refused or read, and never made a success', () => {
    const [records, deployed] = [pipelines(), jobs()];
    const odd = fc.oneof(fc.constant(undefined), fc.constant(null), fc.string(), fc.constantFrom('success', '9'.repeat(5_000), '<script>', '$(id)', 'a\u0000b'), fc.double(), fc.boolean(), fc.array(fc.string()), fc.object());
    const damaged = (rows: readonly object[]) => fc.constantFrom(...rows).chain((row) => fc.tuple(fc.constantFrom(...Object.keys(row)), odd).map(([field, value]): object => ({ ...row, [field]: value })));
    fc.assert(fc.property(damaged(records), damaged(deployed), (pipeline, job) => {
      const [read, part] = [pipelineSchema.safeParse(pipeline), jobSchema.safeParse(job)];
      if (read.success) {
        expect(typeof toRun(read.data, { connection: 'gitlab', project: 1, fetchedAt: '2026-03-02T09:00:00.000Z' }).runId).toBe('string');
        expect(toProgress(read.data.status)?.progress).not.toBe('SUCCEEDED');
      }
      if (part.success) expect(weighJobs([part.data], ['test_deploy_vdev']).progress === 'SUCCEEDED').toBe(part.data.name === 'test_deploy_vdev' && part.data.status === 'success');
    }), { numRuns: 10_000 });
  });
});
