import { githubCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { reviewerToken, startGitHub } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

interface Answer { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
interface Pending { readonly environment: { readonly id: number; readonly name: string }; readonly current_user_can_approve: boolean }

describe('GitHub: a run that waits for the reviewers of its environment', () => {
  let github: StandIn;
  beforeEach(async () => {
    github = await startGitHub({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: smallStory(), runMs: 100 });
    await call('PUT', '/__sandbox/runs', { isReviewed: true, times: 1 }, '');
  });
  afterEach(async () => { await github.close(); });

  const repo = '/repos/northbank/payments';
  const call = async (method: string, path: string, body?: unknown, token: string = githubCredentials.token): Promise<Answer> => {
    const answer = await fetch(github.url + path, { method, headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  const run = async (id: unknown): Promise<string> => {
    const { body } = await call('GET', `${repo}/actions/runs/${String(id)}`);
    return String(body['conclusion'] ?? body['status']);
  };
  const reaches = async (id: unknown, word: string): Promise<void> => {
    while (await run(id) !== word) await new Promise((resolve) => { setTimeout(resolve, 10); });
  };
  const waiting = async (): Promise<unknown> => {
    const { body } = await call('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs: { environment: 'production', version: '2.4.0' }, return_run_details: true });
    await reaches(body['workflow_run_id'], 'waiting');
    return body['workflow_run_id'];
  };
  const pending = async (id: unknown, token?: string): Promise<readonly Pending[]> => (await call('GET', `${repo}/actions/runs/${String(id)}/pending_deployments`, undefined, token)).body as unknown as Pending[];
  const states = async (): Promise<readonly string[]> => {
    const [row] = (await call('GET', `${repo}/deployments?environment=production`)).body as unknown as { id: number }[];
    return ((await call('GET', `${repo}/deployments/${String(row?.id)}/statuses`)).body as unknown as { state: string }[]).map(({ state }) => state);
  };
  const decide = async (id: unknown, state: string, token: string = reviewerToken): Promise<number> =>
    (await call('POST', `${repo}/actions/runs/${String(id)}/pending_deployments`, { environment_ids: (await pending(id)).map(({ environment }) => environment.id), state, comment: 'seen' }, token)).status;

  it('has the status waiting however long, as has its deployment, and says who may let it go: not who dispatched it', async () => {
    const id = await waiting();
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    expect([await run(id), await states()]).toEqual(['waiting', ['waiting']]);
    expect((await call('GET', `${repo}/actions/runs/${String(id)}/jobs`)).body).toMatchObject({ jobs: [{ status: 'waiting', conclusion: null, steps: [] }] });
    expect(await pending(id)).toMatchObject([{ environment: { name: 'production' }, current_user_can_approve: false, reviewers: [{ type: 'User', reviewer: { login: 'omar.haddad' } }] }]);
    expect(await pending(id, reviewerToken)).toMatchObject([{ current_user_can_approve: true }]);
    expect(await decide(id, 'approved', githubCredentials.token)).toBe(403);
    expect(await run(id)).toBe('waiting');
  });

  it('goes on once it is approved, and waits for nobody after', async () => {
    const id = await waiting();
    expect(await decide(id, 'approved')).toBe(200);
    expect([await run(id), await pending(id)]).toEqual(['in_progress', []]);
    await reaches(id, 'success');
    expect(await states()).toEqual(['success', 'in_progress', 'waiting']);
    expect((await call('GET', `${repo}/actions/runs/${String(id)}/approvals`)).body).toMatchObject([{ state: 'approved', user: { login: 'omar.haddad' }, comment: 'seen', environments: [{ name: 'production' }] }]);
    expect(await decide(id, 'approved')).toBe(422);
  });

  it('fails when it is rejected, and deployed nothing', async () => {
    const id = await waiting();
    expect(await decide(id, 'maybe')).toBe(422);
    expect(await decide(id, 'rejected')).toBe(200);
    expect([await run(id), await states()]).toEqual(['failure', ['failure', 'waiting']]);
  });

  it('can be cancelled, and the next one waits for nobody', async () => {
    const id = await waiting();
    expect((await call('POST', `${repo}/actions/runs/${String(id)}/cancel`)).status).toBe(202);
    expect(await run(id)).toBe('cancelled');
    const { body } = await call('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs: { environment: 'production', version: '2.4.0' }, return_run_details: true });
    await reaches(body['workflow_run_id'], 'success');
  });
});
