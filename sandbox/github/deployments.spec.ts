import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { startGitHub } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';
import { oddRefs } from './state.ts';

describe('GitHub: lists, deployments and memory', () => {
  let github: StandIn;
  let folder: string;
  const start = (): Promise<StandIn> =>
    startGitHub({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: smallStory(), runMs: 100, stateFile: join(folder, 'github.json') });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-github-'));
    github = await start();
  });
  afterEach(async () => {
    await github.close();
    rmSync(folder, { recursive: true });
  });

  const repo = '/repos/northbank/payments';
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; link: string | null; body: unknown }> => {
    const answer = await fetch(github.url + path, { method, headers: { Authorization: `token ${githubCredentials.token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, link: answer.headers.get('link'), body: text === '' ? null : JSON.parse(text) as unknown };
  };
  const runs = async (query: string): Promise<{ total: number; shown: number }> => {
    const { body } = await call('GET', `${repo}/actions/runs?${query}`);
    const { total_count: total, workflow_runs: shown } = body as { total_count: number; workflow_runs: unknown[] };
    return { total, shown: shown.length };
  };

  it('shows 30 a page unless asked, 100 at most, and links to the rest', async () => {
    expect(await runs('')).toEqual({ total: 35, shown: 30 });
    expect(await runs('per_page=500')).toEqual({ total: 35, shown: 35 });
    const { link } = await call('GET', `${repo}/actions/runs?per_page=10&page=2`);
    expect(link).toContain(`<${github.url}${repo}/actions/runs?per_page=10&page=3>; rel="next"`);
    expect(link).toContain('page=4>; rel="last"');
    expect((await call('GET', `${repo}/actions/runs?per_page=10&page=4`)).link).not.toContain('rel="next"');
  });

  it.each([
    ['created=>=2026-02-01T02:00:00Z', 4], ['created=>2026-02-01T02:00:00Z', 3], ['created=2026-01-01', 1], ['created=<2026-01-03', 2],
    ['created=2026-01-02..2026-01-03', 2], ['created=*..2026-01-02', 2], ['status=success', 35], ['status=failure', 0], ['branch=main&event=workflow_dispatch', 35],
    ['branch=v2.4.0', 0], ['event=push', 0],
  ])('filters runs by %s', async (query, total) => {
    expect((await runs(query)).total).toBe(total);
  });

  it('has one deployment per change that was done, told newest first', async () => {
    const { body } = await call('GET', `${repo}/deployments?environment=production`);
    const rows = body as { created_at: string; environment: string }[];
    expect(rows).toHaveLength(18);
    expect(rows.map((row) => row.created_at)).toEqual(rows.map((row) => row.created_at).sort().reverse());
  });

  it('answers 202 and creates nothing when the ref is behind and auto_merge was not switched off', async () => {
    const count = async (): Promise<number> => ((await call('GET', `${repo}/deployments?per_page=100`)).body as unknown[]).length;
    const before = await count();
    expect(await call('POST', `${repo}/deployments`, { ref: oddRefs.behind })).toMatchObject({ status: 202, body: { message: `Auto-merged main into ${oddRefs.behind} on deployment.` } });
    expect(await count()).toBe(before);
    expect(await call('POST', `${repo}/deployments`, { ref: oddRefs.behind, auto_merge: false })).toMatchObject({ status: 201, body: { ref: oddRefs.behind, environment: 'production' } });
    expect(await count()).toBe(before + 1);
  });

  it.each([
    [{ ref: oddRefs.conflicting }, 409, 'Conflict merging main into'],
    [{ ref: oddRefs.failing }, 409, 'Commit status checks failed'],
    [{ ref: 'nowhere' }, 422, 'No ref found for: nowhere'],
    [{}, 422, '"ref" wasn\'t supplied'],
  ])('refuses the deployment %j with %d', async (body, status, message) => {
    expect(await call('POST', `${repo}/deployments`, body)).toMatchObject({ status, body: { message: expect.stringContaining(message) as string, status: String(status) } });
  });

  it('creates on a failing ref when no contexts are required', async () => {
    expect((await call('POST', `${repo}/deployments`, { ref: oddRefs.failing, required_contexts: [] })).status).toBe(201);
  });

  it('makes the older success inactive outside production only, and refuses states and descriptions it does not know', async () => {
    const deploy = async (environment: string): Promise<string> => {
      const { body } = await call('POST', `${repo}/deployments`, { ref: 'main', environment });
      const path = `${repo}/deployments/${String((body as { id: number }).id)}/statuses`;
      expect((await call('POST', path, { state: 'success' })).status).toBe(201);
      return path;
    };
    const newest = async (path: string): Promise<unknown> => ((await call('GET', path)).body as { state: string }[])[0]?.state;
    const [staging, production] = [await deploy('staging'), await deploy('production')];
    await deploy('staging');
    const last = await deploy('production');
    expect([await newest(staging), await newest(production)]).toEqual(['inactive', 'success']);
    expect((await call('POST', last, { state: 'done' })).status).toBe(422);
    expect((await call('POST', last, { state: 'error', description: 'x'.repeat(141) })).status).toBe(422);
  });

  it('goes on with a run over a restart', async () => {
    const inputs = { environment: 'production', version: '2.4.0', correlation: 'dep-7' };
    const { body } = await call('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs, return_run_details: true });
    const id = (body as { workflow_run_id: number }).workflow_run_id;
    await github.close();
    await new Promise((resolve) => { setTimeout(resolve, 120); });
    github = await start();
    expect((await call('GET', `${repo}/actions/runs/${id}`)).body).toMatchObject({ status: 'completed', conclusion: 'success', display_title: 'Deploy 2.4.0 to production [dep-7]' });
    expect(((await call('GET', `${repo}/deployments?environment=production`)).body as { description: unknown }[])[0]).toMatchObject({ description: expect.stringContaining('[dep-7]') as unknown });
  });
});
