import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitlabCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { ask, reaches } from './asking.spec-data.ts';
import type { Answer } from './asking.spec-data.ts';
import { otherTokens, startGitLab } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

const project = '/projects/northbank%2Fledger';
const variables = [{ key: 'MUSTER_ENVIRONMENT', value: 'staging' }, { key: 'MUSTER_VERSION', value: '1.2.0' }, { key: 'MUSTER_CORRELATION', value: 'dep-1' }];

describe('GitLab: pipelines', () => {
  let gitlab: StandIn;
  let folder: string;
  const start = (): Promise<StandIn> => startGitLab({ port: 0, now: () => new Date('2026-03-02T09:00:00.400Z'), story: smallStory(), runMs: 200, mostCounted: 50, stateFile: join(folder, 'gitlab.json') });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-gitlab-'));
    gitlab = await start();
  });
  afterEach(async () => {
    await gitlab.close();
    rmSync(folder, { recursive: true });
  });

  const create = (more: object = {}, headers?: Readonly<Record<string, string>>): Promise<Answer> => ask(gitlab, 'POST', `${project}/pipeline`, { ref: 'main', variables, ...more }, headers);
  const created = async (plan: object = {}): Promise<string> => {
    await ask(gitlab, 'PUT', '/__sandbox/pipelines', plan);
    return `${project}/pipelines/${String(((await create()).body as { id: number }).id)}`;
  };
  const jobsOf = async (path: string): Promise<Readonly<Record<string, unknown>>> => Object.fromEntries(((await ask(gitlab, 'GET', `${path}/jobs`)).body as { name: string; status: string }[]).map(({ name, status }) => [name, status]));

  it('answers a creation with 201 and the whole pipeline, without its name, which it shows later', async () => {
    const { status, body } = await create();
    expect([status, body]).toMatchObject([201, { status: 'created', source: 'api', ref: 'main', started_at: null, created_at: '2026-03-02T09:00:00.400Z' }]);
    expect(body).not.toHaveProperty('name');
    const { id } = body as { id: number };
    expect((await ask(gitlab, 'GET', `${project}/pipelines/${id}`)).body).toMatchObject({ id, name: 'Deploy 1.2.0 to staging [dep-1]' });
    expect((await ask(gitlab, 'GET', `/projects/3101/pipelines/${id}/variables`)).body).toMatchObject(variables);
  });

  it('starts one more pipeline for every creation it accepts, however equal', async () => {
    await create();
    await create();
    const { body } = await ask(gitlab, 'GET', `${project}/pipelines?source=api`);
    expect((body as { name: string }[]).map(({ name }) => name)).toEqual(Array(2).fill('Deploy 1.2.0 to staging [dep-1]'));
    expect(gitlab.calls()).toMatchObject({ 'POST /api/v4/projects/:id/pipeline': 2 });
  });

  it.each([
    ['success', 'success', { 'prepare': 'success', 'deploy': 'success', 'smoke-test': 'success' }],
    ['failed', 'failed', { 'prepare': 'success', 'deploy': 'failed', 'smoke-test': 'skipped' }],
    ['allowed-failure', 'success', { 'prepare': 'success', 'deploy': 'failed', 'smoke-test': 'success' }],
    ['manual-deploy', 'success', { 'prepare': 'success', 'deploy': 'manual', 'smoke-test': 'success' }],
    ['manual', 'manual', { 'prepare': 'success', 'deploy': 'manual', 'smoke-test': 'created' }],
    ['without-deploy', 'success', { 'prepare': 'success', 'smoke-test': 'success' }],
    ['skipped', 'skipped', { 'prepare': 'skipped', 'deploy': 'skipped', 'smoke-test': 'skipped' }],
    ['canceled', 'canceled', { 'prepare': 'success', 'deploy': 'canceled', 'smoke-test': 'canceled' }],
  ])('one that is %s comes to "%s"', async (outcome, status, jobs) => {
    const path = await created({ outcome, times: 1 });
    await reaches(gitlab, path, 'status', status);
    expect(await jobsOf(path)).toEqual(jobs);
    expect((await ask(gitlab, 'GET', '/__sandbox/pipelines')).body).toMatchObject({ outcome: 'success', times: null });
  });

  it('goes through GitLab\'s stations', async () => {
    const path = await created({ runMs: 2_000 });
    for (const status of ['created', 'pending', 'running', 'success']) await reaches(gitlab, path, 'status', status);
  });

  it('cancels by way of "canceling", and answers 200 also when there is nothing to cancel', async () => {
    const path = await created({ runMs: 2_000 });
    expect(await ask(gitlab, 'POST', `${path}/cancel`)).toMatchObject({ status: 200, body: { status: 'canceling' } });
    await reaches(gitlab, path, 'status', 'canceled');
    expect(await jobsOf(path)).toMatchObject({ deploy: 'canceled' });
    expect(await ask(gitlab, 'POST', `${path}/cancel`)).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  it('lets a person start a job that waits, and no other', async () => {
    const path = await created({ outcome: 'manual' });
    await reaches(gitlab, path, 'status', 'manual');
    const jobs = (await ask(gitlab, 'GET', `${path}/jobs`)).body as { id: number; name: string }[];
    const play = (name: string): Promise<Answer> => ask(gitlab, 'POST', `${project}/jobs/${jobs.find((job) => job.name === name)?.id ?? 0}/play`);
    expect(await play('prepare')).toMatchObject({ status: 400, body: { message: '400 Bad request - Unplayable Job' } });
    expect(await play('deploy')).toMatchObject({ status: 200, body: { status: 'running' } });
    await reaches(gitlab, path, 'status', 'success');
  });

  it('pages with X-Next-Page, newest first, 20 unless asked, 100 at most, silently', async () => {
    const { headers, body } = await ask(gitlab, 'GET', `${project}/pipelines?per_page=10&page=2`);
    expect((body as { id: number }[]).map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, nth) => 7_100_035 - nth));
    expect([headers.get('x-next-page'), headers.get('x-total'), headers.get('x-total-pages')]).toEqual(['3', '45', '5']);
    expect(headers.get('link')).toContain('page=5>; rel="last"');
    expect((await ask(gitlab, 'GET', `${project}/pipelines`)).body).toHaveLength(20);
    const whole = await ask(gitlab, 'GET', `${project}/pipelines?per_page=500`);
    expect([(whole.body as unknown[]).length, whole.headers.get('x-per-page'), whole.headers.get('x-next-page')]).toEqual([45, '100', '']);
  });

  it('does not say how many there are above the limit', async () => {
    for (let nth = 0; nth < 6; nth += 1) await create();
    const { headers } = await ask(gitlab, 'GET', `${project}/pipelines?per_page=50`);
    expect([headers.get('x-next-page'), headers.get('x-total'), headers.get('x-total-pages')]).toEqual(['2', null, null]);
    expect(headers.get('link')).not.toContain('rel="last"');
  });

  it.each([['source=push', 45], ['source=api', 0], ['ref=v1.3.0', 1], ['status=success', 45], ['created_after=2026-02-01T00:00:00Z', 14], ['updated_before=2026-01-02T00:00:00Z', 1]])('filters by %s', async (query, count) => {
    expect((await ask(gitlab, 'GET', `${project}/pipelines?per_page=100&${query}`)).body).toHaveLength(count);
  });

  it.each([
    [{ ref: undefined }, { error: 'ref is missing' }],
    [{ ref: 'gone' }, { message: { base: ['Reference not found'] } }],
    [{ ref: 'topic/no-jobs' }, { message: { base: [expect.stringContaining('will not run')] } }],
    [{ ref: 'topic/broken-yaml' }, { message: [expect.stringContaining('jobs:deploy')] }],
    [{ variables: 'A=1' }, { error: 'variables is invalid' }],
    [{ variables: [{ value: '1' }] }, { error: 'variables[0][key] is missing' }],
    [{ variables: [{ key: 'A', value: '1' }, { key: 'A', value: '2' }] }, { message: { base: ['Duplicate variable name: A'] } }],
    [{ variables: [{ key: 'A B', value: '1' }] }, { message: { 'variables.key': [expect.any(String)] } }],
    [{ inputs: { unknown: 1 } }, { message: { base: [expect.stringContaining('unknown')] } }],
  ])('refuses %j with 400 and says why in one of its ways', async (more, body) => {
    expect(await create(more)).toMatchObject({ status: 400, body });
  });

  it.each([
    ['a developer where variables are for maintainers', { 'PRIVATE-TOKEN': otherTokens.developer }, 400, { message: { base: ['Insufficient permissions to set pipeline variables'] } }],
    ['one who may only read', { Authorization: `Bearer ${otherTokens.readOnly}` }, 403, { error: 'insufficient_scope', scope: 'api' }],
    ['one without access, to whom the project is not there', { 'PRIVATE-TOKEN': otherTokens.outsider }, 404, { message: '404 Project Not Found' }],
    ['an expired token', { 'PRIVATE-TOKEN': otherTokens.expired }, 401, { error: 'invalid_token' }],
    ['nobody', {}, 401, { message: '401 Unauthorized' }],
  ])('refuses %s', async (_who, headers, status, body) => {
    expect(await create({}, headers)).toMatchObject({ status, body });
  });

  it('tells its limits, plays them, one in plain text, and hides projects from nobody\'s reading', async () => {
    const { headers } = await ask(gitlab, 'GET', '/user');
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-observed'), headers.get('ratelimit-remaining')]).toEqual(['2000', '1', '1999']);
    await ask(gitlab, 'PUT', '/__sandbox/rate-limit', { kind: 'throttle', retryAfter: 7 });
    const throttled = await create();
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.body]).toEqual([429, '7', 'Retry later\n']);
    await ask(gitlab, 'PUT', '/__sandbox/rate-limit', { kind: 'application' });
    expect(await create()).toMatchObject({ status: 429, body: { message: { error: expect.stringContaining('too many times') as unknown } } });
    expect(await ask(gitlab, 'GET', `${project}/pipelines`, undefined, {})).toMatchObject({ status: 404 });
    expect(await ask(gitlab, 'GET', '/nothing')).toMatchObject({ status: 404, body: { error: '404 Not Found' } });
    expect(await ask(gitlab, 'POST', `${project}/pipeline`, '{"ref":')).toMatchObject({ status: 400, body: { error: expect.any(String) as unknown } });
  });

  it.each([[{ outcome: 'perhaps' }, 'outcome'], [{ runs: 1 }, 'runs'], [{ times: 0 }, 'times'], [{ runMs: -1 }, 'runMs'], [{ isNamed: 'yes' }, 'isNamed']])('refuses the plan %j, saying why', async (plan, word) => {
    expect(await ask(gitlab, 'PUT', '/__sandbox/pipelines', plan)).toMatchObject({ status: 400, body: { error: expect.stringContaining(word) as unknown } });
  });

  it('shows people a page of a pipeline and of a job', async () => {
    const path = await created();
    const { web_url: page } = (await ask(gitlab, 'GET', path)).body as { web_url: string };
    const [{ web_url: log }] = (await ask(gitlab, 'GET', `${path}/jobs`)).body as [{ web_url: string }];
    expect(await (await fetch(page, { headers: { 'PRIVATE-TOKEN': gitlabCredentials.token } })).text()).toContain('northbank/ledger #46');
    expect((await fetch(log)).status).toBe(200);
  });

  it('goes on with a pipeline over a restart', async () => {
    const path = await created();
    await gitlab.close();
    await new Promise((resolve) => { setTimeout(resolve, 220); });
    gitlab = await start();
    expect((await ask(gitlab, 'GET', path)).body).toMatchObject({ status: 'success', name: 'Deploy 1.2.0 to staging [dep-1]' });
  });
});
