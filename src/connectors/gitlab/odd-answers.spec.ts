import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { DeployOrder } from '../../domain/ports/deployer.ts';
import type { Auth } from '../connector.ts';
import { gitlab } from './index.ts';

const site = 'http://127.0.0.1:9';
const project = '/api/v4/projects/northbank%2Fledger';
const correlation = 'deployment-0001';
const order: DeployOrder = { correlation, releaseKey: 'ledger-1', environment: 'staging', version: '1', packageDigest: 'd', artifacts: [], parameters: {} };
const triggeredAt = '2026-03-02T09:00:00.000Z';

function connect(auth: Auth = { kind: 'bearer', token: 't' }, url = site): Connection {
  return gitlab.connect({ name: 'gitlab', isProduction: true, url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T09:05:00.000Z') } });
}

function deployer(more: object = {}, url = site) {
  const made = connect({ kind: 'bearer', token: 't' }, url).deployer?.({ connection: 'gitlab', name: 'ledger', settings: { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'], ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function pipeline(id: number, name: string | null, more: object = {}) {
  return { id, name, ref: 'main', source: 'api', status: 'created', created_at: '2026-03-02T09:00:01.000Z', updated_at: null, ...more };
}

function listed(page: number, next: string | null, ...rows: readonly object[]): void {
  nock(site).get(`${project}/pipelines`).query({ source: 'api', order_by: 'id', sort: 'desc', per_page: 100, page }).reply(200, rows, next === null ? {} : { 'x-next-page': next });
}

function carries(id: number, ...variables: readonly object[]): void {
  nock(site).get(`${project}/pipelines/${id}/variables`).reply(200, variables);
}

function posted(status: number, body: nock.Body, contentType = 'application/json'): void {
  nock(site).post(`${project}/pipeline`).reply(status, body, { 'content-type': contentType });
}

const absent = (isProven: boolean) => ({ outcome: 'ABSENT', isProven });
const find = () => deployer().find(correlation, triggeredAt, acting);

afterEach(() => {
  const isAsked = nock.isDone();
  nock.cleanAll();
  expect(isAsked).toBe(true);
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('GitLab\'s answers to a creation, odd ones', () => {
  it('asks below the instance\'s own path, for the project\'s whole path in one segment', async () => {
    nock(site, { reqheaders: { authorization: 'Bearer t' } })
      .post(`/gitlab${project}/pipeline`, (body: { ref: string; variables: readonly object[] }) => body.ref === 'main' && body.variables.length === 4).reply(201, pipeline(7, null));
    expect(await deployer({}, `${site}/gitlab`).trigger(order, acting)).toMatchObject({ outcome: 'ACCEPTED', run: { runId: '7' } });
  });

  it.each([[201, ''], [201, '{}'], [201, '[]'], [201, '{"id":"7"}'], [201, JSON.stringify(pipeline(7, null, { ref: 'other' }))], [200, JSON.stringify(pipeline(7, null))], [202, '{}'], [408, '{"message":"x"}'], [418, '{"message":"x"}'], [500, '{"message":"500 Internal Server Error"}'], [504, '']])('%d with %j is UNCLEAR', async (status, body) => {
    posted(status, body);
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([[201, '<p>Sign in</p>', 'text/html'], [404, '<p>Not here</p>', 'text/html'], [429, 'Retry later', 'text/plain'], [403, '{"reason":"blocked"}', 'application/json'], [400, '{"message":7}', 'application/json']])('%d with %j, which are not GitLab\'s words, is UNCLEAR', async (status, body, contentType) => {
    posted(status, body, contentType);
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it.each([{ message: 'secret text' }, { message: { base: ['secret text'] } }, { message: ['secret text'] }, { message: { ref: 'secret text' } }, { error: 'secret text' }, { error: 'insufficient_scope', error_description: 'secret text', scope: 'api' }])('%j is a refusal, and GitLab\'s text is kept to itself', async (body) => {
    posted(400, body);
    const answer = await deployer().trigger(order, acting);
    expect(answer.outcome).toBe('REFUSED');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('never follows a redirect', async () => {
    nock(site).post(`${project}/pipeline`).reply(302, '', { location: `${site}/users/sign_in` });
    expect((await deployer().trigger(order, acting)).outcome).toBe('UNCLEAR');
  });

  it('does not send what the asker no longer waits for', async () => {
    expect((await deployer().trigger(order, { ...acting, signal: AbortSignal.abort() })).outcome).toBe('REFUSED');
  });
});

describe('GitLab\'s lists, odd ones', () => {
  it.each([[`x${correlation}`], [`${correlation}2`], [`${correlation}-2`]])('does not find itself in %j', async (name) => {
    listed(1, '', pipeline(7, name));
    carries(7, { key: 'MUSTER_CORRELATION', value: name });
    expect(await find()).toEqual(absent(true));
  });

  it('takes a name of the same build for another deployment\'s, and does not read its variables', async () => {
    listed(1, '', pipeline(7, `Deploy 1 [${correlation.toUpperCase()}]`));
    expect(await find()).toEqual(absent(true));
  });

  it('takes the first of two that carry it', async () => {
    listed(1, '', pipeline(8, `[${correlation}]`), pipeline(7, `[${correlation}]`));
    expect(await find()).toMatchObject({ outcome: 'FOUND', run: { runId: '7' } });
  });

  it('reads on where GitLab says so, and stops at what is older than the trigger', async () => {
    listed(1, '2', pipeline(9, '[deployment-0009]'), pipeline(8, '[deployment-0008]'));
    listed(2, '3', pipeline(8, '[deployment-0008]'), pipeline(7, null, { created_at: '2026-03-02T08:00:00.000Z' }));
    expect(await find()).toEqual(absent(true));
  });

  it.each([[null], ['0'], ['7'], ['more']])('a list that goes on to %j proves nothing', async (next) => {
    listed(1, next, pipeline(9, '[deployment-0009]'));
    expect(await find()).toEqual(absent(false));
  });

  it('a list that is not as long as GitLab counted proves nothing', async () => {
    nock(site).get(`${project}/pipelines`).query(true).reply(200, [pipeline(9, '[deployment-0009]')], { 'x-next-page': '', 'x-total': '2' });
    expect(await find()).toEqual(absent(false));
  });

  it('a list in another order, or without times, proves nothing', async () => {
    listed(1, '', pipeline(7, '[deployment-0007]'), pipeline(8, '[deployment-0008]'));
    expect(await find()).toEqual(absent(false));
    listed(1, '', pipeline(7, '[deployment-0007]', { created_at: 'yesterday' }));
    expect(await find()).toEqual(absent(false));
  });

  it('a list without end proves nothing', async () => {
    for (let page = 1; page <= 10; page += 1) listed(page, String(page + 1), pipeline(1_000 - page, '[deployment-0009]'));
    expect(await find()).toEqual(absent(false));
  });

  it('what others than the API started is left out, also by a GitLab that does not filter', async () => {
    listed(1, '', pipeline(9, null, { source: 'push' }), pipeline(8, null, { source: 'schedule' }));
    expect(await find()).toEqual(absent(true));
  });

  it('reads the variables of fifty at most, the oldest first', async () => {
    listed(1, '', ...Array.from({ length: 60 }, (_, nth) => pipeline(100 - nth, null)));
    for (let id = 41; id <= 90; id += 1) carries(id, { key: 'OTHER', value: 'x' });
    expect(await find()).toEqual(absent(false));
  });

  it.each([[404, 'gone'], [403, 'hidden']])('a pipeline whose variables answer %d is not accounted for', async (status, word) => {
    listed(1, '', pipeline(7, null));
    nock(site).get(`${project}/pipelines/7/variables`).reply(status, { message: `${status} ${word}` });
    expect(await find()).toEqual(absent(false));
  });

  it('another failure on the way is told', async () => {
    listed(1, '', pipeline(7, null));
    nock(site).get(`${project}/pipelines/7/variables`).reply(500, {});
    await expect(find()).rejects.toMatchObject({ problem: { code: 'SERVER_ERROR' } });
  });
});

describe('GitLab\'s pipelines, odd ones', () => {
  const observe = () => deployer().observe('7', acting);
  const told = (body: object): void => { nock(site).get(`${project}/pipelines/7`).reply(200, body); };
  const jobs = (rows: readonly object[], next: string | null = ''): void => { nock(site).get(`${project}/pipelines/7/jobs`).query({ per_page: 100, page: 1 }).reply(200, rows, next === null ? {} : { 'x-next-page': next }); };
  const job = { id: 1, name: 'deploy', status: 'success', pipeline: { id: 7 } };

  it.each([[pipeline(8, null)], [pipeline(7, null, { status: 'exploded' })], [{ id: 7 }], [{}]])('%j is no report of pipeline 7', async (body) => {
    told(body);
    await expect(observe()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it.each([
    ['another pipeline\'s', [{ ...job, pipeline: { id: 8 } }], ''], ['a list of jobs that was cut', [job], null], ['a job without a status', [{ ...job, status: null }], ''],
  ])('%s does not make a green pipeline a success', async (_what, rows, next) => {
    told(pipeline(7, null, { status: 'success' }));
    jobs(rows, next);
    await expect(observe()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('finds the deploy job on a later page', async () => {
    told(pipeline(7, null, { status: 'success' }));
    jobs([{ ...job, name: 'build' }], '2');
    nock(site).get(`${project}/pipelines/7/jobs`).query({ per_page: 100, page: 2 }).reply(200, [job], { 'x-next-page': '' });
    expect(await observe()).toMatchObject({ progress: 'SUCCEEDED' });
  });
});

describe('GitLab\'s connection', () => {
  it('is signed in to with bearer only, at the instance\'s own address', () => {
    expect(() => connect({ kind: 'basic', userName: 'a', password: 'b' })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
    expect(() => connect(undefined, `${site}/api/v4`)).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['url'] }) as Error);
  });
});
