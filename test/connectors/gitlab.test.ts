import { tellStory } from '../../sandbox/bank/bank.ts';
import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { otherTokens, startGitLab } from '../../sandbox/gitlab/index.ts';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import { gitlab } from '../../src/connectors/gitlab/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder, RunReport, TriggerAnswer } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const story = tellStory(new Date());
const project = '/api/v4/projects/northbank%2Fledger';
const settings = { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] };
const correlation = 'deployment-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order: DeployOrder = {
  correlation, releaseKey: 'ledger-1.0.0', environment: 'staging', version: '1.0.0', packageDigest: 'a'.repeat(64),
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
  tool = await startGitLab({ port: 0, now: () => new Date(), story, runMs });
  connection = connect();
  deployer = deployerOf(connection);
});
afterEach(() => tool.close());

function connect(token: string = gitlabCredentials.token, url: string = tool.url): Connection {
  return gitlab.connect({ name: 'gitlab', isProduction: true, url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(Date.now() + aheadMs) } });
}

function deployerOf(from: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = from.deployer?.({ connection: 'gitlab', name: 'ledger-staging', settings: { ...settings, ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function steer(what: 'pipelines' | 'rate-limit', plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/${what}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(plan) });
}

async function call(path: string, method = 'GET', body?: object): Promise<unknown> {
  const answer = await fetch(tool.url + path, { method, headers: { 'PRIVATE-TOKEN': gitlabCredentials.token, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return answer.json();
}

function idOf(answer: TriggerAnswer): string {
  if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.run.runId;
}

/** Looks until it is as said. */
async function until(runId: string, isSo: (report: RunReport) => boolean): Promise<RunReport> {
  for (;;) {
    const report = await deployer.observe(runId, acting);
    if (isSo(report)) return report;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
}
const hasEnded = ({ progress }: RunReport): boolean => progress !== 'PENDING' && progress !== 'RUNNING';

/** Pipelines that GitLab has of this correlation, whatever the connector thinks. */
async function pipelinesStarted(): Promise<number> {
  const rows = await call(`${project}/pipelines?source=api&per_page=100`) as { name: string | null }[];
  return rows.filter(({ name }) => name?.includes(correlation)).length;
}

describe('GitLab: triggering', () => {
  it('creates one pipeline that is told everything as variables, and follows it to its end and its log', async () => {
    const answer = await deployer.trigger(order, acting);
    const runId = idOf(answer);
    expect(answer).toMatchObject({ run: { status: 'created', url: `${tool.url}/northbank/ledger/-/pipelines/${runId}`, source: { system: 'GITLAB', reference: `gitlab:build:northbank/ledger/${runId}` } } });
    expect(await call(`${project}/pipelines/${runId}/variables`)).toMatchObject([
      { key: 'MUSTER_ENVIRONMENT', value: 'staging' }, { key: 'MUSTER_VERSION', value: '1.0.0' }, { key: 'MUSTER_CORRELATION', value: correlation }, { key: 'MUSTER_PACKAGE_DIGEST', value: order.packageDigest },
    ]);
    expect(await until(runId, hasEnded)).toMatchObject({
      progress: 'SUCCEEDED',
      run: { runId, status: 'success', url: expect.stringContaining('/northbank/ledger/-/jobs/') as unknown, startedAt: expect.any(String) as unknown, finishedAt: expect.any(String) as unknown },
    });
    expect([callsTo(tool, 'POST'), await pipelinesStarted()]).toEqual([1, 1]);
  });

  it.each([
    ['failed', 'FAILED', 'failed'], ['skipped', 'FAILED', 'skipped'], ['canceled', 'CANCELED', 'cancelled'],
    ['allowed-failure', 'FAILED', 'deploy job deploy ended as failed'], ['without-deploy', 'FAILED', 'without its deploy job deploy'],
  ])('a pipeline that is %s is %s', async (outcome, progress, because) => {
    await steer('pipelines', { outcome, times: 1 });
    const report = await until(idOf(await deployer.trigger(order, acting)), hasEnded);
    expect(report).toMatchObject({ progress, because: expect.stringContaining(because) as unknown });
    expect(report.run.status).toBe(['failed', 'skipped', 'canceled'].includes(outcome) ? outcome : 'success');
  });

  it.each([['manual', 'manual'], ['blocked', 'manual'], ['manual-deploy', 'success']])('one that is %s waits for a person, and succeeds only when its job was started', async (outcome, status) => {
    await steer('pipelines', { outcome, times: 1 });
    const runId = idOf(await deployer.trigger(order, acting));
    const waits = await until(runId, ({ run }) => run.status === status);
    expect(waits).toMatchObject({ progress: 'PENDING', because: expect.stringContaining('person') as unknown });
    const [{ id: deployment } = { id: 0 }] = await call(`${project}/deployments?sort=desc`) as { id: number }[];
    if (outcome === 'blocked') await call(`${project}/deployments/${deployment}/approval`, 'POST', { status: 'approved' });
    const jobs = await call(`${project}/pipelines/${runId}/jobs`) as { id: number; name: string }[];
    await call(`${project}/jobs/${jobs.find(({ name }) => name === 'deploy')?.id ?? 0}/play`, 'POST');
    expect(await until(runId, ({ progress }) => progress !== 'PENDING')).toMatchObject({ progress: 'RUNNING' });
    expect(await until(runId, hasEnded)).toMatchObject({ progress: 'SUCCEEDED' });
  });

  it('passes by inputs, with their types, where variables are not allowed', async () => {
    const careful = connect(otherTokens.developer);
    expect(await deployerOf(careful).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('may not set pipeline variables') as unknown });
    const byInputs = deployerOf(careful, { passBy: 'inputs', parameters: ['artifacts', 'canary'] });
    const triggeredAt = new Date().toISOString();
    const runId = idOf(await byInputs.trigger({ ...order, parameters: { canary: 5 } }, acting));
    expect(await byInputs.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId } });
    expect(await deployerOf(careful, { passBy: 'inputs', parameters: ['unknown'] }).trigger({ ...order, parameters: { unknown: 1 } }, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('(400)') as unknown });
  });

  it('refuses a plan\'s odd parameters without posting', async () => {
    const odd: readonly Readonly<Record<string, unknown>>[] = [{ other: 1 }, { CANARY: { share: 5 } }, { CANARY: '$CI_JOB_TOKEN' }];
    const declared = deployerOf(connection, { parameters: ['CANARY'] });
    for (const parameters of odd) expect(await declared.trigger({ ...order, parameters }, acting)).toMatchObject({ outcome: 'REFUSED' });
    expect(callsTo(tool, 'POST')).toBe(0);
  });

  const refusals: readonly (readonly [string, () => Deployer, string])[] = [
    ['a token nobody issued', () => deployerOf(connect('nobody')), '401'],
    ['an expired token', () => deployerOf(connect(otherTokens.expired)), '401'],
    ['a token that may only read', () => deployerOf(connect(otherTokens.readOnly)), '403): our token\'s scope'],
    ['a token without access, to which the project is not there', () => deployerOf(connect(otherTokens.outsider)), '404'],
    ['a project that is not there', () => deployerOf(connection, { project: 'northbank/gone' }), '404'],
    ['a ref that is not there (an object of arrays)', () => deployerOf(connection, { ref: 'gone' }), '400'],
    ['a ref whose rules leave no job', () => deployerOf(connection, { ref: 'topic/no-jobs' }), '400'],
    ['a ref whose file is broken (an array)', () => deployerOf(connection, { ref: 'topic/broken-yaml' }), '400'],
  ];

  it.each(refusals)('is refused for %s', async (_what, make, because) => {
    expect(await make().trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining(`(${because}`) as unknown });
    expect(await pipelinesStarted()).toBe(0);
  });

  it('is refused when nobody could be reached, since nothing left the house', async () => {
    const gone = await startGitLab({ port: 0, now: () => new Date(), story });
    await gone.close();
    expect(await deployerOf(connect(gitlabCredentials.token, gone.url)).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never asked for') as unknown });
  });

  it('takes GitLab\'s own limit for a refusal, and a throttle that speaks plain text for nothing certain', async () => {
    await steer('rate-limit', { kind: 'application' });
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('(429)') as unknown });
    await steer('rate-limit', { kind: 'throttle' });
    expect((await deployerOf(connect()).trigger(order, acting)).outcome).toBe('UNCLEAR');
    expect(await pipelinesStarted()).toBe(0);
  });

  const lost: readonly Fault[] = [
    { kind: 'hang' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: 5_000 }, { kind: 'status', status: 500 }, { kind: 'status', status: 502, when: 'after' }, { kind: 'html' }, { kind: 'truncate' },
    { kind: 'reset' }, { kind: 'reset', when: 'after' }, { kind: 'empty' }, { kind: 'garble' },
  ];

  it.each(lost)('a creation whose answer is spoilt by %j is UNCLEAR, and is never posted again', async (fault) => {
    await setFaults(tool, fault);
    const answer = await deployer.trigger(order, acting);
    await setFaults(tool);
    expect(answer.outcome).toBe('UNCLEAR');
    expect(callsTo(tool, 'POST')).toBe(1);
  });
});

describe('GitLab: finding a pipeline again', () => {
  it.each([['its name', true], ['its variables', false]])('finds by %s the one whose creation was answered with nothing', async (_what, isNamed) => {
    await steer('pipelines', { isNamed });
    await setFaults(tool, { kind: 'reset', when: 'after', match: 'POST' });
    const triggeredAt = new Date().toISOString();
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'UNCLEAR' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId: expect.any(String) as unknown } });
    expect(callsTo(tool, '/variables')).toBe(isNamed ? 0 : 1);
    expect(callsTo(tool, 'POST')).toBe(1);
  });

  it('proves absence only a minute after the trigger', async () => {
    const triggeredAt = new Date().toISOString();
    for (const [ahead, isProven] of [[0, false], [59_000, false], [61_000, true]] as const) {
      aheadMs = ahead;
      expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven });
    }
  });

  it('asks no further than the trigger: what is older is not looked into', async () => {
    await call(`${project}/pipeline`, 'POST', { ref: 'main' });
    aheadMs = 300_000;
    expect(await deployer.find(correlation, new Date(Date.now() + 200_000).toISOString(), acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    expect(callsTo(tool, '/variables')).toBe(0);
  });

  it('accounts for another\'s pipeline by its name, or by its variables', async () => {
    const triggeredAt = new Date().toISOString();
    await deployer.trigger({ ...order, correlation: correlation.replace('0b8a', 'ffff') }, acting);
    await steer('pipelines', { isNamed: false });
    await deployer.trigger({ ...order, correlation: 'another-word' }, acting);
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    expect(await deployer.find(correlation.slice(0, -1), triggeredAt, acting)).toMatchObject({ outcome: 'ABSENT' });
  });

  it('proves nothing while a pipeline since then tells nothing of itself', async () => {
    const triggeredAt = new Date().toISOString();
    await steer('pipelines', { isNamed: false });
    await call(`${project}/pipeline`, 'POST', { ref: 'main' });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    await call(`${project}/pipeline`, 'POST', { ref: 'main', variables: [{ key: 'WHY', value: 'nightly' }] });
    await setFaults(tool, { kind: 'status', status: 403, match: '/variables' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('proves nothing by unnamed pipelines where the order goes by inputs, which nobody can read back', async () => {
    const triggeredAt = new Date().toISOString();
    await steer('pipelines', { isNamed: false });
    await call(`${project}/pipeline`, 'POST', { ref: 'main', variables: [{ key: 'WHY', value: 'nightly' }] });
    aheadMs = 61_000;
    expect(await deployerOf(connection, { passBy: 'inputs' }).find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('finds ours behind a hundred others, in a list too long to be counted', async () => {
    const crowded = await startGitLab({ port: 0, now: () => new Date(), story, runMs: 0, mostCounted: 20 });
    try {
      const busy = deployerOf(connect(gitlabCredentials.token, crowded.url));
      const triggeredAt = new Date().toISOString();
      await busy.trigger(order, acting);
      for (let nth = 0; nth < 130; nth += 1) await busy.trigger({ ...order, correlation: correlation.replace('0b8a', String(1000 + nth)) }, acting);
      expect(await busy.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND' });
      aheadMs = 61_000;
      expect(await busy.find(correlation.replace('0b8a', '9999'), triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
      const counted = await fetch(`${crowded.url}${project}/pipelines`, { headers: { 'PRIVATE-TOKEN': gitlabCredentials.token } });
      expect([counted.headers.get('x-total'), counted.headers.get('x-next-page')]).toEqual([null, '2']);
    } finally {
      await crowded.close();
    }
  });

  it('is never proven by an empty answer, nor by one to a stranger', async () => {
    const triggeredAt = new Date().toISOString();
    await deployer.trigger(order, acting);
    aheadMs = 61_000;
    await setFaults(tool, { kind: 'empty' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    await setFaults(tool);
    expect(await problemOf(deployerOf(connect('nobody')).find(correlation, triggeredAt, acting))).toBe('UNAUTHORIZED');
    expect(await problemOf(deployerOf(connect(otherTokens.outsider)).find(correlation, triggeredAt, acting))).toBe('NOT_FOUND');
  });
});

describe('GitLab: cancelling and probing', () => {
  it('cancels a pipeline that is under way, and leaves one that has ended', async () => {
    const runId = idOf(await deployer.trigger(order, acting));
    await deployer.cancel(runId, acting);
    expect(await until(runId, hasEnded)).toMatchObject({ progress: 'CANCELED' });
    await expect(deployer.cancel(runId, acting)).resolves.toBeUndefined();
  });

  it('probes its token', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await problemOf(connect('nobody').probe(judging))).toBe('UNAUTHORIZED');
    await expect(connect(otherTokens.expired).probe(judging)).rejects.toMatchObject({ problem: { code: 'UNAUTHORIZED', message: expect.stringContaining('expired') as unknown } });
    await expect(deployerOf(connect(otherTokens.readOnly)).cancel('1', acting)).rejects.toMatchObject({ problem: { code: 'FORBIDDEN', message: expect.stringContaining('scope api') as unknown } });
  });

  it.each(spoilingFaults)('%j is %s to whoever follows, looks up or cancels a pipeline', async (fault, code) => {
    const runId = idOf(await deployer.trigger(order, acting));
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(deployer.observe(runId, acting)),
      problemOf(deployer.find(correlation, new Date().toISOString(), acting)),
      problemOf(deployer.cancel(runId, acting)),
    ])).toEqual(Array(3).fill(code));
  });

  it.each(spoilingFaults)('%j on the jobs of a green pipeline is %s, never a success', async (fault, code) => {
    const runId = idOf(await deployer.trigger(order, acting));
    await until(runId, hasEnded);
    await setFaults(tool, { ...fault, match: '/jobs' });
    expect(await problemOf(deployer.observe(runId, acting))).toBe(code);
  });

  it('says of a pipeline that is not there that it is not there', async () => {
    expect(await problemOf(deployer.observe('404', acting))).toBe('NOT_FOUND');
    expect(await problemOf(deployer.cancel('404', acting))).toBe('NOT_FOUND');
  });

  it('says until when it was asked to slow down', async () => {
    await steer('rate-limit', { retryAfter: 60 });
    await expect(deployer.observe('1', acting)).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED', retryAt: expect.any(String) as unknown } });
  });

  it('never turns a garbled or empty answer into progress', async () => {
    const runId = idOf(await deployer.trigger(order, acting));
    await until(runId, hasEnded);
    for (const match of ['GET', '/jobs']) {
      await setFaults(tool, { kind: 'garble', match });
      for (let round = 0; round < 3; round += 1) expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
      await setFaults(tool, { kind: 'empty', match });
      expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
    }
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(deployer.find(correlation, new Date().toISOString(), acting))).toBe('UNEXPECTED_ANSWER');
  });
});
