import { createRequire } from 'node:module';
import path from 'node:path';
import { Octokit } from 'octokit';
import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { readOnlyToken, reviewerToken, startGitHub } from '../../sandbox/github/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { github } from '../../src/connectors/github/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder } from '../../src/domain/ports/deployer.ts';
import { officialJudge } from './official.ts';
import type { Exchange } from './official.ts';
import { tapWire } from './wiretap.ts';
import type { Wiretap } from './wiretap.ts';

/** GitHub's own description of its API, a party that knows nothing of us. */
const described = path.join(path.dirname(createRequire(import.meta.url).resolve('@octokit/openapi')), 'generated/api.github.com.json');
const judge = officialJudge([described]);
const repo = { owner: 'northbank', repo: 'payments' };
const place = '/repos/northbank/payments';
const runMs = 200;
const order: DeployOrder = { correlation: 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b', releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };

let tool: StandIn;
let tap: Wiretap;
beforeEach(async () => {
  tool = await startGitHub({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs });
  tap = await tapWire(tool.url);
});
afterEach(async () => {
  await tap.close();
  await tool.close();
});

/** Which refusals an endpoint has, GitHub's description often leaves out; what one looks like, it says once for all. */
function mistakesIn(exchange: Exchange): readonly string[] {
  return judge(asDescribed(exchange)).filter((mistake) => !(mistake.endsWith('answers no such status') && exchange.status >= 400 && isRefusal(exchange.answered)));
}

/** The description has no word for a deployment that waits for its reviewers; GitHub calls it as it calls the run. */
function asDescribed(exchange: Exchange): Exchange {
  if (!/\/deployments\/\d+\/statuses$/.test(exchange.path) || !Array.isArray(exchange.answered)) return exchange;
  return { ...exchange, answered: (exchange.answered as { state: string }[]).map((status) => ({ ...status, state: status.state === 'waiting' ? 'queued' : status.state })) };
}

function isRefusal(answered: unknown): boolean {
  const { message, documentation_url: link, status } = (answered ?? {}) as Readonly<Record<string, unknown>>;
  return [message, link, status].every((text) => typeof text === 'string');
}

function mistakes(): readonly string[] {
  return [...new Set(tap.heard.flatMap(mistakesIn))];
}

function placesOf(): ReadonlySet<string> {
  return new Set(tap.heard.map(({ method, path: at, status }) => `${method} ${at.replace(place, '').replace(/\/\d+(?=\/|$)/g, '/*')} ${status}`));
}

function connect(token: string = githubCredentials.token): Connection {
  return github.connect({ name: 'github', isProduction: true, url: tap.url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 } }, { clock: { now: () => new Date() } });
}

function deployerOf(connection: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = connection.deployer?.({ connection: 'github', name: 'payments', environment: 'production', settings: { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main', ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

describe('GitHub\'s own description of its API', () => {
  it('fits all that the connector asks and the stand-in answers, from the dispatch to the end, also where it refuses', async () => {
    const connection = connect();
    const deployer = deployerOf(connection);
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    for (let report = await deployer.observe(runId, acting); report.progress !== 'SUCCEEDED'; report = await deployer.observe(runId, acting)) await pause(30);
    await deployer.cancel(runId, acting);
    await deployer.trigger({ ...order, correlation: 'second' }, acting);
    await pause(runMs / 2);
    expect(await deployer.find('second', new Date().toISOString(), acting)).toMatchObject({ outcome: 'FOUND' });
    expect((await deployer.history?.('2020-01-01T00:00:00.000Z', judging))?.records.length).toBeGreaterThan(3);
    await deployer.places?.(judging);
    await connection.probe(judging);
    await connect('nobody').probe(judging).catch(() => undefined);
    await deployerOf(connect(readOnlyToken)).trigger(order, acting);
    await deployerOf(connection, { workflow: 'ci.yml' }).trigger(order, acting);
    await deployerOf(connection, { ref: 'gone' }).trigger(order, acting);
    await deployer.observe('404', acting).catch(() => undefined);
    const built = tellStory(new Date()).releases.find(({ serviceKey }) => serviceKey === 'payments')?.build.vcsRevision ?? '';
    const repository = `${new URL(tap.url).host}/northbank/payments`;
    expect(await connection.commits?.read([built, 'd'.repeat(40)].map((revision) => ({ repository, revision })), judging)).toHaveLength(1);
    expect(mistakes()).toEqual([]);
    expect([...placesOf()]).toEqual(expect.arrayContaining([
      'POST /actions/workflows/deploy.yml/dispatches 200', 'POST /actions/workflows/deploy.yml/dispatches 404', 'POST /actions/workflows/deploy.yml/dispatches 422', 'GET /actions/workflows/deploy.yml/runs 200', 'GET /actions/runs/* 200', 'GET /actions/runs/* 404',
      'POST /actions/runs/*/cancel 409', 'GET /deployments 200', 'GET /deployments/*/statuses 200', 'GET /environments 200', 'GET /user 200', 'GET /user 401', `GET /commits/${built} 200`, `GET /commits/${'d'.repeat(40)} 422`,
    ]));
  });

  it('fits what is asked of a run that waits for its reviewers, and of its deployment; nothing is written but dispatches and cancellations', async () => {
    await fetch(`${tool.url}/__sandbox/runs`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ isReviewed: true, times: 1 }) });
    const deployer = deployerOf(connect());
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    while ((await deployer.observe(runId, acting)).run.status !== 'waiting') await pause(20);
    await deployer.history?.('2020-01-01T00:00:00.000Z', judging);
    await deployer.cancel(runId, acting);
    expect(mistakes()).toEqual([]);
    expect([...placesOf()]).toContain('GET /actions/runs/*/pending_deployments 200');
    expect([...placesOf()].filter((one) => !one.startsWith('GET '))).toEqual(['POST /actions/workflows/deploy.yml/dispatches 200', 'POST /actions/runs/*/cancel 202']);
  });

  it('finds what does not fit', () => {
    const fine: Exchange = { method: 'POST', path: `${place}/actions/workflows/deploy.yml/dispatches`, query: [], asked: { ref: 'main', inputs: { a: 'b' }, return_run_details: true }, status: 204, answered: undefined };
    expect(mistakesIn(fine)).toEqual([]);
    const odd: readonly Exchange[] = [
      { ...fine, asked: { inputs: {} } }, { ...fine, asked: { ref: 'main', dry_run: true } }, { ...fine, asked: { ref: 7 } }, { ...fine, asked: { ref: 'main', inputs: Object.fromEntries(Array.from({ length: 26 }, (_, nth) => [`i${nth}`, ''])) } }, { ...fine, status: 202 },
      { ...fine, status: 422, answered: { message: 'no' } }, { ...fine, query: ['ref'] }, { ...fine, path: `${place}/actions/workflows/deploy.yml/dispatch` }, { ...fine, status: 200, answered: { workflow_run_id: '7', run_url: 'https://a.b', html_url: 'https://a.b' } },
    ];
    expect(odd.map((exchange) => mistakesIn(exchange).length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });
});

/** A client that many use and that knows nothing of us: what it cannot read, the stand-in says wrongly. */
describe('GitHub, spoken with by octokit', () => {
  const client = (token: string = githubCredentials.token): Octokit => new Octokit({ auth: token, baseUrl: tap.url, retry: { enabled: false }, throttle: { enabled: false }, log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined } });

  it('dispatches, lists runs and jobs, and follows to the end, within the description', async () => {
    const { rest } = client();
    const { data } = await rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'deploy.yml', ref: 'main', inputs: { environment: 'production', version: '2.4.0', correlation: 'by-octokit' }, return_run_details: true }) as { data: { workflow_run_id: number } };
    let { data: run } = await rest.actions.getWorkflowRun({ ...repo, run_id: data.workflow_run_id });
    while (run.status !== 'completed') ({ data: run } = await rest.actions.getWorkflowRun({ ...repo, run_id: data.workflow_run_id }));
    expect(run).toMatchObject({ conclusion: 'success', display_title: 'Deploy 2.4.0 to production [by-octokit]' });
    expect((await rest.actions.listWorkflowRuns({ ...repo, workflow_id: 'deploy.yml', event: 'workflow_dispatch', per_page: 1 })).data.workflow_runs.map(({ id }) => id)).toEqual([run.id]);
    const { data: { jobs } } = await rest.actions.listJobsForWorkflowRun({ ...repo, run_id: run.id });
    expect((await rest.actions.getJobForWorkflowRun({ ...repo, job_id: jobs[0]?.id ?? 0 })).data).toMatchObject({ run_id: run.id, conclusion: 'success', steps: [{ name: 'Deploy' }] });
    expect((await rest.actions.listRepoWorkflows(repo)).data.workflows.map(({ path: file }) => file)).toContain('.github/workflows/deploy.yml');
    expect((await rest.repos.get(repo)).data.full_name).toBe('northbank/payments');
    const { data: [newest] } = await rest.repos.listCommits({ ...repo, per_page: 1 });
    expect((await rest.repos.getCommit({ ...repo, ref: newest?.sha ?? '' })).data.commit.committer?.date).toBe(newest?.commit.committer?.date);
    expect((await rest.users.getAuthenticated()).data.login).toBe('muster-bot');
    expect(mistakes()).toEqual([]);
  });

  it('pages through all runs and deployments as Link leads', async () => {
    const octokit = client();
    const deployments = await octokit.paginate(octokit.rest.repos.listDeployments, { ...repo, per_page: 2 });
    expect(deployments.length).toBeGreaterThan(2);
    expect(new Set(deployments.map(({ id }) => id)).size).toBe(deployments.length);
    const runs = await octokit.paginate(octokit.rest.actions.listWorkflowRunsForRepo, { ...repo, per_page: 2 });
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect(mistakes()).toEqual([]);
  });

  it('creates a deployment with its statuses, reads them newest first, and its environments', async () => {
    const { rest } = client();
    const { data } = await rest.repos.createDeployment({ ...repo, ref: 'main', environment: 'staging', auto_merge: false, required_contexts: [], payload: { version: '2.4.0' } }) as { data: { id: number } };
    for (const state of ['in_progress', 'success'] as const) await rest.repos.createDeploymentStatus({ ...repo, deployment_id: data.id, state, log_url: 'https://ci.example/7', description: 'x' });
    expect((await rest.repos.listDeploymentStatuses({ ...repo, deployment_id: data.id })).data.map(({ state }) => state)).toEqual(['success', 'in_progress']);
    expect((await rest.repos.getDeployment({ ...repo, deployment_id: data.id })).data.payload).toEqual({ version: '2.4.0' });
    expect((await rest.repos.getAllEnvironments(repo)).data.environments?.map(({ name }) => name)).toEqual(['production', 'staging']);
    expect((await rest.repos.getEnvironment({ ...repo, environment_name: 'production' })).data.protection_rules?.map(({ type }) => type)).toEqual(['wait_timer', 'required_reviewers']);
    expect((await rest.repos.createDeployment({ ...repo, ref: 'hotfix/behind-main' })).status).toBe(202);
    expect(mistakes()).toEqual([]);
  });

  it('reviews a run that waits, as somebody who may', async () => {
    await fetch(`${tool.url}/__sandbox/runs`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ isReviewed: true, times: 1 }) });
    const { rest } = client();
    const { data } = await rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'deploy.yml', ref: 'main', inputs: { environment: 'production', version: '1' }, return_run_details: true }) as { data: { workflow_run_id: number } };
    const run = { ...repo, run_id: data.workflow_run_id };
    while ((await rest.actions.getWorkflowRun(run)).data.status !== 'waiting') await pause(20);
    const { data: [pending] } = await rest.actions.getPendingDeploymentsForRun(run);
    expect(pending).toMatchObject({ environment: { name: 'production' }, current_user_can_approve: false });
    const decision = { ...run, environment_ids: [pending?.environment.id ?? 0], state: 'approved' as const, comment: 'Seen.' };
    await expect(rest.actions.reviewPendingDeploymentsForRun(decision)).rejects.toMatchObject({ status: 403 });
    expect((await client(reviewerToken).rest.actions.reviewPendingDeploymentsForRun(decision)).data).toMatchObject([{ environment: 'production' }]);
    expect((await rest.actions.getReviewsForRun(run)).data).toMatchObject([{ state: 'approved', user: { login: 'omar.haddad' } }]);
    expect((await rest.actions.getWorkflowRun(run)).data.status).toBe('in_progress');
    expect(mistakes()).toEqual([]);
  });

  it('cancels, and understands refusals', async () => {
    const { rest } = client();
    const { data } = await rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'deploy.yml', ref: 'main', inputs: { environment: 'staging', version: '1' }, return_run_details: true }) as { data: { workflow_run_id: number } };
    expect((await rest.actions.cancelWorkflowRun({ ...repo, run_id: data.workflow_run_id })).status).toBe(202);
    await expect(rest.actions.cancelWorkflowRun({ ...repo, run_id: data.workflow_run_id })).rejects.toMatchObject({ status: 409, response: { data: { documentation_url: expect.stringContaining('https://docs.github.com/') as unknown } } });
    await expect(rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'deploy.yml', ref: 'gone' })).rejects.toMatchObject({ status: 422 });
    await expect(client('nobody').rest.users.getAuthenticated()).rejects.toMatchObject({ status: 401 });
    await expect(client(readOnlyToken).rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'deploy.yml', ref: 'main' })).rejects.toMatchObject({ status: 404 });
    expect(mistakes()).toEqual([]);
  });
});
