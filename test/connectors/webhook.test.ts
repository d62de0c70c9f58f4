import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import { startWebhook, webhookCredentials } from '../../sandbox/webhook/index.ts';
import { webhook } from '../../src/connectors/webhook/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder, RunReport } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const correlation = 'deployment-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order: DeployOrder = {
  correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64),
  artifacts: [{ reference: 'dml:artifact:r/p/n', sha256: 'b'.repeat(64) }], parameters: {},
};
const settings = { path: '/deploy', status: '/deployments/{correlation}', cancel: '/deployments/{correlation}/cancel' };
const posts = 'POST /deploy';
const { keyId, secret } = webhookCredentials;

let tool: StandIn;
let connection: Connection;
let deployer: Deployer;
/** How far the hub's clock is ahead of the stand-in's. */
let aheadMs = 0;

beforeEach(async () => {
  aheadMs = 0;
  tool = await startWebhook({ port: 0, now: () => new Date(), runMs: 150 });
  connection = connect();
  deployer = deployerOf(connection);
});
afterEach(() => tool.close());

function connect(key: string = secret, url: string = tool.url): Connection {
  return webhook.connect({ name: 'webhook', isProduction: true, url, auth: { kind: 'basic', userName: keyId, password: key }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(Date.now() + aheadMs) } });
}

function deployerOf(from: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = from.deployer?.({ connection: 'webhook', name: 'messaging-staging', settings: { ...settings, ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function planRuns(plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/runs`, { method: 'PUT', body: JSON.stringify(plan) });
}

async function triggered(): Promise<string> {
  const answer = await deployer.trigger(order, acting);
  if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.run.runId;
}

async function followed(runId: string): Promise<RunReport> {
  for (;;) {
    const report = await deployer.observe(runId, acting);
    if (report.progress !== 'PENDING' && report.progress !== 'RUNNING') return report;
    await new Promise((resolve) => { setTimeout(resolve, 15); });
  }
}

describe('webhook: triggering', () => {
  it('posts once, signed, and follows the run to its end', async () => {
    const runId = await triggered();
    expect(runId).toBe(correlation);
    expect(await followed(runId)).toMatchObject({
      progress: 'SUCCEEDED', run: { status: 'succeeded', url: expect.stringContaining('deploy.northbank.example') as unknown, startedAt: expect.any(String) as unknown, finishedAt: expect.any(String) as unknown, source: { system: 'WEBHOOK', reference: `webhook:build:messaging-staging/${correlation}` } },
    });
    expect(callsTo(tool, posts)).toBe(1);
  });

  it.each([['failed', 'FAILED'], ['canceled', 'CANCELED']])('a run that ends in %s is %s', async (result, progress) => {
    await planRuns({ result });
    expect((await followed(await triggered())).progress).toBe(progress);
  });

  const refusals: readonly (readonly [string, () => Deployer, RegExp])[] = [
    ['a secret that is not the key\'s', () => deployerOf(connect('wrong')), /\(401\).*signing key/],
    ['a path that is not there', () => deployerOf(connection, { path: '/gone' }), /\(404\)/],
  ];
  it.each(refusals)('is refused for %s', async (_what, make, because) => {
    expect(await make().trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringMatching(because) as unknown });
    expect(await deployer.find(correlation, new Date().toISOString(), acting)).toMatchObject({ outcome: 'ABSENT' });
  });

  it('is refused when its clock is more than five minutes off', async () => {
    aheadMs = 400_000;
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('both clocks') as unknown });
  });

  it('sends only declared parameters, and nothing when nobody could be reached', async () => {
    expect(await deployer.trigger({ ...order, parameters: { canary: true } }, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('canary') as unknown });
    expect(callsTo(tool, posts)).toBe(0);
    expect(await deployerOf(connection, { parameters: ['canary'] }).trigger({ ...order, parameters: { canary: true } }, acting)).toMatchObject({ outcome: 'ACCEPTED' });
    const gone = await startWebhook({ port: 0, now: () => new Date() });
    await gone.close();
    expect(await deployerOf(connect(secret, gone.url)).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never posted') as unknown });
  });

  it('a key that stands for something else (409) is UNCLEAR: it may be our own run', async () => {
    await triggered();
    expect((await deployer.trigger({ ...order, version: '2.4.1' }, acting)).outcome).toBe('UNCLEAR');
  });

  const lost: readonly Fault[] = [
    { kind: 'hang' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: 5_000 }, { kind: 'status', status: 500 }, { kind: 'status', status: 502, when: 'after' }, { kind: 'status', status: 408 }, { kind: 'status', status: 425 }, { kind: 'status', status: 429 },
    { kind: 'status', status: 302 }, { kind: 'html' }, { kind: 'truncate' }, { kind: 'reset' }, { kind: 'reset', when: 'after' },
  ];
  it.each(lost)('a post whose answer is spoilt by %j is UNCLEAR, and is never posted again', async (fault) => {
    await setFaults(tool, { ...fault, match: posts });
    const answer = await deployer.trigger(order, acting);
    await setFaults(tool);
    expect(answer.outcome).toBe('UNCLEAR');
    expect(callsTo(tool, posts)).toBe(1);
  });

  it.each<Fault>([{ kind: 'empty' }, { kind: 'garble' }])('a 2xx with %j is accepted, without a run until the service tells of one', async (fault) => {
    await setFaults(tool, { ...fault, match: posts });
    expect(await deployer.trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
    await setFaults(tool);
    expect(await deployer.find(correlation, new Date().toISOString(), acting)).toMatchObject({ outcome: 'FOUND', run: { runId: correlation } });
  });
});

describe('webhook: finding, cancelling, probing', () => {
  it('finds the run whose answer was lost', async () => {
    await setFaults(tool, { kind: 'reset', when: 'after', match: posts });
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'UNCLEAR' });
    expect(await deployer.find(correlation, new Date().toISOString(), acting)).toMatchObject({ outcome: 'FOUND' });
    expect(await deployer.find(`${correlation}2`, new Date().toISOString(), acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('proves absence only a minute after the trigger, and by the service\'s own word', async () => {
    const triggeredAt = new Date().toISOString();
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    expect(await problemOf(deployerOf(connection, { status: '/elsewhere/{correlation}' }).find(correlation, triggeredAt, acting))).toBe('NOT_FOUND');
    expect(await problemOf(deployer.observe(correlation, acting))).toBe('NOT_FOUND');
  });

  it('cancels a run that goes on, leaves one that has ended, and says when it cannot', async () => {
    await planRuns({ runMs: 60_000 });
    const runId = await triggered();
    await deployer.cancel(runId, acting);
    expect(await followed(runId)).toMatchObject({ progress: 'CANCELED' });
    await expect(deployer.cancel(runId, acting)).resolves.toBeUndefined();
    expect(await problemOf(deployerOf(connection, { cancel: undefined }).cancel(runId, acting))).toBe('NOT_FOUND');
  });

  it('probes its key', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await problemOf(connect('wrong').probe(judging))).toBe('UNAUTHORIZED');
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
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(deployer.find(correlation, new Date().toISOString(), acting))).toBe('UNEXPECTED_ANSWER');
  });
});
