import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { argocdCredentials } from '../../sandbox/argocd/index.ts';
import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import type { ToolName } from '../../sandbox/hub-config.ts';
import { jenkinsCredentials } from '../../sandbox/jenkins/index.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { setFaults } from './judging.ts';
import { atTool, signIns } from './tools.ts';
import { until } from './town.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

interface Deployment {
  readonly id: string; readonly origin: string; readonly state: string; readonly because: string; readonly requestedAt: string; readonly liveAt: string | null; readonly finishedAt: string | null;
  readonly release: { readonly key: string } | null; readonly requestedBy: object | null; readonly run: { readonly status: string; readonly url: string | null; readonly startedAt: string | null } | null; readonly steps: readonly object[];
}
interface Config { services: { readonly key: string; deployers: Record<string, object> }[]; observe: object }

const fields = 'id origin state because requestedAt liveAt finishedAt release { key } requestedBy { ... on Person { name } } run { status url startedAt } steps { name because }';
const jenkinsSignIn = `Basic ${btoa(`${jenkinsCredentials.userName}:${jenkinsCredentials.apiToken}`)}`;
const gitlabSignIn = `Bearer ${gitlabCredentials.token}`;
const argocdSignIn = `Bearer ${argocdCredentials.token}`;

/** Who deploys what; plans go on naming their deployer as before. */
const others: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  ledger: { staging: { connection: 'argocd', name: 'github-ledger', application: 'ledger-staging' } },
  cards: { staging: { connection: 'gitlab', name: 'github-cards', project: 'northbank/cards', ref: 'main', jobs: ['deploy'] }, production: { connection: 'jenkins', name: 'github-cards', job: 'cards/deploy' } },
};

const seeded = ['ledger', 'payments', 'cards', 'statements'];

/** Few services are deployed by anything here, so that looks come quickly one after another. */
function observed(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const service of config.services) service.deployers = seeded.includes(service.key) ? { ...service.deployers, ...others[service.key] } : {};
  return stringify({ ...config, observe: { every: 'PT1S', lookBack: 'PT10S', endWithin: 'PT1H' } }, { aliasDuplicateObjects: false });
}

const options: WorldOptions = { configure: observed, observe: { everyMs: 100, lookMs: 50 }, runMs: 300 };

async function seen(world: World, serviceKey: string, environment: string): Promise<readonly Deployment[]> {
  const { deployments } = await world.data<{ deployments: { nodes: readonly Deployment[] } }>(
    `query ($filter: DeploymentFilter!) { deployments(filter: $filter, first: 50) { nodes { ${fields} } } }`, { filter: { origin: 'OBSERVED', serviceKey, environment } }, 'viewer');
  return deployments.nodes;
}

const ended = (count: number) => (all: readonly Deployment[]): boolean => all.filter(({ state }) => state !== 'RUNNING').length >= count;

/** So many more questions of a kind were put to a tool: whatever a look does twice, it has done by then. */
async function afterLooks(world: World, tool: ToolName, endpoint: string, looks = 4): Promise<void> {
  const count = async (): Promise<number> => {
    const { calls } = await atTool(world, tool, 'GET /__sandbox/calls', '') as { readonly calls: Readonly<Record<string, number>> };
    return Object.entries(calls).reduce((sum, [name, number]) => sum + (name.startsWith(endpoint) ? number : 0), 0);
  };
  const before = await count();
  await until(count, (now) => now >= before + looks);
}

async function dispatch(world: World, repository: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  await atTool(world, 'github', `POST /repos/northbank/${repository}/actions/workflows/deploy.yml/dispatches`, signIns.github, { ref: 'main', inputs: { package_digest: '', artifacts: '', correlation: '', ...inputs } });
}

async function trigger(world: World, releaseKey: string, environment: string, idempotencyKey = `${releaseKey} to ${environment}`): Promise<string> {
  const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: { id: string } | null; userErrors: readonly unknown[] } }>(
    'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { code message } } }', { input: { releaseKey, environment, idempotencyKey } });
  expect(userErrors).toEqual([]);
  return deployment?.id ?? '';
}

async function standing(world: World, id: string): Promise<Deployment> {
  return (await world.data<{ deployment: Deployment }>(`query ($id: ID!) { deployment(id: $id) { ${fields} } }`, { id })).deployment;
}

function hasEnded({ state }: Deployment): boolean {
  return ['SUCCEEDED', 'FAILED', 'REFUSED', 'CANCELED'].includes(state);
}

const gitHubsDeployments = 'GET /repos/:owner/:repo/deployments';

describe('what others deploy, past the hub', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(options); }, 120_000);
  afterAll(async () => { await world.close(); });

  const planned = async (releaseKey: string, deployer: string): Promise<void> => {
    const plan = { releaseKey, environment: 'staging', deployer, parameters: {}, backoutPlan: 'Deploy the one before again.' };
    await world.data('mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
  };
  /** The digest of a sealed artifact of a release, as somebody's own script would know it. */
  const sealedDigest = async (key: string): Promise<string> => {
    const { release } = await world.data<{ release: { package: { artifacts: readonly { pinnedSha256: string }[] } } }>('query ($key: String!) { release(key: $key) { package { artifacts { pinnedSha256 } } } }', { key });
    return release.package.artifacts[0]?.pinnedSha256 ?? '';
  };

  it('GitHub: a workflow that somebody started stands once, with its run, its times and its release', async () => {
    await dispatch(world, 'ledger', { environment: 'production', version: '1.9.2' });
    const [run, ...more] = await until(() => seen(world, 'ledger', 'production'), ended(1));
    expect(more).toEqual([]);
    expect(run).toMatchObject({
      origin: 'OBSERVED', state: 'SUCCEEDED', because: 'The deployment\'s newest status is success.', release: { key: 'ledger-1.9.2' }, requestedBy: { name: 'muster-bot' },
      requestedAt: expect.any(String) as string, liveAt: run?.finishedAt, steps: [], run: { status: 'success', url: expect.stringContaining('/northbank/ledger/actions/runs/') as string, startedAt: run?.requestedAt },
    });
    await afterLooks(world, 'github', gitHubsDeployments, 12);
    expect((await seen(world, 'ledger', 'production')).map(({ id }) => id)).toEqual([run?.id]);
    expect(await seen(world, 'ledger', 'staging')).toEqual([]);
    const { release, service } = await world.data<{ release: { state: string; deployments: { nodes: readonly { id: string; origin: string }[] } }; service: { running: { id: string } | null } }>(
      '{ release(key: "ledger-1.9.2") { state deployments { nodes { id origin } } } service(reference: "servicenow:service:Ledger") { running(environment: "production") { id } } }');
    expect([release.state, release.deployments.nodes, service.running]).toEqual(['DEPLOYED', [{ id: run?.id, origin: 'OBSERVED' }], { id: run?.id }]);
  });

  it('GitHub: its release is not guessed from a version that none has', async () => {
    await dispatch(world, 'ledger', { environment: 'production', version: '77.0.0' });
    const [run] = await until(() => seen(world, 'ledger', 'production'), ended(2));
    expect(run).toMatchObject({ state: 'SUCCEEDED', release: null, because: expect.stringContaining('It says version 77.0.0, of which there is no release.') as string });
  });

  it('GitLab: a pipeline that somebody started stands once, by the digest it was given, and so does what was told by hand', async () => {
    const variables = Object.entries({ environment: 'staging', version: 'whatever', artifacts: JSON.stringify([{ reference: 'x', sha256: await sealedDigest('cards-3.1.0') }]) }).map(([key, value]) => ({ key: `MUSTER_${key.toUpperCase()}`, value }));
    await atTool(world, 'gitlab', 'POST /api/v4/projects/northbank%2Fcards/pipeline', gitlabSignIn, { ref: 'main', variables: variables.filter(({ key }) => key !== 'MUSTER_VERSION') });
    const [run] = await until(() => seen(world, 'cards', 'staging'), ended(1));
    expect(run).toMatchObject({ state: 'SUCCEEDED', release: { key: 'cards-3.1.0' }, run: { status: 'success', url: expect.stringContaining('/northbank/cards/-/jobs/') as string } });
    await atTool(world, 'gitlab', 'POST /api/v4/projects/northbank%2Fcards/deployments', gitlabSignIn, { environment: 'staging', sha: 'a'.repeat(40), ref: 'v3.1.0', tag: true, status: 'failed' });
    expect((await until(() => seen(world, 'cards', 'staging'), ended(2)))[0]).toMatchObject({ state: 'FAILED', release: { key: 'cards-3.1.0' }, liveAt: null });
    await afterLooks(world, 'gitlab', 'GET /api/v4/projects/:id/deployments');
    expect(await seen(world, 'cards', 'staging')).toHaveLength(2);
  });

  it('Jenkins: a build that somebody started stands once, and one that failed is no success', async () => {
    await atTool(world, 'jenkins', 'POST /job/cards/job/deploy/buildWithParameters?environment=production&version=3.1.0', jenkinsSignIn);
    expect(await until(() => seen(world, 'cards', 'production'), ended(1))).toMatchObject([{ state: 'SUCCEEDED', release: { key: 'cards-3.1.0' }, run: { status: 'SUCCESS', url: expect.stringContaining('/job/cards/job/deploy/') as string } }]);
    await atTool(world, 'jenkins', 'PUT /__sandbox/builds', '', { result: 'UNSTABLE', times: 1 });
    await atTool(world, 'jenkins', 'POST /job/cards/job/deploy/buildWithParameters?environment=production&version=3.1.0&correlation=by-hand', jenkinsSignIn);
    expect((await until(() => seen(world, 'cards', 'production'), ended(2)))[0]).toMatchObject({ state: 'FAILED', run: { status: 'UNSTABLE' }, liveAt: null });
    await afterLooks(world, 'jenkins', 'GET /job/cards/job/deploy/api/json');
    expect(await seen(world, 'cards', 'production')).toHaveLength(2);
  });

  it('Argo CD: ours is not read again, neither at once nor when a sync by hand has taken its place; that one stands once', async () => {
    await planned('ledger-1.9.2', 'github-ledger');
    const own = await trigger(world, 'ledger-1.9.2', 'staging');
    expect((await until(() => standing(world, own), hasEnded)).state).toBe('SUCCEEDED');
    await afterLooks(world, 'argocd', 'GET /api/v1/applications/:name');
    expect(await seen(world, 'ledger', 'staging')).toEqual([]);
    await atTool(world, 'argocd', 'POST /api/v1/applications/ledger-staging/sync', argocdSignIn, { name: 'ledger-staging', revision: '1.9.2' });
    const [run] = await until(() => seen(world, 'ledger', 'staging'), ended(1));
    expect(run).toMatchObject({ state: 'SUCCEEDED', release: { key: 'ledger-1.9.2' }, run: { url: expect.stringContaining('/applications/argocd/ledger-staging') as string } });
    await atTool(world, 'argocd', 'POST /api/v1/applications/ledger-staging/sync', argocdSignIn, { name: 'ledger-staging', revision: 'main' });
    await until(() => seen(world, 'ledger', 'staging'), ended(2));
    await afterLooks(world, 'argocd', 'GET /api/v1/applications/:name');
    expect((await seen(world, 'ledger', 'staging')).map(({ id }) => id)).toEqual([expect.any(String), run?.id]);
  });

  it('GitHub: ours is not read again, although its answer was lost', async () => {
    const before = await seen(world, 'ledger', 'production');
    await setFaults(world.sandbox.tools.github, { kind: 'reset', when: 'after', match: 'POST', times: 1 });
    const own = await trigger(world, 'ledger-1.9.2', 'production');
    expect((await until(() => standing(world, own), hasEnded)).state).toBe('SUCCEEDED');
    await afterLooks(world, 'github', gitHubsDeployments, 12);
    expect(await seen(world, 'ledger', 'production')).toEqual(before);
  });

  it('holds our turn while it runs, is nobody\'s to call off here, and lets ours go when it ends', async () => {
    await planned('statements-5.0.1', 'github-statements');
    await atTool(world, 'github', 'PUT /__sandbox/runs', '', { conclusion: 'failure', times: 1, runMs: 8_000 });
    await dispatch(world, 'statements', { environment: 'staging', version: '5.0.0' });
    const [running] = await until(() => seen(world, 'statements', 'staging'), (all) => all[0]?.state === 'RUNNING');
    const { cancelDeployment } = await world.data<{ cancelDeployment: { userErrors: readonly { code: string }[] } }>(
      'mutation ($input: CancelDeploymentInput!) { cancelDeployment(input: $input) { userErrors { code } } }', { input: { deploymentId: running?.id, reason: 'no' } });
    expect(cancelDeployment.userErrors).toEqual([{ code: 'CONFLICT' }]);
    const own = await trigger(world, 'statements-5.0.1', 'staging');
    await until(() => standing(world, own), ({ state, because, steps }) => state === 'WAITING' && JSON.stringify([because, steps]).includes(running?.id ?? '-'));
    expect((await until(() => standing(world, running?.id ?? ''), ({ state }) => state !== 'RUNNING')).state).toBe('FAILED');
    expect((await until(() => standing(world, own), hasEnded)).state).toBe('SUCCEEDED');
    await afterLooks(world, 'github', gitHubsDeployments, 12);
    expect(await seen(world, 'statements', 'staging')).toMatchObject([{ id: running?.id, state: 'FAILED', release: null }]);
  });

  it.each([
    ['answers 500', async () => { await setFaults(world.sandbox.tools.github, { kind: 'status', status: 500, match: 'GET' }); }],
    ['throttles with 429', async () => { await atTool(world, 'github', 'PUT /__sandbox/rate-limit', '', { kind: 'secondary', status: 429, retryAfter: 1, times: 3 }); }],
  ])('loses nothing while the tool %s', async (_title, trouble) => {
    const before = await seen(world, 'payments', 'staging');
    await dispatch(world, 'payments', { environment: 'staging', version: '2.4.0' });
    await trouble();
    await atTool(world, 'jenkins', 'POST /job/cards/job/deploy/buildWithParameters?environment=production&version=3.1.0', jenkinsSignIn);
    const others = (await seen(world, 'cards', 'production')).length;
    await until(() => seen(world, 'cards', 'production'), (all) => all.length > others && ended(all.length)(all));
    await setFaults(world.sandbox.tools.github);
    const after = await until(() => seen(world, 'payments', 'staging'), ended(before.length + 1));
    expect(after[0]).toMatchObject({ state: 'SUCCEEDED', release: { key: 'payments-2.4.0' } });
    expect(after.slice(1).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});

describe('a hub that was away', () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'muster-observed-'));
    database = await freshDatabase(path.join(folder, 'database'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on where it stood: what went out meanwhile is read, and what it had read is not read again', async () => {
    const first = await startWorld({ ...options, kept: { folder, database } });
    await dispatch(first, 'ledger', { environment: 'production', version: '1.9.2' });
    const [before] = await until(() => seen(first, 'ledger', 'production'), ended(1));
    await first.close();

    const sandbox = await startSandbox({ basePort: 0, now: () => new Date(Date.now() + 60_000), runMs: 100, stateDir: folder });
    await dispatch({ sandbox } as World, 'ledger', { environment: 'production', version: '1.9.1' });
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await sandbox.close();

    // An hour later: a first look would go back ten seconds and find neither.
    const second = await startWorld({ ...options, isSeeded: false, kept: { folder, database, offsetMs: 3_600_000 } });
    const all = await until(() => seen(second, 'ledger', 'production'), ended(2));
    expect(all.map(({ id, state }) => [id, state])).toEqual([[expect.any(String), 'SUCCEEDED'], [before?.id, 'SUCCEEDED']]);
    await afterLooks(second, 'github', gitHubsDeployments, 12);
    expect(await seen(second, 'ledger', 'production')).toEqual(all);
    await second.close();
  }, 120_000);
});
