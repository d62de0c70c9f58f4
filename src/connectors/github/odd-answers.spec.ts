import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { github } from './index.ts';

const site = 'http://127.0.0.1:9';
const repository = '/repos/northbank/payments';
const dispatches = `${repository}/actions/workflows/deploy.yml/dispatches`;
const runs = `${repository}/actions/workflows/deploy.yml/runs`;
const correlation = 'deployment-0001';
const order: DeployOrder = { correlation, releaseKey: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [], parameters: {} };
const triggeredAt = '2026-03-02T09:00:00.000Z';
const unknownKey = { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.', status: '422' };

function deployer(now = '2026-03-02T09:05:00.000Z', declared: object = {}, settings: object = {}) {
  const connection = github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date(now) } });
  const made = connection.deployer?.({ connection: 'github', name: 'payments', ...declared, settings: { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main', ...settings } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function run(id: number, title: string, more: object = {}) {
  return { id, display_title: title, event: 'workflow_dispatch', status: 'queued', conclusion: null, created_at: '2026-03-02T09:00:01Z', ...more };
}

function listed(total: number, ...workflowRuns: readonly object[]): void {
  nock(site).get(runs).query(true).reply(200, { total_count: total, workflow_runs: workflowRuns });
}

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('GitHub dispatch, odd answers', () => {
  it('asks for run details, with every input a string', async () => {
    nock(site, { reqheaders: { authorization: 'Bearer t', accept: 'application/vnd.github+json' } })
      .post(dispatches, { ref: 'main', inputs: { environment: 'production', version: '1', correlation, package_digest: 'd' }, return_run_details: true })
      .reply(200, { workflow_run_id: 7, html_url: 'https://github.example/7' });
    expect(await deployer().trigger(order, acting)).toMatchObject({ outcome: 'ACCEPTED', run: { runId: '7', url: 'https://github.example/7' } });
  });

  it('204 is accepted, without a run', async () => {
    nock(site).post(dispatches).reply(204);
    expect(await deployer().trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
  });

  it.each([[200, ''], [200, '{}'], [200, '[]'], [200, '{"workflow_run_id":"7"}'], [200, '{"workflow_run_id":7'], [201, '{"workflow_run_id":7}'], [202, '{}'], [408, '{"message":"x"}'], [418, '{"message":"x"}'], [500, '{"message":"x"}'], [502, '<html>'], [504, '']])('%d with %j is UNCLEAR', async (status, body) => {
    nock(site).post(dispatches).reply(status, body, { 'content-type': 'application/json' });
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([[200, '<p>Sign in</p>'], [404, '<p>Not here</p>'], [403, '<p>Blocked</p>']])('%d from a gateway that speaks HTML is UNCLEAR', async (status, body) => {
    nock(site).post(dispatches).reply(status, body, { 'content-type': 'text/html' });
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([400, 401, 403, 404, 409, 422, 429])('%d in GitHub\'s own words is REFUSED, and keeps GitHub\'s text to itself', async (status) => {
    nock(site).post(dispatches).reply(status, { message: 'secret text', documentation_url: 'https://docs.github.com' });
    const answer = await deployer().trigger(order, acting);
    expect(answer).toMatchObject({ outcome: 'REFUSED', because: expect.stringContaining(`(${status})`) as unknown });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([400, 401, 409, 422])('%d not in GitHub\'s words is UNCLEAR', async (status) => {
    nock(site).post(dispatches).reply(status, { error: 'proxy' });
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('never follows a redirect', async () => {
    nock(site).post(dispatches).reply(307, '', { location: `${site}/elsewhere` });
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('posts again only after a 422 that names return_run_details, and then once', async () => {
    nock(site).post(dispatches, (body: object) => 'return_run_details' in body).reply(422, unknownKey);
    nock(site).post(dispatches, (body: object) => !('return_run_details' in body)).reply(204);
    expect(await deployer().trigger(order, acting)).toEqual({ outcome: 'ACCEPTED', run: null });
  });

  it('a second 422 for the key is a refusal like any other', async () => {
    nock(site).post(dispatches).twice().reply(422, unknownKey);
    expect((await deployer().trigger(order, acting)).outcome).toBe('REFUSED');
  });

  it('a lost answer to the second post is UNCLEAR', async () => {
    nock(site).post(dispatches).reply(422, unknownKey);
    nock(site).post(dispatches).replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('does not send what the asker no longer waits for', async () => {
    const answer = await deployer().trigger(order, { ...acting, signal: AbortSignal.abort() });
    expect(answer.outcome).toBe('REFUSED');
  });
});

describe('GitHub look-up, odd answers', () => {
  it('asks for dispatched runs since a little before the trigger', async () => {
    nock(site).get(runs).query({ event: 'workflow_dispatch', created: '>=2026-03-02T08:58:00Z', per_page: 100, page: 1 }).reply(200, { total_count: 1, workflow_runs: [run(7, `Deploy 1 [${correlation}]`)] });
    expect(await deployer().find(correlation, triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { runId: '7' } });
  });

  it.each([[`x${correlation}`], [`${correlation}2`], [`${correlation}-2`], [correlation.toUpperCase()], ['']])('does not find itself in %j', async (title) => {
    listed(1, run(7, title));
    expect((await deployer().find(correlation, triggeredAt, acting)).outcome).toBe('ABSENT');
  });

  it('reads the older name of the title', async () => {
    listed(1, { ...run(7, ''), display_title: undefined, name: `Deploy (${correlation})` });
    expect((await deployer().find(correlation, triggeredAt, acting)).outcome).toBe('FOUND');
  });

  it('takes the first of two runs that carry it', async () => {
    listed(2, run(8, correlation), run(7, correlation));
    expect(await deployer().find(correlation, triggeredAt, acting)).toMatchObject({ run: { runId: '7' } });
  });

  it('pages on, and proves absence by a whole list', async () => {
    listed(3, run(9, '[deployment-0009]'), run(8, '[deployment-0008]'));
    listed(3, run(8, '[deployment-0008]'), run(7, '[deployment-0007]'));
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });

  it('a list that ends before its count proves nothing', async () => {
    listed(3, run(9, '[deployment-0009]'));
    listed(3);
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('a list of a thousand is cut off, and proves nothing', async () => {
    for (let page = 0; page < 10; page += 1) listed(1_000, ...Array.from({ length: 100 }, (_, nth) => run(1 + page * 100 + nth, `[deployment-${1_000 + page * 100 + nth}]`)));
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: false });
  });

  it('runs that others started, or that are older, do not count against the proof', async () => {
    listed(3, run(9, 'nightly', { event: 'schedule' }), run(8, 'by hand', { created_at: '2026-03-02T08:00:00Z' }), run(7, '[deployment-0007]'));
    expect(await deployer().find(correlation, triggeredAt, acting)).toEqual({ outcome: 'ABSENT', isProven: true });
  });
});

describe('GitHub runs, odd answers', () => {
  it.each([[run(8, 'x')], [run(7, 'x', { status: 'exploded' })], [run(7, 'x', { status: 'completed' })], [{ id: 7 }], [{}]])('%j is no report of run 7', async (body) => {
    nock(site).get(`${repository}/actions/runs/7`).reply(200, body);
    await expect(deployer().observe('7', acting)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('a spent rate limit says until when', async () => {
    nock(site).get(`${repository}/actions/runs/7`).reply(403, { message: 'limit' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-03-02T10:00:00Z') / 1000) });
    await expect(deployer().observe('7', acting)).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED', retryAt: '2026-03-02T10:00:00.000Z' } });
  });

  it('an app\'s token, which is no user, is known all the same', async () => {
    const connection = github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
    nock(site).get('/user').reply(403, { message: 'Resource not accessible by integration' });
    await expect(connection.probe(acting)).resolves.toBeUndefined();
    nock(site).get('/user').reply(500, {});
    await expect(connection.probe(acting)).rejects.toMatchObject({ problem: { code: 'SERVER_ERROR' } });
  });

  it('is signed in to with bearer only', () => {
    expect(() => github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'basic', userName: 'a', password: 'b' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });
});

it('a run that was started again is told with the moment it was created, by which GitHub lists it', async () => {
  nock(site).get(`${repository}/deployments`).query(true).reply(200, []);
  listed(1, run(7, 'Deploy 1 to production', { status: 'in_progress', run_started_at: '2026-03-02T09:04:00Z' }));
  const told = await deployer(undefined, { environment: 'production' }, { runName: 'Deploy {version} to {environment}' }).history?.('2026-03-02T09:00:00.000Z', acting);
  expect(told?.records).toMatchObject([{ progress: 'RUNNING', toldSince: '2026-03-02T09:00:01.000Z', run: { startedAt: '2026-03-02T09:04:00.000Z' } }]);
});
