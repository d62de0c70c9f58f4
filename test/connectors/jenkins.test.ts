import { tellStory } from '../../sandbox/bank/bank.ts';
import { jenkinsCredentials, startJenkins } from '../../sandbox/jenkins/index.ts';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import { jenkins } from '../../src/connectors/jenkins/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder, RunReport } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const story = tellStory(new Date());
const { userName, apiToken, password, reader } = jenkinsCredentials;
const correlation = 'deployment-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order: DeployOrder = {
  correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64),
  artifacts: [{ reference: 'dml:artifact:r/p/n', sha256: 'b'.repeat(64) }], parameters: {},
};
const posts = 'buildWithParameters';

let tool: StandIn;
let connection: Connection;
let deployer: Deployer;
/** How far both clocks are ahead of the machine's. */
let aheadMs = 0;

beforeEach(async () => {
  aheadMs = 0;
  tool = await startJenkins({ port: 0, now: () => new Date(Date.now() + aheadMs), story, runMs: 250 });
  connection = connect();
  deployer = deployerOf(connection);
});
afterEach(() => tool.close());

function connect(user: string = userName, secret: string = apiToken, url: string = tool.url): Connection {
  return jenkins.connect({ name: 'jenkins', isProduction: true, url, auth: { kind: 'basic', userName: user, password: secret }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(Date.now() + aheadMs) } });
}

function deployerOf(from: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = from.deployer?.({ connection: 'jenkins', name: 'payments-production', settings: { job: 'payments/deploy', ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function planBuilds(plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: JSON.stringify(plan) });
}

async function triggered(by: Deployer = deployer, what: DeployOrder = order): Promise<string> {
  const answer = await by.trigger(what, acting);
  if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.run.runId;
}

async function reported(runId: string, ...until: readonly RunReport['progress'][]): Promise<RunReport> {
  for (;;) {
    const report = await deployer.observe(runId, acting);
    if (until.includes(report.progress)) return report;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

const followed = (runId: string): Promise<RunReport> => reported(runId, 'SUCCEEDED', 'FAILED', 'CANCELED');

/** Items and builds that Jenkins has of this correlation, whatever the connector thinks. */
async function begun(of: string = correlation): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${userName}:${apiToken}`).toString('base64')}`;
  const texts = await Promise.all(['/queue/api/json', '/job/payments/job/deploy/api/json?tree=builds[number,actions[parameters[name,value]]]'].map(async (path) => (await fetch(tool.url + path, { headers: { authorization } })).text()));
  return texts.join('').split(`"value":"${of}"`).length - 1;
}

describe('Jenkins: triggering', () => {
  it('triggers once, and follows the queue item into its build and to its end', async () => {
    await planBuilds({ queueMs: 500, runMs: 500 });
    const runId = await triggered();
    expect(runId).toMatch(/^queue\/\d+$/);
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'PENDING', run: { runId, source: { system: 'JENKINS', reference: `jenkins:build:payments/deploy/${runId}` } } });
    const running = await reported(runId, 'RUNNING');
    expect(running.run).toMatchObject({ runId: expect.stringMatching(/^\d+$/) as unknown, status: 'building', startedAt: expect.any(String) as unknown, finishedAt: null });
    const report = await followed(running.run.runId);
    expect(report).toMatchObject({ progress: 'SUCCEEDED', run: { status: 'SUCCESS', finishedAt: expect.any(String) as unknown, url: expect.stringContaining('/job/payments/job/deploy/') as unknown } });
    expect([callsTo(tool, posts), await begun()]).toEqual([1, 1]);
  });

  it.each([['FAILURE', 'FAILED'], ['UNSTABLE', 'FAILED'], ['NOT_BUILT', 'FAILED'], ['ABORTED', 'CANCELED']])('a build that ends in %s is %s', async (result, progress) => {
    await planBuilds({ result, times: 1, queueMs: 0, runMs: 10 });
    expect((await followed(await triggered())).progress).toBe(progress);
  });

  it('two deployments of the same version never share a queue item', async () => {
    const ids = [await triggered(), await triggered(deployer, { ...order, correlation: 'deployment-two' })];
    expect(new Set(ids).size).toBe(2);
  });

  it('303: an equal item stands for ours, and is ours only by its correlation', async () => {
    await planBuilds({ queueMs: 60_000 });
    const runId = await triggered();
    expect(await triggered()).toBe(runId);
    expect([callsTo(tool, posts), await begun()]).toEqual([2, 1]);
  });

  it('sends the package\'s list and plan parameters that are declared, and posts nothing for others', async () => {
    await triggered(deployerOf(connection, { parameters: ['artifacts'] }));
    expect(await deployer.trigger({ ...order, parameters: { canary: true } }, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('canary') as unknown });
    expect(await deployerOf(connection, { parameters: ['canary'] }).trigger({ ...order, parameters: { canary: {} } }, acting)).toMatchObject({ outcome: 'REFUSED' });
    expect(callsTo(tool, posts)).toBe(1);
  });

  const refusals: readonly (readonly [string, () => Deployer, RegExp, number])[] = [
    ['a job that would drop the correlation', () => deployerOf(connection, { job: 'payments/older' }), /defines no parameter correlation, package_digest/, 0],
    ['a plan parameter that the job would drop', () => deployerOf(connection, { parameters: ['canary'] }), /defines no parameter canary/, 0],
    ['a job without parameters', () => deployerOf(connection, { job: 'payments/nightly' }), /defines no parameter/, 0],
    ['a disabled job', () => deployerOf(connection, { job: 'payments/retired' }), /disabled/, 0],
    ['a job that is not there', () => deployerOf(connection, { job: 'payments/gone' }), /404/, 0],
    ['a token nobody issued', () => deployerOf(connect('muster', 'f'.repeat(32))), /401/, 0],
    ['a token that may only read', () => deployerOf(connect(reader.userName, reader.apiToken)), /\(403\), so nothing was queued/, 1],
  ];

  it.each(refusals)('is refused for %s', async (what, make, because, posted) => {
    const parameters = what.startsWith('a plan') ? { canary: 'yes' } : {};
    expect(await make().trigger({ ...order, parameters }, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringMatching(because) as unknown });
    expect([callsTo(tool, posts), await begun()]).toEqual([posted, 0]);
  });

  it('is refused when nobody could be reached, or the job could not be read: nothing was posted', async () => {
    await setFaults(tool, { kind: 'hang', match: 'GET /job' });
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never sent') as unknown });
    const gone = await startJenkins({ port: 0, now: () => new Date(), story });
    await gone.close();
    expect(await deployerOf(connect(userName, apiToken, gone.url)).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never sent') as unknown });
    expect(callsTo(tool, posts)).toBe(0);
  });

  const lost: readonly Fault[] = [
    { kind: 'hang' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: 5_000 }, { kind: 'status', status: 500 }, { kind: 'status', status: 502, when: 'after' }, { kind: 'status', status: 408 }, { kind: 'status', status: 429 }, { kind: 'status', status: 200 },
    { kind: 'status', status: 302 }, { kind: 'html' }, { kind: 'truncate' }, { kind: 'reset' }, { kind: 'reset', when: 'after' }, { kind: 'empty' }, { kind: 'garble' },
  ];

  it.each(lost)('a trigger whose answer is spoilt by %j is UNCLEAR, and is never posted again', async (fault) => {
    await setFaults(tool, { ...fault, match: posts });
    const answer = await deployer.trigger(order, acting);
    await setFaults(tool);
    expect(answer.outcome).toBe('UNCLEAR');
    expect(callsTo(tool, posts)).toBe(1);
  });

  it('signs in with a password too, by a crumb and its session', async () => {
    await planBuilds({ queueMs: 60_000 });
    await triggered(deployerOf(connect(userName, password)));
    expect([callsTo(tool, 'crumbIssuer'), callsTo(tool, posts), await begun()]).toEqual([1, 1, 1]);
    await triggered(deployer, { ...order, correlation: 'by-token' });
    expect(callsTo(tool, 'crumbIssuer')).toBe(1);
  });
});

describe('Jenkins: finding a run again', () => {
  it.each([['in the queue', { queueMs: 60_000 }, /^queue\//], ['among the builds', { queueMs: 0, runMs: 60_000 }, /^\d+$/]])('finds the run whose answer was lost %s', async (_where, plan, runId) => {
    await planBuilds(plan);
    await setFaults(tool, { kind: 'reset', when: 'after', match: posts });
    const triggeredAt = new Date().toISOString();
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'UNCLEAR' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId: expect.stringMatching(runId) as unknown } });
    expect(await deployer.find(correlation.slice(0, -1), triggeredAt, acting)).toMatchObject({ outcome: 'ABSENT' });
  });

  it('proves absence only a minute after the trigger', async () => {
    const triggeredAt = new Date().toISOString();
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 59_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('proves nothing while a build or item since then has no correlation, or a build was discarded', async () => {
    const triggeredAt = new Date().toISOString();
    await planBuilds({ queueMs: 0, runMs: 0 });
    await followed(await triggered(deployer, { ...order, correlation: 'deployment-other' }));
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    await triggered(deployer, { ...order, correlation: '' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    await fetch(`${tool.url}/__sandbox/builds/newest?job=payments/deploy`, { method: 'DELETE' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('finds ours among more builds than stand on one page', async () => {
    const triggeredAt = new Date().toISOString();
    await planBuilds({ queueMs: 0, runMs: 0 });
    await triggered();
    for (let nth = 0; nth < 60; nth += 1) await triggered(deployer, { ...order, correlation: `deployment-${nth}` });
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND' });
  });

  it('follows a queue item that Jenkins has forgotten by the build that came from it', async () => {
    await planBuilds({ queueMs: 0, runMs: 0 });
    const runId = await triggered();
    await followed(runId);
    aheadMs = 6 * 60_000;
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'SUCCEEDED', run: { runId: expect.stringMatching(/^\d+$/) as unknown } });
    expect(await problemOf(deployer.observe('queue/99999', acting))).toBe('NOT_FOUND');
  });
});

describe('Jenkins: cancelling and probing', () => {
  it('takes a run out of the queue, stops one that builds, and leaves one that has ended', async () => {
    await planBuilds({ queueMs: 60_000, times: 1 });
    const waiting = await triggered();
    await deployer.cancel(waiting, acting);
    expect(await deployer.observe(waiting, acting)).toMatchObject({ progress: 'CANCELED', run: { status: 'cancelled' } });
    await expect(deployer.cancel(waiting, acting)).resolves.toBeUndefined();
    await planBuilds({ queueMs: 0, runMs: 60_000 });
    const building = await triggered();
    await deployer.cancel(building, acting);
    expect(await followed(building)).toMatchObject({ progress: 'CANCELED', run: { status: 'ABORTED' } });
    await expect(deployer.cancel(building, acting)).resolves.toBeUndefined();
  });

  it('probes who it is', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await problemOf(connect('nobody', 'x').probe(judging))).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j is %s to whoever follows, looks up or cancels a run', async (fault, code) => {
    const runId = await triggered();
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(deployer.observe(runId, acting)),
      problemOf(deployer.find(correlation, new Date().toISOString(), acting)),
      problemOf(deployer.cancel(runId, acting)),
    ])).toEqual(Array(3).fill(code));
  });

  it('never turns a garbled or empty answer into progress', async () => {
    const runId = await triggered();
    const { run } = await followed(runId);
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      for (const id of [runId, run.runId]) expect(await problemOf(deployer.observe(id, acting))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(deployer.find(correlation, new Date().toISOString(), acting))).toBe('UNEXPECTED_ANSWER');
    }
    await setFaults(tool, { kind: 'empty' });
    for (const id of [runId, run.runId]) expect(await problemOf(deployer.observe(id, acting))).toBe('UNEXPECTED_ANSWER');
  });

  it.each(['', 'queue/0', '../x', '1/stop', '12345678901234567890'])('asks nothing about the impossible run %j', async (runId) => {
    expect(await problemOf(deployer.observe(runId, acting))).toBe('NOT_FOUND');
    expect(Object.keys(tool.calls())).toEqual([]);
  });
});
