import { argocdCredentials, startArgoCd } from '../../sandbox/argocd/index.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import { argocd } from '../../src/connectors/argocd/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer, DeployOrder, RunReport } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const story = tellStory(new Date());
const correlation = 'deployment-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order: DeployOrder = { correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };
const posts = '/sync';

let tool: StandIn;
let connection: Connection;
let deployer: Deployer;
/** How far the hub's clock is ahead of the stand-in's. */
let aheadMs = 0;

beforeEach(async () => {
  aheadMs = 0;
  tool = await startArgoCd({ port: 0, now: () => new Date(), story, runMs: 200 });
  connection = connect();
  deployer = deployerOf(connection);
});
afterEach(() => tool.close());

function connect(token: string = argocdCredentials.token, url: string = tool.url): Connection {
  return argocd.connect({ name: 'argocd', isProduction: true, url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(Date.now() + aheadMs) } });
}

function deployerOf(from: Connection, more: Readonly<Record<string, unknown>> = {}): Deployer {
  const made = from.deployer?.({ connection: 'argocd', name: 'payments-production', settings: { application: 'payments-production', ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function planSyncs(plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/syncs`, { method: 'PUT', body: JSON.stringify(plan) });
}

async function triggered(what: DeployOrder = order): Promise<string> {
  const answer = await deployer.trigger(what, acting);
  if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.run.runId;
}

async function reported(runId: string, isThere: (report: RunReport) => boolean): Promise<RunReport> {
  for (;;) {
    const report = await deployer.observe(runId, acting);
    if (isThere(report)) return report;
    await new Promise((resolve) => { setTimeout(resolve, 15); });
  }
}

const followed = (runId: string): Promise<RunReport> => reported(runId, ({ progress }) => progress !== 'PENDING' && progress !== 'RUNNING');

/** The operation that Argo CD tells of, whatever the connector thinks. */
async function operationIs(): Promise<string> {
  const answer = await fetch(`${tool.url}/api/v1/applications/payments-production`, { headers: { authorization: `Bearer ${argocdCredentials.token}` } });
  return JSON.stringify(await answer.json());
}

describe('Argo CD: triggering', () => {
  it('asks for one sync, and follows it until the application is healthy and in sync', async () => {
    await planSyncs({ runMs: 800 });
    const runId = await triggered();
    expect(runId).toBe(correlation);
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'PENDING', run: { status: 'Requested', source: { system: 'ARGO_CD', reference: `argocd:build:payments-production/${correlation}` }, url: `${tool.url}/applications/argocd/payments-production` } });
    await reported(runId, ({ progress }) => progress === 'RUNNING');
    const synced = await reported(runId, ({ run }) => run.finishedAt !== null);
    expect(synced).toMatchObject({ progress: 'RUNNING', because: 'The sync succeeded, but the application is Progressing.', run: { status: 'Succeeded, Progressing, Synced' } });
    expect(await followed(runId)).toMatchObject({ progress: 'SUCCEEDED', run: { status: 'Succeeded, Healthy, Synced', startedAt: expect.any(String) as unknown } });
    expect(callsTo(tool, posts)).toBe(1);
  });

  it('does not take the previous operation, which succeeded, for its own', async () => {
    await followed(await triggered({ ...order, correlation: 'before' }));
    await planSyncs({ runMs: 2_000 });
    const runId = await triggered();
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'PENDING' });
  });

  it.each([['Failed', 'FAILED'], ['Error', 'FAILED']])('a sync that ends in %s is %s', async (phase, progress) => {
    await planSyncs({ phase });
    expect(await followed(await triggered())).toMatchObject({ progress, because: `The sync ended in ${phase}.` });
  });

  it.each([['Degraded', /the application is Degraded/], ['Missing', /is Missing/], ['Progressing', /is Progressing/]])('an application that stays %s after its sync has failed, but only when its time is over', async (health, because) => {
    await planSyncs({ health });
    const runId = await triggered();
    await reported(runId, ({ run }) => run.status.includes(health));
    aheadMs = 590_000;
    expect((await deployer.observe(runId, acting)).progress).toBe('RUNNING');
    aheadMs = 603_000;
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'FAILED', because: expect.stringMatching(because) as unknown });
  });

  it('a suspended application waits for somebody, however long', async () => {
    await planSyncs({ health: 'Suspended' });
    const runId = await triggered();
    await reported(runId, ({ run }) => run.status.includes('Suspended'));
    aheadMs = 86_400_000;
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'RUNNING', because: expect.stringContaining('resume') as unknown });
  });

  it('healthy at another revision than was synced is no success', async () => {
    await planSyncs({ hasHeadMoved: true });
    const runId = await triggered();
    await reported(runId, ({ run }) => run.status === 'Succeeded, Healthy, OutOfSync');
    aheadMs = 603_000;
    expect(await deployer.observe(runId, acting)).toMatchObject({ progress: 'FAILED', because: expect.stringContaining('targetRevision leads elsewhere') as unknown });
  });

  const refusals: readonly (readonly [string, () => Deployer, RegExp, number])[] = [
    ['an application that syncs itself', () => deployerOf(connection, { application: 'payments-auto' }), /syncs itself/, 0],
    ['an application with several sources', () => deployerOf(connection, { application: 'payments-multi' }), /several sources/, 0],
    ['an application that is not there', () => deployerOf(connection, { application: 'gone' }), /403/, 0],
    ['an application of another namespace', () => deployerOf(connection, { namespace: 'elsewhere' }), /403/, 0],
    ['a token nobody issued', () => deployerOf(connect('nobody')), /401/, 0],
    ['a token that may only read', () => deployerOf(connect(argocdCredentials.readOnlyToken)), /\(403\): our token may not sync/, 1],
    ['an application behind a sync window', () => deployerOf(connection, { application: 'payments-shut' }), /\(403\): a sync window/, 1],
    ['a revision that is not there', () => deployerOf(connection, { revision: 'gone-{version}' }), /\(400\): the application or the revision/, 1],
  ];

  it.each(refusals)('is refused for %s', async (_what, make, because, posted) => {
    expect(await make().trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringMatching(because) as unknown });
    expect(callsTo(tool, posts)).toBe(posted);
    expect(await operationIs()).not.toContain(correlation);
  });

  it('is refused while another operation is in progress; when that one is ours, it is ours', async () => {
    await planSyncs({ runMs: 5_000 });
    await triggered({ ...order, correlation: 'another' });
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('another operation is in progress') as unknown });
    expect(await deployer.trigger({ ...order, correlation: 'another' }, acting)).toMatchObject({ outcome: 'ACCEPTED', run: { runId: 'another' } });
  });

  it('is refused for a plan\'s parameters, and when nobody could be reached or the application not be read', async () => {
    expect(await deployer.trigger({ ...order, parameters: { canary: true } }, acting)).toMatchObject({ outcome: 'REFUSED' });
    await setFaults(tool, { kind: 'hang', match: 'GET /api' });
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining('never asked for') as unknown });
    const gone = await startArgoCd({ port: 0, now: () => new Date(), story });
    await gone.close();
    expect(await deployerOf(connect(argocdCredentials.token, gone.url)).trigger(order, acting)).toMatchObject({ outcome: 'REFUSED' });
    expect(callsTo(tool, posts)).toBe(0);
  });

  const lost: readonly Fault[] = [
    { kind: 'hang' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: 5_000 }, { kind: 'status', status: 500 }, { kind: 'status', status: 502, when: 'after' }, { kind: 'status', status: 429 }, { kind: 'html' }, { kind: 'truncate' },
    { kind: 'reset' }, { kind: 'reset', when: 'after' }, { kind: 'empty' }, { kind: 'garble' },
  ];

  it.each(lost)('a sync whose answer is spoilt by %j is UNCLEAR, and is never asked for again', async (fault) => {
    await setFaults(tool, { ...fault, match: posts });
    const answer = await deployer.trigger(order, acting);
    await setFaults(tool);
    expect(answer.outcome).toBe('UNCLEAR');
    expect(callsTo(tool, posts)).toBe(1);
  });
});

describe('Argo CD: finding a sync again', () => {
  it('finds the sync whose answer was lost, asked for and under way', async () => {
    await setFaults(tool, { kind: 'reset', when: 'after', match: posts });
    const triggeredAt = new Date().toISOString();
    expect(await deployer.trigger(order, acting)).toMatchObject({ outcome: 'UNCLEAR' });
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId: correlation } });
    await followed(correlation);
    expect(await deployer.find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND' });
  });

  it('proves absence only a minute after the trigger', async () => {
    const triggeredAt = new Date().toISOString();
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('proves nothing when another operation was there since: it may stand in the place of ours', async () => {
    const triggeredAt = new Date().toISOString();
    await triggered({ ...order, correlation: 'another' });
    aheadMs = 61_000;
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    await followed('another');
    expect(await deployer.find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('says of a sync that a later one replaced that nobody knows', async () => {
    const runId = await triggered();
    await followed(runId);
    await followed(await triggered({ ...order, correlation: 'later' }));
    expect(await problemOf(deployer.observe(runId, acting))).toBe('NOT_FOUND');
    expect(await problemOf(deployer.cancel(runId, acting))).toBe('NOT_FOUND');
  });
});

describe('Argo CD: terminating and probing', () => {
  it('terminates a sync that is under way, never another\'s, and leaves one that has ended', async () => {
    await planSyncs({ runMs: 1_000 });
    const runId = await triggered();
    expect(await problemOf(deployer.cancel('another', acting))).toBe('NOT_FOUND');
    await deployer.cancel(runId, acting);
    expect(await followed(runId)).toMatchObject({ progress: 'CANCELED' });
    await expect(deployer.cancel(runId, acting)).resolves.toBeUndefined();
    expect(callsTo(tool, '/operation')).toBe(1);
  });

  it('probes its token', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await problemOf(connect('nobody').probe(judging))).toBe('UNAUTHORIZED');
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(connection.probe(judging))).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j is %s to whoever follows, looks up or terminates a sync', async (fault, code) => {
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
    await followed(runId);
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(deployer.find(correlation, new Date().toISOString(), acting))).toBe('UNEXPECTED_ANSWER');
    }
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(deployer.observe(runId, acting))).toBe('UNEXPECTED_ANSWER');
  });
});
