import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { github } from './index.ts';
import { createReceiver } from './receiver.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings/github');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';

const graphqlFile = 'devlake_raw_github_graphql_deployments.csv';
const met = [graphqlFile, 'octokit_errors_fixture.json', 'webhook_deployment_status.json', 'webhook_workflow_run.json'];
const secret = 's3cret';

interface RecordedRun { readonly id: number; readonly status: string }

function json(file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown;
}

function runsOf(file: string): readonly RecordedRun[] {
  return (json(file) as { workflow_run?: RecordedRun | null }[]).flatMap(({ workflow_run: run }) => run ?? []);
}

function deployer(environment?: string) {
  const connection = github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'github', name: 'd', ...(environment === undefined ? {} : { environment }), settings: { repository: 'octo-org/octo-repo', workflow: 'deploy.yml', ref: 'main' } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function observed(run: RecordedRun) {
  nock(site).get(`/repos/octo-org/octo-repo/actions/runs/${run.id}`).reply(200, run);
  const { progress, run: { status, startedAt, finishedAt, url } } = await deployer().observe(String(run.id), acting);
  return [progress, status, startedAt, finishedAt, url];
}

interface RecordedStatus { readonly deployment: { readonly id: number; readonly environment: string }; readonly deployment_status: object }
interface GraphqlRow { readonly DatabaseId: number; readonly CommitOid: string; readonly Environment: string; readonly Payload: string; readonly CreatedAt: string; readonly Ref: { readonly Name: string } | null; readonly Statuses?: { readonly nodes: readonly { readonly state: string; readonly updatedAt: string }[] } }
interface Told { readonly deployment: { readonly id: number }; readonly statuses: readonly object[] }

/** Runs that a recorded delivery tells of, once it is signed. */
function received(file: string, event: string): readonly (readonly string[])[] {
  return (json(file) as unknown[]).map((delivery, nth) => {
    const body = new TextEncoder().encode(JSON.stringify(delivery, null, 2));
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const notice = createReceiver(secret).receive({ body, headers: { 'x-hub-signature-256': signature, 'x-github-delivery': `d-${nth}`, 'x-github-event': event } });
    expect([notice.deliveryId, notice.event, notice.correlations, notice.records]).toEqual([`d-${nth}`, event, [], []]);
    return notice.runIds;
  });
}

/** GraphQL's words for what the REST API tells; it has no numbers of statuses. */
function recordedDeployments(): readonly Told[] {
  const rows = readFileSync(path.join(folder, graphqlFile), 'utf8').matchAll(/"(\{""Task""(?:[^"]|"")*)"/g);
  return [...rows].map(([, cell]) => JSON.parse((cell ?? '').replaceAll('""', '"')) as GraphqlRow).map((row) => ({
    deployment: { id: row.DatabaseId, sha: row.CommitOid, ref: row.Ref?.Name ?? null, environment: row.Environment, payload: row.Payload, creator: null, created_at: row.CreatedAt },
    statuses: (row.Statuses?.nodes ?? []).map(({ state, updatedAt }, nth, all) => ({ id: all.length - nth, state: state.toLowerCase(), created_at: updatedAt })),
  }));
}

async function historyOf(environment: string, told: readonly Told[]) {
  const place = '/repos/octo-org/octo-repo';
  nock(site).get(`${place}/deployments`).query(true).reply(200, told.map(({ deployment }) => deployment));
  for (const { deployment, statuses } of told) nock(site).get(`${place}/deployments/${deployment.id}/statuses`).query(true).reply(200, statuses as nock.Body);
  nock(site).get(`${place}/actions/workflows/deploy.yml/runs`).query(true).reply(200, { total_count: 0, workflow_runs: [] });
  const findings = await deployer(environment).history?.('2019-01-01T00:00:00.000Z', acting);
  if (findings === undefined) throw new Error('It tells no history.');
  return findings;
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`GitHub recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('all are replayed here', () => {
    expect(readdirSync(folder).toSorted()).toEqual(met);
  });

  it('webhook_workflow_run: five deliveries tell of two runs, of no correlation of ours', () => {
    expect(received('webhook_workflow_run.json', 'workflow_run')).toEqual([['1589141559'], ['289782451'], ['289782451'], ['289782451'], ['289782451']]);
  });

  it('webhook_deployment_status: four deliveries tell of one deployment, the second of its run too', () => {
    expect(received('webhook_deployment_status.json', 'deployment_status')).toEqual([['deployment-145988746'], ['289782451', 'deployment-145988746'], ['deployment-145988746'], ['deployment-145988746']]);
  });

  it('webhook_deployment_status: its deployments with the status that came with each, as a history', async () => {
    const told: unknown[] = [];
    for (const { deployment, deployment_status: status } of json('webhook_deployment_status.json') as RecordedStatus[]) {
      const { records } = await historyOf(deployment.environment, [{ deployment, statuses: [status] }]);
      told.push(records.map(({ progress, version, revision, startedBy, run }) => [progress, version, revision, startedBy, run.runId, run.status, run.startedAt]));
    }
    const [sha, id] = ['f95f852bd8fca8fcc58a9a2d6c842781e32a215e', 'deployment-145988746'];
    const success = [['SUCCEEDED', null, sha, 'Codertocat', id, 'success', '2019-05-15T15:20:53.000Z']];
    expect(told).toEqual([success, [['RUNNING', null, sha, 'github-pages[bot]', id, 'in_progress', '2022-01-03T01:28:30.000Z']], success, success]);
  });

  it('raw GraphQL deployments: two that tell their statuses, as the API we ask would tell them', async () => {
    const rows = recordedDeployments();
    expect(rows).toHaveLength(7);
    const { records, isComplete } = await historyOf('github-pages', rows.filter(({ statuses }) => statuses.length > 0));
    expect(records.map(({ progress, because, version, run }) => [progress, because, version, run.runId, run.status, run.startedAt, run.finishedAt])).toEqual([
      ['SUCCEEDED', 'The deployment\'s newest status is success. It has been made inactive since.', null, 'deployment-3839563910', 'inactive', '2026-02-14T00:32:15.000Z', '2026-02-14T00:32:36.000Z'],
      ['SUCCEEDED', 'The deployment\'s newest status is success.', null, 'deployment-3881429895', 'success', '2026-02-20T00:30:37.000Z', '2026-02-20T00:30:59.000Z'],
    ]);
    expect(isComplete).toBe(true);
  });

  it('raw GraphQL deployments: five whose statuses GitHub no longer tells are not told, and the history is not whole', async () => {
    expect(await historyOf('github-pages', recordedDeployments().filter(({ statuses }) => statuses.length === 0))).toEqual({ records: [], isComplete: false });
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
