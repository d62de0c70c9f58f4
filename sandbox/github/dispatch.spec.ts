import { githubCredentials } from '../bank/credentials.ts';
import type { Story } from '../bank/story.ts';
import type { StandIn } from '../kernel/index.ts';
import { readOnlyToken, startGitHub } from './index.ts';
import type { GitHubOptions } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

interface Answer { readonly status: number; readonly headers: Headers; readonly body: { readonly [key: string]: unknown } }

describe('GitHub: dispatching and following a workflow', () => {
  let github: StandIn | undefined;
  afterEach(async () => { await github?.close(); });

  const start = async (options: Partial<GitHubOptions> = {}): Promise<void> => {
    const story: Story = smallStory();
    github = await startGitHub({ port: 0, now: () => new Date('2026-03-02T09:00:00.400Z'), story, runMs: 200, ...options });
  };
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await fetch((github?.url ?? '') + path, {
      method, headers: { Authorization: `Bearer ${githubCredentials.token}`, ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) as Answer['body'] : { text } };
  };
  const dispatches = '/repos/northbank/payments/actions/workflows/deploy.yml/dispatches';
  const dispatch = (change: Record<string, unknown> = {}): Promise<Answer> =>
    call('POST', dispatches, { ref: 'main', inputs: { environment: 'production', version: '2.4.0', correlation: 'dep-1' }, ...change });
  const dispatchedRuns = async (): Promise<readonly Record<string, unknown>[]> => {
    await until(60);
    return (await call('GET', '/repos/northbank/payments/actions/runs?event=workflow_dispatch&created=>=2026-03-02T09:00:00Z')).body['workflow_runs'] as Record<string, unknown>[];
  };
  const ended = async (id: unknown): Promise<Answer['body']> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { body } = await call('GET', `/repos/northbank/payments/actions/runs/${String(id)}`);
      if (body['status'] === 'completed') return body;
      await until(20);
    }
    throw new Error(`The run ${String(id)} did not end.`);
  };

  it('answers 204 and no id, unless run details are asked for', async () => {
    await start();
    expect(await dispatch()).toMatchObject({ status: 204, body: { text: '' } });
    const detailed = await dispatch({ return_run_details: true });
    expect(detailed.status).toBe(200);
    const id = detailed.body['workflow_run_id'];
    expect(detailed.body).toEqual({
      workflow_run_id: id,
      run_url: `${github?.url ?? ''}/repos/northbank/payments/actions/runs/${String(id)}`,
      html_url: `${github?.url ?? ''}/northbank/payments/actions/runs/${String(id)}`,
    });
  });

  it('starts one more run for every dispatch it accepts, however equal', async () => {
    await start();
    await dispatch();
    await dispatch();
    const runs = await dispatchedRuns();
    expect(runs.map((run) => run['display_title'])).toEqual(Array(2).fill('Deploy 2.4.0 to production [dep-1]'));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(2);
    expect(github?.calls()).toMatchObject({ 'POST /repos/:owner/:repo/actions/workflows/:workflow/dispatches': 2 });
  });

  it('does not list a run in its first moments, though it is there by its id', async () => {
    await start({ runMs: 60_000 });
    const { body } = await dispatch({ return_run_details: true });
    const path = '/repos/northbank/payments/actions/runs';
    expect((await call('GET', `${path}?event=workflow_dispatch&created=>=2026-03-02T09:00:00Z`)).body).toMatchObject({ total_count: 0, workflow_runs: [] });
    expect((await call('GET', `${path}/${String(body['workflow_run_id'])}`)).body).toMatchObject({ status: 'queued', conclusion: null });
  });

  it('ends a filtered list of runs at a thousand, and counts them all', async () => {
    await start({ runMs: 0 });
    for (let hundreds = 0; hundreds < 10; hundreds += 1) await Promise.all(Array.from({ length: 100 }, () => dispatch()));
    const list = async (query: string): Promise<unknown> => {
      const { body } = await call('GET', `/repos/northbank/payments/actions/runs?per_page=100&page=11${query}`);
      const { total_count: total, workflow_runs: shown } = body as { total_count: number; workflow_runs: unknown[] };
      return [total, shown.length];
    };
    expect([await list('&event=workflow_dispatch'), await list('')]).toEqual([[1_035, 0], [1_035, 35]]);
  }, 60_000);

  it('runs from queued over in_progress to success and leaves a deployment with statuses, newest first', async () => {
    await start();
    const { body } = await dispatch({ return_run_details: true });
    const run = await ended(body['workflow_run_id']);
    expect(run).toMatchObject({ conclusion: 'success', event: 'workflow_dispatch', head_branch: 'main', created_at: '2026-03-02T09:00:00Z', run_attempt: 1 });
    const jobs = await call('GET', `/repos/northbank/payments/actions/runs/${String(run['id'])}/jobs`);
    expect(jobs.body).toMatchObject({ total_count: 1, jobs: [{ run_id: run['id'], status: 'completed', conclusion: 'success' }] });
    const rows = (await call('GET', '/repos/northbank/payments/deployments?environment=production')).body as unknown as Record<string, unknown>[];
    expect(rows[0]).toMatchObject({ environment: 'production', payload: {} });
    const statuses = (await call('GET', `/repos/northbank/payments/deployments/${String(rows[0]?.['id'])}/statuses`)).body as unknown as Record<string, unknown>[];
    expect(statuses.map(({ state }) => state)).toEqual(['success', 'in_progress']);
  });

  it('can be told to let the next runs fail, and then lets them succeed again', async () => {
    await start();
    expect((await call('PUT', '/__sandbox/runs', { conclusion: 'failure', times: 1 }, { 'Content-Type': 'application/json' })).status).toBe(200);
    const first = await ended((await dispatch({ return_run_details: true })).body['workflow_run_id']);
    const second = await ended((await dispatch({ return_run_details: true })).body['workflow_run_id']);
    expect([first['conclusion'], second['conclusion']]).toEqual(['failure', 'success']);
  });

  it('can be told how long runs take, without a restart', async () => {
    await start({ runMs: 60_000 });
    await call('PUT', '/__sandbox/runs', { runMs: 30 }, { 'Content-Type': 'application/json' });
    expect(await ended((await dispatch({ return_run_details: true })).body['workflow_run_id'])).toMatchObject({ conclusion: 'success' });
    expect((await call('PUT', '/__sandbox/runs', { runMS: 30 }, { 'Content-Type': 'application/json' })).status).toBe(400);
  });

  it('cancels a running run with 202, and a finished one not', async () => {
    await start({ runMs: 60_000 });
    const { body } = await dispatch({ return_run_details: true });
    const cancel = `/repos/northbank/payments/actions/runs/${String(body['workflow_run_id'])}/cancel`;
    expect((await call('POST', cancel)).status).toBe(202);
    expect(await ended(body['workflow_run_id'])).toMatchObject({ conclusion: 'cancelled' });
    expect(await call('POST', cancel)).toMatchObject({ status: 409, body: { message: 'Cannot cancel a workflow run that is completed.' } });
  });

  it('does start the run though the answer is lost: the trap of every retry', async () => {
    await start();
    await call('PUT', '/__sandbox/faults', { kind: 'reset', match: '/dispatches', when: 'after', times: 1 }, { 'Content-Type': 'application/json' });
    await expect(dispatch()).rejects.toThrow();
    expect(await dispatchedRuns()).toHaveLength(1);
  });

  it.each([
    ['an input the workflow does not have', { inputs: { environment: 'production', version: '1', region: 'eu' } }, 'Unexpected inputs provided: ["region"]'],
    ['an input that is no string', { inputs: { environment: 'production', version: 2 } }, 'For \'properties/version\', 2 is not a string.'],
    ['a required input left out', { inputs: { environment: 'production' } }, 'Required input \'version\' not provided'],
    ['more than 25 inputs', { inputs: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`i${n}`, 'x'])) }, 'No more than 25 properties'],
    ['a ref that is not there', { ref: 'nowhere' }, 'No ref found for: nowhere'],
    ['no ref', { ref: undefined }, '"ref" wasn\'t supplied.'],
    ['an unknown key', { dry_run: true }, '"dry_run" is not a permitted key.'],
  ])('refuses %s with 422 and starts nothing', async (_what, change, message) => {
    await start();
    const answer = await dispatch(change);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ message: expect.stringContaining(message) as string, documentation_url: expect.stringContaining('https://docs.github.com/') as string, status: '422' });
    expect(await dispatchedRuns()).toEqual([]);
  });

  it('refuses a workflow that has no workflow_dispatch trigger', async () => {
    await start();
    expect(await call('POST', '/repos/northbank/payments/actions/workflows/ci.yml/dispatches', { ref: 'main' }))
      .toMatchObject({ status: 422, body: { message: 'Workflow does not have \'workflow_dispatch\' trigger' } });
  });

  it('as an older enterprise server refuses return_run_details, and works without', async () => {
    await start({ ghes: true });
    expect(await dispatch({ return_run_details: true })).toMatchObject({ status: 422, body: { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.' } });
    expect((await call('POST', `/api/v3${dispatches}`, { ref: 'main', inputs: { environment: 'staging', version: '1' } })).status).toBe(204);
  });

  it('hides what a token may not do behind 404, and a bad token behind nothing', async () => {
    await start();
    expect((await call('POST', dispatches, { ref: 'main' }, { Authorization: `Bearer ${readOnlyToken}` })).status).toBe(404);
    expect((await call('GET', '/repos/northbank/payments', undefined, { Authorization: `Bearer ${readOnlyToken}` })).status).toBe(200);
    expect((await call('GET', '/repos/northbank/payments', undefined, { Authorization: '' })).status).toBe(404);
    expect((await call('GET', '/repos/northbank/nothing')).body).toEqual({ message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' });
    expect(await call('GET', '/repos/northbank/payments', undefined, { Authorization: 'Bearer wrong' })).toMatchObject({ status: 401, body: { message: 'Bad credentials', status: '401' } });
  });

  it('tells the rate on every answer, and plays both kinds of exhaustion', async () => {
    await start();
    const { headers } = await call('GET', '/user');
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset'), headers.get('x-ratelimit-resource')])
      .toEqual(['5000', '4999', String(Date.parse('2026-03-02T10:00:00Z') / 1000), 'core']);
    const json = { 'Content-Type': 'application/json' };
    await call('PUT', '/__sandbox/rate-limit', { kind: 'primary', status: 429 }, json);
    const primary = await call('GET', '/user');
    expect([primary.status, primary.headers.get('x-ratelimit-remaining'), primary.headers.get('retry-after')]).toEqual([429, '0', null]);
    await call('PUT', '/__sandbox/rate-limit', { kind: 'secondary', retryAfter: 3 }, json);
    const secondary = await call('GET', '/user');
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([403, '3']);
    expect(secondary.body['message']).toContain('secondary rate limit');
    expect((await call('GET', '/user')).status).toBe(200);
  });

  it('answers broken JSON with 400', async () => {
    await start();
    expect(await call('POST', dispatches, '{"ref":')).toMatchObject({ status: 400, body: { message: 'Problems parsing JSON' } });
  });
});

function until(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
