import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { github } from './index.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings/github');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';

/** Deployments by GraphQL are not asked for yet. */
const notMet = ['devlake_raw_github_graphql_deployments.csv'];
const met = ['octokit_errors_fixture.json', 'webhook_deployment_status.json', 'webhook_workflow_run.json'];

interface RecordedRun { readonly id: number; readonly status: string }

function json(file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown;
}

function runsOf(file: string): readonly RecordedRun[] {
  return (json(file) as { workflow_run?: RecordedRun | null }[]).flatMap(({ workflow_run: run }) => run ?? []);
}

function deployer() {
  const connection = github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'github', name: 'd', settings: { repository: 'octo-org/octo-repo', workflow: 'deploy.yml', ref: 'main' } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function observed(run: RecordedRun) {
  nock(site).get(`/repos/octo-org/octo-repo/actions/runs/${run.id}`).reply(200, run);
  const { progress, run: { status, startedAt, finishedAt, url } } = await deployer().observe(String(run.id), acting);
  return [progress, status, startedAt, finishedAt, url];
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`GitHub recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('all are either replayed here or named as not met', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...met, ...notMet].toSorted());
  });

  it('webhook_workflow_run: five runs, two of which succeeded', async () => {
    const page = 'https://github.com/octo-org/octo-repo/actions/runs';
    const reports: unknown[] = [];
    for (const run of runsOf('webhook_workflow_run.json')) reports.push(await observed(run));
    expect(reports).toEqual([
      ['PENDING', 'queued', '2021-12-16T19:37:22.000Z', null, `${page}/1589141559`],
      ['SUCCEEDED', 'success', '2020-10-05T16:33:49.000Z', '2020-10-05T16:33:49.000Z', `${page}/289782451`],
      ['SUCCEEDED', 'success', '2020-10-05T16:33:49.000Z', '2020-10-05T16:33:49.000Z', `${page}/289782451`],
      ['PENDING', 'queued', '2020-10-05T16:33:49.000Z', null, `${page}/289782451`],
      ['FAILED', 'action_required', '2020-10-05T16:33:49.000Z', '2020-10-05T16:33:24.000Z', `${page}/289782451`],
    ]);
  });

  it('webhook_deployment_status: its one run goes on', async () => {
    const runs = runsOf('webhook_deployment_status.json');
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run === undefined ? null : await observed(run)).toEqual(['RUNNING', 'in_progress', '2022-01-03T01:27:48.000Z', null, 'https://github.com/Codertocat/Hello-World/actions/runs/289782451']);
  });

  it('octokit_errors_fixture: GitHub\'s 422 to a dispatch is a refusal, posted once', async () => {
    const [recorded] = json('octokit_errors_fixture.json') as { status: number; response: object }[];
    const scope = nock(site).post('/repos/octo-org/octo-repo/actions/workflows/deploy.yml/dispatches').reply(recorded?.status ?? 0, recorded?.response ?? {});
    const answer = await deployer().trigger({ correlation: 'c', releaseKey: 'r', environment: 'e', version: 'v', packageDigest: 'd', artifacts: [], parameters: {} }, acting);
    expect(answer).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('(422)') as unknown });
    expect(scope.isDone()).toBe(true);
  });
});
