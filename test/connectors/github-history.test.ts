import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { reviewerToken, startGitHub } from '../../sandbox/github/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { github } from '../../src/connectors/github/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Deployer, ObservedRun } from '../../src/domain/ports/deployer.ts';
import type { Findings } from '../../src/domain/ports/findings.ts';
import { problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const repo = '/repos/northbank/payments';
const runMs = 300;
let tool: StandIn;
let since: string;

beforeEach(async () => {
  tool = await startGitHub({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs });
  // GitHub's instants are whole seconds.
  since = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString();
});
afterEach(() => tool.close());

function deployer(environment = 'production', more: Readonly<Record<string, unknown>> = {}): Deployer {
  const connection = github.connect({ name: 'github', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: githubCredentials.token }, deadlines: { pageMs: 10_000, judgeMs: 10_000, actMs: 10_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'github', name: 'payments', environment, settings: { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main', runName: 'Deploy {version} to {environment} [{correlation}]', ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(tool.url + path, { method, headers: { 'authorization': `Bearer ${githubCredentials.token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function history(from = since, environment = 'production', more = {}): Promise<Findings<ObservedRun>> {
  const told = await deployer(environment, more).history?.(from, judging);
  if (told === undefined) throw new Error('It tells no history.');
  return told;
}

async function until(isSo: (told: Findings<ObservedRun>) => boolean, environment = 'production'): Promise<Findings<ObservedRun>> {
  for (let tries = 0; tries < 400; tries += 1) {
    const told = await history(since, environment);
    if (isSo(told)) return told;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  throw new Error('It never came to that.');
}

const byHand = (inputs: object) => call('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs });

interface Made { readonly id: number }
const create = (more: object) => call<Made>('POST', `${repo}/deployments`, { ref: 'main', auto_merge: false, required_contexts: [], environment: 'production', ...more });
const tell = (id: number, state: string, more: object = {}) => call('POST', `${repo}/deployments/${id}/statuses`, { state, ...more });

describe('GitHub: what others deployed', () => {
  it('is a run that somebody dispatched by hand, with its version, and where its log is', async () => {
    await byHand({ environment: 'production', version: '2.4.0', correlation: 'CHG0030003' });
    const { records, isComplete } = await until(({ records: [one] }) => one?.progress === 'SUCCEEDED');
    expect([records.length, isComplete]).toEqual([1, true]);
    const [one] = records;
    expect(one).toMatchObject({ version: '2.4.0', correlation: 'CHG0030003', startedBy: 'muster-bot', revision: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown, run: { status: 'success', url: expect.stringMatching(/\/actions\/runs\/\d+\/job\/\d+$/) as unknown, finishedAt: expect.any(String) as unknown } });
    expect(one?.run.source.reference).toBe(`github:build:northbank/payments/${one?.run.runId ?? ''}`);
  });

  it('is told while it goes on, under the id it keeps', async () => {
    await byHand({ environment: 'production', version: '2.4.0' });
    const early = await until(({ records: [one] }) => one !== undefined);
    const late = await until(({ records: [one] }) => one?.progress === 'SUCCEEDED');
    expect(late.records.map(({ run }) => run.runId)).toEqual(early.records.map(({ run }) => run.runId));
  });

  it.each([['failure', 'FAILED'], ['cancelled', 'FAILED']])('that ended in %s is %s', async (conclusion, progress) => {
    await call('PUT', '/__sandbox/runs', { conclusion, times: 1 });
    await byHand({ environment: 'production', version: '2.4.0' });
    expect((await until(({ records: [one] }) => one?.run.finishedAt !== null && one !== undefined)).records).toMatchObject([{ progress }]);
  });

  it('of another environment is not told', async () => {
    await byHand({ environment: 'staging', version: '2.4.0', correlation: 'CHG0030004' });
    expect((await until(({ records }) => records.length === 1, 'staging')).records).toMatchObject([{ version: '2.4.0' }]);
    expect((await history()).records).toEqual([]);
    expect((await history(since, 'anything', { environment: 'Staging' })).records).toHaveLength(1);
    expect((await history(since, 'anything', { environment: 'staging' })).records).toHaveLength(1);
  });

  it('by another tool through the API is a deployment without a run, whose payload tells', async () => {
    const { id } = await create({ ref: 'v2.4.0', payload: { digests: [`sha256:${'c'.repeat(64)}`], image: `registry.example/payments@sha256:${'d'.repeat(64)}` } });
    expect((await history()).records).toMatchObject([{ progress: 'PENDING', version: '2.4.0', digests: ['c'.repeat(64), 'd'.repeat(64)], run: { runId: `deployment-${id}`, status: 'created', finishedAt: null } }]);
    await tell(id, 'in_progress');
    await tell(id, 'success', { log_url: 'https://spinnaker.example/7' });
    expect((await history()).records).toMatchObject([{ progress: 'SUCCEEDED', startedBy: 'muster-bot', run: { runId: `deployment-${id}`, status: 'success', url: 'https://spinnaker.example/7' } }]);
  });

  it('is the run that made it, also once another run\'s deployment has made it inactive', async () => {
    await byHand({ environment: 'staging', version: '2.4.0' });
    const [first] = (await until(({ records: [one] }) => one?.run.status === 'success', 'staging')).records;
    await byHand({ environment: 'staging', version: '2.4.1' });
    const { records } = await until(({ records: [one, other] }) => one?.run.status === 'inactive' && other?.run.status === 'success', 'staging');
    expect(records.map(({ run, progress, version }) => [run.runId, run.url, progress, version])).toEqual([
      [first?.run.runId, first?.run.url, 'SUCCEEDED', '2.4.0'], [expect.not.stringMatching(first?.run.runId ?? ''), expect.anything(), 'SUCCEEDED', '2.4.1'],
    ]);
  });

  it('has no state of its own: the newest status says how it went, save inactive, which only says that it no longer stands', async () => {
    const first = await create({ environment: 'staging', payload: { version: '1' } });
    await tell(first.id, 'success');
    const second = await create({ environment: 'staging', payload: { version: '2' } });
    await tell(second.id, 'success');
    const third = await create({ environment: 'staging', payload: { version: '3' } });
    await tell(third.id, 'inactive');
    expect((await history(since, 'staging')).records.map(({ version, progress, run }) => [version, progress, run.status])).toEqual([['1', 'SUCCEEDED', 'inactive'], ['2', 'SUCCEEDED', 'success'], ['3', 'CANCELED', 'inactive']]);
  });

  it('is read page by page as Link leads, oldest first', async () => {
    for (let nth = 1; nth <= 103; nth += 1) await create({ environment: 'load', payload: { version: `1.0.${nth}` } });
    const { records, isComplete } = await history(since, 'load');
    expect([records.length, isComplete, new Set(records.map(({ version }) => version)).size]).toEqual([103, true, 103]);
    expect(records.map(({ run }) => run.startedAt)).toEqual(records.map(({ run }) => run.startedAt).toSorted());
  });

  it('from before the moment is not told, nor what merged instead of deploying (202)', async () => {
    expect(await create({ auto_merge: true, ref: 'hotfix/behind-main' })).not.toHaveProperty('id');
    expect(await history()).toEqual({ records: [], isComplete: true });
    expect((await history('2020-01-01T00:00:00.000Z')).records.length).toBeGreaterThan(0);
  });

  it('that was refused is nobody\'s: checks that are not green, a conflict, a ref that is not there', async () => {
    for (const [refused, status] of [[{ ref: 'topic/failing-checks', required_contexts: undefined }, '409'], [{ ref: 'topic/conflicts-with-main', auto_merge: true }, '409'], [{ ref: 'gone' }, '422']] as const) {
      expect(await create(refused)).toMatchObject({ status });
    }
    expect(await history()).toEqual({ records: [], isComplete: true });
  });

  it('whose checks were skipped went out all the same', async () => {
    const { id } = await create({ ref: 'topic/failing-checks', payload: { version: '2.4.1' } });
    await tell(id, 'success');
    expect((await history()).records).toMatchObject([{ version: '2.4.1', progress: 'SUCCEEDED', revision: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown }]);
  });

  it('whose end GitHub did not take, its description being too long, has not ended', async () => {
    const { id } = await create({});
    await tell(id, 'in_progress', { description: 'x'.repeat(140) });
    expect(await tell(id, 'success', { description: 'x'.repeat(141) })).toMatchObject({ status: '422' });
    expect((await history()).records).toMatchObject([{ progress: 'RUNNING', run: { status: 'in_progress', finishedAt: null } }]);
  });

  it('that waits for its reviewers is pending, and failed when they reject it', async () => {
    await call('PUT', '/__sandbox/runs', { isReviewed: true, times: 1 });
    await byHand({ environment: 'production', version: '2.4.0', correlation: 'CHG0030003' });
    const { records: [one] } = await until(({ records: [first] }) => first?.run.status === 'waiting');
    expect(one).toMatchObject({ progress: 'PENDING', version: '2.4.0', run: { finishedAt: null, url: expect.stringContaining('/actions/runs/') as unknown } });
    const place = `${tool.url}${repo}/actions/runs/${one?.run.runId ?? ''}/pending_deployments`;
    const headers = { authorization: `Bearer ${reviewerToken}` };
    const [pending] = await (await fetch(place, { headers })).json() as { environment: Made }[];
    await fetch(place, { method: 'POST', headers, body: JSON.stringify({ environment_ids: [pending?.environment.id], state: 'rejected', comment: '' }) });
    expect((await history()).records).toMatchObject([{ progress: 'FAILED', run: { status: 'failure' } }]);
  });

  it('is not told by a deployer that knows no environment', () => {
    const connection = github.connect({ name: 'github', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } });
    const bare = connection.deployer?.({ connection: 'github', name: 'p', settings: { repository: 'a/b', workflow: 'w', ref: 'main' } });
    expect(Object.keys(bare ?? {})).not.toContain('history');
  });

  it.each(spoilingFaults)('%j ends in %s, never in "nobody deployed"', async (fault, code) => {
    const made = github.connect({ name: 'github', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: githubCredentials.token }, deadlines: { pageMs: 500, judgeMs: 500, actMs: 500 } }, { clock: { now: () => new Date() } })
      .deployer?.({ connection: 'github', name: 'p', environment: 'production', settings: { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main' } });
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(made?.history?.(since, judging) ?? Promise.resolve()),
      problemOf(made?.places?.(judging) ?? Promise.resolve()),
    ])).toEqual(Array(2).fill(code));
  });
});

describe('GitHub: places', () => {
  it('are the repository\'s environments with their protection rules', async () => {
    await create({ environment: 'staging' });
    expect(await deployer().places?.(judging)).toEqual([
      { name: 'production', url: expect.stringContaining('/northbank/payments/deployments/') as unknown, protections: ['wait_timer 30 minutes', 'required_reviewers'] },
      { name: 'staging', url: expect.any(String) as unknown, protections: [] },
    ]);
  });

});
