import { createHmac } from 'node:crypto';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { webhook } from './index.ts';

const site = 'http://127.0.0.1:9';
const order: DeployOrder = { correlation: 'c/1?x', releaseKey: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [], parameters: {} };
const now = new Date('2026-03-02T09:05:00.900Z');
const secret = 'a-secret';

function deployer(settings: object = {}) {
  const connection = webhook.connect({ name: 'hook', isProduction: true, url: `${site}/base`, auth: { kind: 'basic', userName: 'key-1', password: secret }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => now } });
  const made = connection.deployer?.({ connection: 'hook', name: 'pay', settings: { path: '/deploy', status: '/runs/{correlation}', ...settings } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function signature(body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`1772442300.${body}`).digest('hex')}`;
}

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('webhook, signatures', () => {
  it('signs the very bytes it sends, under its key and the second, and sends no sign-in', async () => {
    const told = { correlation: order.correlation, release: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [], parameters: {} };
    const reqheaders = { 'x-muster-key-id': 'key-1', 'x-muster-timestamp': '1772442300', 'x-muster-signature': signature(JSON.stringify(told)), 'idempotency-key': order.correlation, 'content-type': 'application/json' };
    nock(site, { reqheaders, badheaders: ['authorization'] }).post('/base/deploy', JSON.stringify(told)).reply(204);
    expect(await deployer().trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
  });

  it('posts nothing under a correlation that no header can carry', async () => {
    expect(await deployer().trigger({ ...order, correlation: 'é\n' }, acting)).toMatchObject({ outcome: 'REFUSED' });
  });

  it('signs a read without a body, and writes the correlation into the path safely', async () => {
    nock(site, { reqheaders: { 'x-muster-signature': signature('') } }).get('/base/runs/c%2F1%3Fx').reply(200, { correlation: order.correlation, status: 'running' });
    expect(await deployer().observe(order.correlation, acting)).toMatchObject({ progress: 'RUNNING', run: { url: null, startedAt: null } });
  });
});

describe('webhook, odd answers', () => {
  const plain = { ...order, correlation: 'c' };
  it.each([301, 302, 307, 308])('%d is not followed: UNCLEAR', async (status) => {
    nock(site).post('/base/deploy').reply(status, '', { location: `${site}/base/other` });
    expect((await deployer().trigger(plain, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([400, 401, 403, 404, 405, 410, 413, 415, 422])('%d is REFUSED as JSON, UNCLEAR as nothing or a page', async (status) => {
    for (const [body, type, outcome] of [['{"error":"secret text"}', 'application/json', 'REFUSED'], ['', 'text/plain', 'UNCLEAR'], ['<p>no</p>', 'text/html', 'UNCLEAR'], ['"no"', 'application/json', 'UNCLEAR']] as const) {
      nock(site).post('/base/deploy').reply(status, body, { 'content-type': type });
      const answer = await deployer().trigger(plain, acting);
      expect([body, answer.outcome]).toEqual([body, outcome]);
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  it.each([[203, '{}'], [206, '{}'], [200, 'ok']])('%d with %j is UNCLEAR', async (status, body) => {
    nock(site).post('/base/deploy').reply(status, body);
    expect((await deployer().trigger(plain, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([
    [200, { correlation: 'other', status: 'succeeded' }], [404, { correlation: 'c', status: 'succeeded' }], [200, { correlation: 'c', status: 'SUCCESS' }], [200, { correlation: 'c', status: 'succeeded', url: 7 }], [200, {}], [200, []],
  ])('%d with %j is no report', async (status, body) => {
    nock(site).get('/base/runs/c').reply(status, body);
    await expect(deployer().observe('c', acting)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('a service may say "unknown" with 200', async () => {
    nock(site).get('/base/runs/c').reply(200, { correlation: 'c', status: 'unknown' });
    expect(await deployer().find('c', '2026-03-02T09:00:00.000Z', acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('takes no address that is none', async () => {
    nock(site).get('/base/runs/c').reply(200, { correlation: 'c', status: 'running', url: 'javascript:alert(1)' });
    expect((await deployer().observe('c', acting)).run.url).toBeNull();
  });
});

describe('webhook settings', () => {
  it.each([{ path: 'deploy' }, { path: '//evil.example/x' }, { path: '/a/../b' }, { path: '/a?b=c' }, { status: '/runs' }, { cancel: '/cancel' }, { parameters: ['a b'] }, { url: 'x' }])('refuses %j', (settings) => {
    expect(() => deployer(settings)).toThrow(expect.objectContaining({ name: 'UserMistake' }) as Error);
  });

  it.each([[{ kind: 'bearer', token: 't' }, ['auth']], [{ kind: 'basic', userName: 'a\nb', password: 'p' }, ['auth', 'userName']]] as const)('is signed with a key only: not %j', (auth, path) => {
    expect(() => webhook.connect({ name: 'h', isProduction: true, url: site, auth, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } })).toThrow(expect.objectContaining({ name: 'UserMistake', path }) as Error);
  });
});
