import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { githubCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { readOnlyToken, startGitHub } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

interface Answer { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

describe('GitHub: a run that waits for a custom deployment protection rule', () => {
  let github: StandIn;
  let app: Server;
  const heard: Readonly<Record<string, unknown>>[] = [];
  beforeEach(async () => {
    heard.length = 0;
    github = await startGitHub({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: smallStory(), runMs: 100 });
    app = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => { chunks.push(chunk); }).on('end', () => {
        if (req.headers['x-github-event'] === 'deployment_protection_rule') heard.push(JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>);
        res.end();
      });
    });
    await new Promise<void>((resolve) => { app.listen(0, '127.0.0.1', resolve); });
    await call('PUT', '/__sandbox/hook', { url: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`, secret: 'a-hook-secret' }, '');
    await call('PUT', '/__sandbox/runs', { isProtected: true, times: 1 }, '');
  });
  afterEach(async () => {
    await github.close();
    await new Promise((resolve) => { app.close(resolve); });
  });

  const repo = '/repos/northbank/payments';
  const call = async (method: string, path: string, body?: unknown, token: string = githubCredentials.token): Promise<Answer> => {
    const answer = await fetch(github.url + path, { method, headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  const word = async (id: number): Promise<unknown> => { const { body } = await call('GET', `${repo}/actions/runs/${id}`); return body['conclusion'] ?? body['status']; };
  const reaches = async (id: number, wanted: string): Promise<void> => { while (await word(id) !== wanted) await new Promise((resolve) => { setTimeout(resolve, 10); }); };
  const waiting = async (): Promise<number> => {
    const { body } = await call('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs: { environment: 'production', version: '2.4.0' }, return_run_details: true });
    const id = Number(body['workflow_run_id']);
    while (heard.length === 0) await new Promise((resolve) => { setTimeout(resolve, 10); });
    return id;
  };
  const answer = async (id: number, body: object, token?: string): Promise<number> => (await call('POST', `${repo}/actions/runs/${id}/deployment_protection_rule`, body, token)).status;

  it('tells the app of it once, with the run to answer about and its deployment, and waits however long', async () => {
    const id = await waiting();
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    expect(await word(id)).toBe('waiting');
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      action: 'requested', environment: 'production', event: 'workflow_dispatch', deployment_callback_url: `${github.url}${repo}/actions/runs/${id}/deployment_protection_rule`,
      deployment: { environment: 'production', id: expect.any(Number) as number }, repository: { full_name: 'northbank/payments' },
    });
  });

  it('takes reports without deciding, goes on once approved, and is asked nothing more', async () => {
    const id = await waiting();
    expect(await answer(id, { environment_name: 'production', comment: 'waits for its window' })).toBe(204);
    expect(await word(id)).toBe('waiting');
    expect(await answer(id, { environment_name: 'Production', state: 'approved' })).toBe(204);
    await reaches(id, 'success');
    expect(await answer(id, { environment_name: 'production', state: 'rejected' })).toBe(422);
  });

  it('fails when it is rejected', async () => {
    const id = await waiting();
    expect(await answer(id, { environment_name: 'production', state: 'rejected', comment: 'no approval' })).toBe(204);
    expect(await word(id)).toBe('failure');
  });

  it.each([
    ['no environment', { state: 'approved' }], ['another environment', { environment_name: 'staging', state: 'approved' }], ['another word', { environment_name: 'production', state: 'maybe' }], ['neither state nor comment', { environment_name: 'production' }],
  ])('refuses %s', async (_what, body) => {
    const id = await waiting();
    expect(await answer(id, body)).toBe(422);
    expect(await answer(id, { environment_name: 'production', state: 'approved' }, readOnlyToken)).toBe(404);
    expect(await word(id)).toBe('waiting');
  });
});
