import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { argocd } from './index.ts';

const site = 'http://127.0.0.1:9';
const path = '/api/v1/applications/pay';
const order: DeployOrder = { correlation: 'ours', releaseKey: 'pay-1', environment: 'production', version: '1.0', packageDigest: 'd', artifacts: [], parameters: {} };
const triggeredAt = '2026-03-02T09:00:00.000Z';
const commit = 'c'.repeat(40);
const info = [{ name: 'muster', value: 'ours' }];

function deployer(settings: object = {}) {
  const connection = argocd.connect({ name: 'argocd', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T09:05:00.000Z') } });
  const made = connection.deployer?.({ connection: 'argocd', name: 'pay', settings: { application: 'pay', ...settings } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function state(its: object = {}): object {
  return { operation: { sync: { revision: commit }, info }, phase: 'Succeeded', startedAt: '2026-03-02T09:00:01Z', finishedAt: '2026-03-02T09:00:09Z', syncResult: { revision: commit }, ...its };
}

function application(status: object = {}, its: object = {}): object {
  return {
    metadata: { name: 'pay', namespace: 'argocd', creationTimestamp: '2025-01-01T00:00:00Z' }, spec: { source: { targetRevision: 'HEAD' } },
    status: { sync: { status: 'Synced', revision: commit }, health: { status: 'Healthy' }, ...status }, ...its,
  };
}

function isNow(answer: object): void {
  nock(site).get(path).reply(200, answer);
}

async function progress(): Promise<string> {
  return (await deployer().observe('ours', acting)).progress;
}

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Argo CD sync, odd answers', () => {
  const post = () => nock(site).post(`${path}/sync`);

  it('asks for the version\'s revision under our correlation', async () => {
    nock(site).get(path).query({ appNamespace: 'apps', project: 'bank' }).reply(200, application());
    nock(site).post(`${path}/sync`, { name: 'pay', appNamespace: 'apps', project: 'bank', revision: 'v1.0', prune: true, infos: info }).reply(200, application({}, { operation: { info } }));
    expect(await deployer({ namespace: 'apps', project: 'bank', revision: 'v{version}', prune: true }).trigger(order, acting)).toMatchObject({ outcome: 'ACCEPTED', run: { runId: 'ours' } });
  });

  it.each([[application()], [application({}, { operation: { info: [{ name: 'muster', value: 'other' }] } })], [application({}, { operation: { info: [{ name: 'other', value: 'ours' }] } })], [{ ...application({}, { operation: { info } }), metadata: { name: 'another', creationTimestamp: 'x' } }], [{}], [[]]])('200 without our operation (%j) is UNCLEAR', async (answer) => {
    isNow(application());
    post().reply(200, answer);
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([[400, 3], [401, 16], [403, 7], [404, 5]])('%d with code %d is REFUSED, and keeps the text to itself', async (status, code) => {
    isNow(application());
    post().reply(status, { code, error: 'secret', message: 'secret' });
    const answer = await deployer().trigger(order, acting);
    expect(answer.outcome).toBe('REFUSED');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([[400, { code: 7, message: 'x' }], [403, {}], [403, { message: 'blocked' }], [404, '<p>gone</p>'], [409, { code: 10, message: 'x' }], [500, { code: 9, message: 'x' }], [503, { code: 14, message: 'x' }]])('%d with %j is UNCLEAR', async (status, body) => {
    isNow(application());
    post().reply(status, body);
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('an operation in the way that cannot be looked at is UNCLEAR: it may be ours', async () => {
    isNow(application());
    post().reply(400, { code: 9, message: 'another operation is already in progress' });
    nock(site).get(path).reply(500);
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('an automation that is switched off, or follows the very revision, is none', async () => {
    for (const spec of [{ source: { targetRevision: 'HEAD' }, syncPolicy: { automated: { enabled: false } } }, { source: { targetRevision: '1.0' }, syncPolicy: { automated: {} } }, { source: {}, syncPolicy: {} }]) {
      isNow(application({}, { spec }));
      post().reply(200, application({}, { operation: { info } }));
      expect((await deployer().trigger(order, acting)).outcome).toBe('ACCEPTED');
    }
  });
});

describe('Argo CD operations, odd answers', () => {
  it.each([
    ['SUCCEEDED', {}, {}], ['RUNNING', { phase: 'Running' }, {}], ['RUNNING', { phase: 'Terminating' }, {}], ['CANCELED', { phase: 'Failed', message: 'Operation terminated' }, {}], ['FAILED', { phase: 'Failed', message: 'hook failed' }, {}],
    ['RUNNING', {}, { health: { status: 'Degraded' } }], ['RUNNING', {}, { health: {} }], ['RUNNING', {}, { health: null }], ['RUNNING', {}, { sync: { status: 'OutOfSync', revision: commit } }], ['RUNNING', {}, { sync: { status: 'Unknown', revision: '' } }],
    ['RUNNING', {}, { sync: { status: 'Synced', revision: 'd'.repeat(40) } }], ['RUNNING', {}, { sync: null }],
  ])('%s for %j and %j', async (expected, operation, status) => {
    isNow(application({ operationState: state(operation), ...status }));
    expect(await progress()).toBe(expected);
  });

  it.each([[{ phase: 'Exploded' }], [{ syncResult: {} }], [{ syncResult: null }], [{ phase: 7 }], [{ startedAt: null }]])('%j is not believed', async (its) => {
    isNow(application({ operationState: state(its) }));
    await expect(progress()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('another application\'s answer is not believed', async () => {
    isNow({ ...application({ operationState: state() }), metadata: { name: 'other', creationTimestamp: '2025-01-01T00:00:00Z' } });
    await expect(progress()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('words of Argo CD\'s that could be anything do not get through', async () => {
    isNow(application({ operationState: state(), health: { status: '<b>token=1</b>' } }));
    expect(JSON.stringify(await deployer().observe('ours', acting))).not.toContain('token');
  });
});

describe('Argo CD look-up, odd answers', () => {
  const others = { operation: { info: [{ name: 'muster', value: 'other' }] } };
  it.each([
    ['nothing at all', application(), true], ['an operation long before', application({ operationState: state({ ...others, startedAt: '2026-03-02T08:00:00Z' }) }), true], ['an operation since', application({ operationState: state(others) }), false],
    ['an operation of unknown time', application({ operationState: state({ ...others, startedAt: 'soon' }) }), false], ['another asked for', application({}, { operation: { info: [] } }), false], ['a deployment in the history since', application({ history: [{ deployedAt: '2026-03-02T09:01:00Z' }] }), false],
    ['an application made anew since', { ...application(), metadata: { name: 'pay', creationTimestamp: '2026-03-02T09:01:00Z' } }, false],
  ])('absence beside %s', async (_what, answer, isProven) => {
    isNow(answer);
    expect(await deployer().find('ours', triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven });
  });

  it('terminating: what ended meanwhile (400) needs nothing more', async () => {
    isNow(application({ operationState: state({ phase: 'Running' }) }));
    nock(site).delete(`${path}/operation`).reply(400, { code: 3, message: 'Unable to terminate operation. No operation is in progress' });
    isNow(application({ operationState: state() }));
    await expect(deployer().cancel('ours', acting)).resolves.toBeUndefined();
  });
});

describe('Argo CD settings', () => {
  it.each([{ application: 'Pay Ments' }, { application: '../x' }, { revision: 'a b' }, { healthyWithinSeconds: 0 }, { app: 'x' }])('refuses %j', (settings) => {
    expect(() => deployer(settings)).toThrow(expect.objectContaining({ name: 'UserMistake' }) as Error);
  });

  it('is signed in to with bearer only', () => {
    expect(() => argocd.connect({ name: 'a', isProduction: true, url: site, auth: { kind: 'basic', userName: 'a', password: 'b' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });
});
