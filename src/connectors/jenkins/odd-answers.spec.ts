import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { jenkins } from './index.ts';

const site = 'http://127.0.0.1:9';
const job = '/job/payments/job/deploy';
const correlation = 'deployment-0001';
const order: DeployOrder = { correlation, releaseKey: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [], parameters: {} };
const triggeredAt = '2026-03-02T09:00:00.000Z';
const fit = { buildable: true, property: [{}, { parameterDefinitions: ['environment', 'version', 'correlation', 'package_digest'].map((name) => ({ name })) }] };
const signed = { 'x-jenkins': '2.541.3', 'content-type': 'text/html' };

function deployer(settings: object = {}) {
  const connection = jenkins.connect({ name: 'jenkins', isProduction: true, url: site, auth: { kind: 'basic', userName: 'u', password: 'f'.repeat(32) }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T09:05:00.000Z') } });
  const made = connection.deployer?.({ connection: 'jenkins', name: 'payments', settings: { job: 'payments/deploy', ...settings } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function build(number: number, its: object = {}, carries: string | null = `deployment-${number}`) {
  return {
    number, queueId: number + 100, building: false, result: 'SUCCESS', timestamp: Date.parse(triggeredAt) + number, duration: 5, url: 'http://elsewhere/1/',
    actions: [{}, ...(carries === null ? [] : [{ parameters: [{ name: 'correlation', value: carries }] }])], ...its,
  };
}

function jobIs(answer: object): void {
  nock(site).get(`${job}/api/json`).query(true).reply(200, answer);
}

function listed(items: readonly object[], ...builds: readonly object[]): void {
  nock(site).get('/queue/api/json').query(true).reply(200, { items });
  jobIs({ nextBuildNumber: 1 + builds.length, allBuilds: builds });
}

async function outcome(): Promise<string> {
  return (await deployer().trigger(order, acting)).outcome;
}

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Jenkins trigger, odd answers', () => {
  beforeEach(() => { jobIs(fit); });
  const post = () => nock(site).post(`${job}/buildWithParameters`);

  it('posts a form, without a crumb', async () => {
    nock(site, { badheaders: ['jenkins-crumb', 'cookie'] }).post(`${job}/buildWithParameters`, { environment: 'production', version: '1', correlation, package_digest: 'd' }).reply(201, '', { location: 'http://nowhere.internal/x/queue/item/7/' });
    expect(await deployer().trigger(order, acting)).toMatchObject({ outcome: 'ACCEPTED', run: { runId: 'queue/7', status: 'queued', url: `${site}${job}/` } });
  });

  it.each(['', 'http://h/queue/item/', 'http://h/queue/item/0/', 'http://h/queue/item/7/api', 'http://h/queue/item/7x', '.'])('201 to %j names no queue item: UNCLEAR', async (location) => {
    post().reply(201, '', { location });
    expect(await outcome()).toBe('UNCLEAR');
  });

  it.each([302, 307])('%d is not followed: UNCLEAR', async (status) => {
    post().reply(status, '', { location: `${site}/elsewhere` });
    expect(await outcome()).toBe('UNCLEAR');
  });

  it.each([400, 403, 404, 405, 409])('%d is REFUSED under Jenkins\' signature, UNCLEAR without', async (status) => {
    post().reply(status, '<h1>secret text</h1>', signed);
    const answer = await deployer().trigger(order, acting);
    expect(answer.outcome).toBe('REFUSED');
    expect(JSON.stringify(answer)).not.toContain('secret');
    jobIs(fit);
    post().reply(status, '<h1>gateway</h1>', { 'content-type': 'text/html' });
    expect(await outcome()).toBe('UNCLEAR');
  });

  it('401 in Jenkins\' realm is REFUSED', async () => {
    post().reply(401, '', { 'www-authenticate': 'Basic realm="Jenkins"' });
    expect(await outcome()).toBe('REFUSED');
  });

  it.each([408, 429, 500, 503])('%d is UNCLEAR even when signed', async (status) => {
    post().reply(status, '', signed);
    expect(await outcome()).toBe('UNCLEAR');
  });

  it.each([[{ id: 7, inQueueSince: 1, actions: [{ parameters: [{ name: 'correlation', value: 'deployment-0002' }] }] }], [{ id: 7, inQueueSince: 1, actions: [{}] }], [{ id: 8, inQueueSince: 1, actions: [{ parameters: [{ name: 'correlation', value: correlation }] }] }], [{}]])('303 to an item that is not known to be ours (%j) is UNCLEAR', async (item) => {
    post().reply(303, '', { location: '/queue/item/7/' });
    nock(site).get('/queue/item/7/api/json').query(true).reply(200, item);
    expect(await outcome()).toBe('UNCLEAR');
  });
});

describe('Jenkins look-up, odd answers', () => {
  it('reads a queue in which a pipeline\'s step waits for a node, and builds without parameters before the trigger', async () => {
    listed([{ id: 3, inQueueSince: 1, actions: [{}, null], task: {} }], build(2, {}, correlation), build(1, { timestamp: 5 }, null));
    expect(await deployer().find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId: '2' } });
  });

  it('takes the first of two builds that carry it', async () => {
    listed([], build(3, {}, correlation), build(2, {}, correlation), build(1));
    expect(await deployer().find(correlation, triggeredAt, acting)).toMatchObject({ run: { runId: '2' } });
  });

  it('proves absence by builds without a gap', async () => {
    listed([], build(2), build(1));
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it.each([
    ['a gap in the numbers', [], [build(3), build(1)]], ['the newest missing', [], [build(1), build(0 + 3, { number: 3 })]], ['a build without a correlation', [], [build(2, {}, null), build(1)]],
    ['an item without one', [{ id: 3, inQueueSince: 1, actions: [{}], task: { url: 'http://x/job/payments/job/deploy/' } }], [build(1)]],
  ])('%s proves nothing', async (_what, items, builds) => {
    listed(items, ...builds);
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });
});

describe('Jenkins runs, odd answers', () => {
  it.each([[build(8)], [build(7, { result: 'GREAT' })], [build(7, { building: 'no' })], [build(7, { actions: null })], [{ number: 7 }], [{}]])('%j is no report of build 7', async (answer) => {
    nock(site).get(`${job}/7/api/json`).query(true).reply(200, answer);
    await expect(deployer().observe('7', acting)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('believes no result before the build has ended', async () => {
    nock(site).get(`${job}/7/api/json`).query(true).reply(200, build(7, { building: true, result: 'SUCCESS', duration: 0 }));
    expect(await deployer().observe('7', acting)).toMatchObject({ progress: 'RUNNING', run: { finishedAt: null } });
  });

  it('an item and the build it names must tell one story', async () => {
    nock(site).get('/queue/item/5/api/json').query(true).reply(200, { id: 5, inQueueSince: 1, actions: [], executable: { number: 7 } });
    nock(site).get(`${job}/7/api/json`).query(true).reply(200, build(7, { queueId: 6 }));
    await expect(deployer().observe('queue/5', acting)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Jenkins settings', () => {
  it.each([{ job: '' }, { job: '/deploy' }, { job: 'a/../b' }, { job: 'a?b' }, { job: 'a//b' }, { parameters: ['a b'] }, { workflow: 'x' }])('refuses %j', (settings) => {
    expect(() => deployer(settings)).toThrow(expect.objectContaining({ name: 'UserMistake' }) as Error);
  });

  it('is signed in to with basic only', () => {
    expect(() => jenkins.connect({ name: 'j', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });
});
