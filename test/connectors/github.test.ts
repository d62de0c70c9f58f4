import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { readOnlyToken, reviewerToken, startGitHub } from '../../sandbox/github/index.ts';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import { github } from '../../src/connectors/github/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder, RunReport } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const story = tellStory(new Date());
const settings = { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main' };
const correlation = 'deployment-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order: DeployOrder = {
  correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64),
  artifacts: [{ reference: 'dml:artifact:r/p/n', sha256: 'b'.repeat(64) }], parameters: {},
};
const runMs = 300;

let tool: StandIn;
let connection: Connection;
let deployer: Deployer;
/** How far the hub's clock is ahead of the stand-in's. */
let aheadMs = 0;

beforeEach(async () => {
  aheadMs = 0;
  tool = await startGitHub({ port: 0, now: () => new Date(), story, runMs });
  connection = connect();
  deployer = deployerOf(connection);
});
afterEach(() => tool.close());

function connect(token: string = githubCredentials.token, url: string = tool.url): Connection {
  return github.connect({ name: 'github', isProduction: true, url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(Date.now() + aheadMs) } });
}

function deployerOf(from: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = from.deployer?.({ connection: 'github', name: 'payments-production', settings: { ...settings, ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function planRuns(plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/runs`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(plan) });
}

async function followed(runId: string): Promise<RunReport> {
  for (;;) {
    const report = await deployer.observe(runId, acting);
    if (report.progress !== 'PENDING' && report.progress !== 'RUNNING') return report;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
}

/** Runs that GitHub has of this correlation, whatever the connector thinks. */
async function runsStarted(): Promise<number> {
  await new Promise((resolve) => { setTimeout(resolve, runMs * 0.15); });
  const answer = await fetch(`${tool.url}/repos/northbank/payments/actions/runs?event=workflow_dispatch`, { headers: { authorization: `Bearer ${githubCredentials.token}` } });
  const { workflow_runs: runs } = await answer.json() as { workflow_runs: { display_title: string }[] };
  return runs.filter(({ display_title: title }) => title.includes(correlation)).length;
}

describe('GitHub: triggering', () => {
  it('dispatches once, and follows the run to its end', async () => {
    const answer = await deployer.trigger(order, acting);
    if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
    expect(answer.run).toMatchObject({ status: 'requested', url: expect.stringContaining('/northbank/payments/actions/runs/') as unknown, source: { system: 'GITHUB', reference: `github:build:northbank/payments/${answer.run.runId}` } });
    const report = await followed(answer.run.runId);
    expect(report).toMatchObject({ progress: 'SUCCEEDED', run: { runId: answer.run.runId, status: 'success', startedAt: expect.any(String) as unknown, finishedAt: expect.any(String) as unknown } });
    expect([callsTo(tool, '/dispatches'), await runsStarted()]).toEqual([1, 1]);
  });

  it.each([['failure', 'FAILED'], ['timed_out', 'FAILED'], ['skipped', 'FAILED'], ['cancelled', 'CANCELED']])('a run that ends in %s is %s', async (conclusion, progress) => {
    await planRuns({ conclusion, times: 1 });
    const answer = await deployer.trigger(order, acting);
    const report = await followed(answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '');
    expect(report.progress).toBe(progress);
  });

  it('posts once more, without the flag, to an enterprise server that refuses it, and remembers', async () => {
    const enterprise = await startGitHub({ port: 0, now: () => new Date(), story, runMs, ghes: true });
    try {
      const old = deployerOf(connect(githubCredentials.token, enterprise.url));
      expect(await old.trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
      expect(callsTo(enterprise, '/dispatches')).toBe(2);
      expect(await old.trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
      expect(callsTo(enterprise, '/dispatches')).toBe(3);
    } finally {
      await enterprise.close();
    }
  });

  it('sends the package\'s list and plan parameters to a workflow that declares them, and refuses others without posting', async () => {
    expect(await deployerOf(connection, { inputs: ['artifacts'] }).trigger(order, acting)).toMatchObject({ outcome: 'ACCEPTED' });
    const refused = await deployer.trigger({ ...order, parameters: { canary: true } }, acting);
    expect(refused).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('canary') as unknown });
    expect(callsTo(tool, '/dispatches')).toBe(1);
    const odd = deployerOf(connection, { inputs: ['canary'] });
    expect(await odd.trigger({ ...order, parameters: { canary: true } }, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('422') as unknown });
    expect(await odd.trigger({ ...order, parameters: { canary: { share: 5 } } }, acting)).toMatchObject({ outcome: 'REFUSED' });
  });

  const refusals: readonly (readonly [string, () => Deployer, string])[] = [
    ['a token nobody issued', () => deployerOf(connect('nobody')), '401'],
    ['a token that may only read', () => deployerOf(connect(readOnlyToken)), '404'],
    ['a workflow that is not there', () => deployerOf(connection, { workflow: 'gone.yml' }), '404'],
    ['a workflow without the trigger', () => deployerOf(connection, { workflow: 'ci.yml' }), '422'],
    ['a ref that is not there', () => deployerOf(connection, { ref: 'gone' }), '422'],
    ['a repository that is not there', () => deployerOf(connection, { repository: 'northbank/gone' }), '404'],
  ];

  it.each(refusals)('is refused for %s', async (_what, make, status) => {
    expect(await make().trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining(`(${status})`) as unknown });
    expect(await runsStarted()).toBe(0);
  });

  it('is refused when nobody could be reached, since nothing left the house', async () => {
    const gone = await startGitHub({ port: 0, now: () => new Date(), story });
    await gone.close();
    expect(await deployerOf(connect(githubCredentials.token, gone.url)).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never sent') as unknown });
  });

  it('a spent rate limit is a refusal', async () => {
    for (const status of [403, 429]) {
      await fetch(`${tool.url}/__sandbox/rate-limit`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'secondary', status }) });
      const fresh = deployerOf(connect());
      expect(await fresh.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining(`(${status})`) as unknown });
      // Told to wait for longer than a page may: whoever only looks does not ask until then.
      await expect(fresh.places?.({ purpose: 'page', maxAgeMs: 0 })).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED' }, mayHaveArrived: false });
    }
    expect(await runsStarted()).toBe(0);
  });

  const lost: readonly Fault[] = [
    { kind: 'hang' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: 5_000 }, { kind: 'status', status: 500 }, { kind: 'status', status: 502, when: 'after' }, { kind: 'html' }, { kind: 'truncate' },
    { kind: 'reset' }, { kind: 'reset', when: 'after' }, { kind: 'empty' }, { kind: 'garble' },
  ];

  it.each(lost)('a dispatch whose answer is spoilt by %j is UNCLEAR, and is never posted again', async (fault) => {
    await setFaults(tool, fault);
    const answer = await deployer.trigger(order, acting);
    await setFaults(tool);
    expect(answer.outcome).toBe('UNCLEAR');
    expect(callsTo(tool, '/dispatches')).toBe(1);
  });
});

describe('GitHub: a run that waits for the reviewers of its environment', () => {
  const waiting = async (): Promise<string> => {
    await planRuns({ isReviewed: true, times: 1 });
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    while ((await deployer.observe(runId, acting)).run.status !== 'waiting') await new Promise((resolve) => { setTimeout(resolve, 20); });
    return runId;
  };
  const decide = async (runId: string, state: string): Promise<void> => {
    const place = `${tool.url}/repos/northbank/payments/actions/runs/${runId}/pending_deployments`;
    const headers = { authorization: `Bearer ${reviewerToken}` };
    const [pending] = await (await fetch(place, { headers })).json() as { environment: { id: number } }[];
    expect((await fetch(place, { method: 'POST', headers, body: JSON.stringify({ environment_ids: [pending?.environment.id], state, comment: '' }) })).status).toBe(200);
  };

  it('is pending, neither failed nor under way, says whose approval it waits for, and leads to where it is given', async () => {
    const runId = await waiting();
    expect(await deployer.observe(runId, acting)).toEqual({
      progress: 'PENDING', because: 'The run waits in GitHub: its environment production asks for the approval of omar.haddad.',
      run: expect.objectContaining({ runId, status: 'waiting', url: `${tool.url}/northbank/payments/actions/runs/${runId}`, finishedAt: null }) as unknown,
    });
  });

  it('goes on when it is approved, and has failed when it is rejected', async () => {
    const approved = await waiting();
    await decide(approved, 'approved');
    expect(await followed(approved)).toMatchObject({ progress: 'SUCCEEDED' });
    const rejected = await waiting();
    await decide(rejected, 'rejected');
    expect(await followed(rejected)).toMatchObject({ progress: 'FAILED' });
  });

  it('is cancelled while it waits, for we never approve', async () => {
    const runId = await waiting();
    await deployer.cancel(runId, acting);
    expect(await followed(runId)).toMatchObject({ progress: 'CANCELED' });
    expect(Object.keys(tool.calls()).filter((endpoint) => /^POST .*pending_deployments/.test(endpoint))).toEqual([]);
  });

  it.each([{ kind: 'status', status: 403 }, { kind: 'status', status: 500 }, { kind: 'garble' }, { kind: 'empty' }, { kind: 'reset' }] as const)('is still pending when %j hides whom it waits for', async (fault) => {
    const runId = await waiting();
    await setFaults(tool, { ...fault, match: '/pending_deployments' });
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'PENDING', because: expect.stringContaining('approval or a timer') as unknown, run: { status: 'waiting' } });
  });
});

describe('GitHub: finding a run again', () => {
  it('finds the run whose dispatch was answered with nothing', async () => {
    await setFaults(tool, { kind: 'reset', when: 'after', match: '/dispatches' });
    const triggeredAt = new Date().toISOString();
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'UNCLEAR' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    expect(await runsStarted()).toBe(1);
    const found = await deployer.find(correlation, triggeredAt, acting);
    expect(found).toMatchObject({ outcome: 'FOUND', run: { runId: expect.any(String) as unknown } });
  });

  it('proves absence only a minute after the trigger', async () => {
    const triggeredAt = new Date().toISOString();
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 59_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('proves nothing while a run since then carries no correlation: it may be ours', async () => {
    const triggeredAt = new Date().toISOString();
    await deployer.trigger({ ...order, correlation: 'by-hand' }, acting);
    await runsStarted();
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('does not take another deployment\'s run for ours, nor ours for another\'s', async () => {
    const triggeredAt = new Date().toISOString();
    await deployer.trigger({ ...order, correlation: correlation.replace('0b8a', 'ffff') }, acting);
    await runsStarted();
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    expect(await deployer.find(correlation.slice(0, -1), triggeredAt, acting)).toMatchObject({ outcome: 'ABSENT' });
  });

  it('finds ours among hundreds, and takes a list that cannot be whole for no proof', async () => {
    const triggeredAt = new Date().toISOString();
    await planRuns({ runMs: 0 });
    await deployer.trigger(order, acting);
    const others = Array.from({ length: 130 }, (_, nth) => correlation.replace('0b8a', String(1000 + nth)));
    await Promise.all(others.map((other) => deployer.trigger({ ...order, correlation: other }, acting)));
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND' });
  });

  it('is never proven by an empty answer to a stranger', async () => {
    expect(await problemOf(deployerOf(connect('nobody')).find(correlation, new Date().toISOString(), acting))).toBe('UNAUTHORIZED');
  });
});

describe('GitHub: cancelling and probing', () => {
  it('cancels a run that is under way, and leaves one that has ended', async () => {
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    await deployer.cancel(runId, acting);
    expect(await followed(runId)).toMatchObject({ progress: 'CANCELED' });
    await expect(deployer.cancel(runId, acting)).resolves.toBeUndefined();
  });

  it('probes its token', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await problemOf(connect('nobody').probe(judging))).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j is %s to whoever follows, looks up or cancels a run', async (fault, code) => {
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(deployer.observe(runId, acting)),
      problemOf(deployer.find(correlation, new Date().toISOString(), acting)),
      problemOf(deployer.cancel(runId, acting)),
    ])).toEqual(Array(3).fill(code));
  });

  it('says of a run that is not there that it is not there', async () => {
    expect(await problemOf(deployer.observe('404', acting))).toBe('NOT_FOUND');
    expect(await problemOf(deployer.cancel('404', acting))).toBe('NOT_FOUND');
  });

  it('never turns a garbled or empty answer into progress', async () => {
    const answer = await deployer.trigger(order, acting);
    const runId = answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(deployer.find(correlation, new Date().toISOString(), acting))).toBe('UNEXPECTED_ANSWER');
    }
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
  });
});
