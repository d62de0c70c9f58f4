import { tellStory } from '../../sandbox/bank/bank.ts';
import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { otherTokens, startGitLab } from '../../sandbox/gitlab/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { gitlab } from '../../src/connectors/gitlab/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Deployer, ObservedRun } from '../../src/domain/ports/deployer.ts';
import type { Findings } from '../../src/domain/ports/findings.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const project = '/api/v4/projects/northbank%2Fledger';
const runMs = 300;
let tool: StandIn;
let since: string;

beforeEach(async () => {
  // Above 100 rows nobody is told how many there are, as above 10,000 in life.
  tool = await startGitLab({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs, mostCounted: 100 });
  since = new Date(Date.now() - 1).toISOString();
});
afterEach(() => tool.close());

function deployer(environment = 'staging', more: Readonly<Record<string, unknown>> = {}, token: string = gitlabCredentials.token, deadlineMs = 10_000): Deployer {
  const connection = gitlab.connect({ name: 'gitlab', isProduction: true, url: tool.url, auth: { kind: 'bearer', token }, deadlines: { pageMs: deadlineMs, judgeMs: deadlineMs, actMs: deadlineMs } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'gitlab', name: 'ledger', environment, settings: { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'], ...more } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(tool.url + path, { method, headers: { 'private-token': gitlabCredentials.token, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return await answer.json() as T;
}

async function history(from = since, environment = 'staging', more = {}): Promise<Findings<ObservedRun>> {
  const told = await deployer(environment, more).history?.(from, judging);
  if (told === undefined) throw new Error('It tells no history.');
  return told;
}

async function until(isSo: (told: Findings<ObservedRun>) => boolean): Promise<Findings<ObservedRun>> {
  for (let tries = 0; tries < 400; tries += 1) {
    const told = await history();
    if (isSo(told)) return told;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  throw new Error('It never came to that.');
}

interface Made { readonly id: number }
const words = { MUSTER_ENVIRONMENT: 'staging', MUSTER_VERSION: '1.4.0', MUSTER_CORRELATION: 'CHG7', MUSTER_PACKAGE_DIGEST: 'a'.repeat(64) };
const started = (more: Readonly<Record<string, string>> = {}) => call<Made>('POST', `${project}/pipeline`, { ref: 'main', variables: Object.entries({ ...words, ...more }).map(([key, value]) => ({ key, value })) });
const byHand = (more: object = {}) => call<Made>('POST', `${project}/deployments`, { environment: 'staging', sha: 'b'.repeat(40), ref: 'v1.5.0', tag: true, status: 'running', ...more });

describe('GitLab: what others deployed', () => {
  it('is a pipeline that somebody started, by what it was told, and where its log is', async () => {
    const { id } = await started();
    const { records, isComplete } = await until(({ records: [one] }) => one?.progress === 'SUCCEEDED');
    expect([records.length, isComplete]).toEqual([1, true]);
    expect(records[0]).toMatchObject({
      version: '1.4.0', correlation: 'CHG7', digests: ['a'.repeat(64)], startedBy: 'muster-bot', revision: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
      run: { runId: String(id), status: 'success', url: expect.stringMatching(/\/-\/jobs\/\d+$/) as unknown, source: { reference: `gitlab:build:northbank/ledger/${id}` }, finishedAt: expect.any(String) as unknown },
    });
  });

  it('is told while it goes on, under the id it keeps', async () => {
    const { id } = await started();
    const early = await until(({ records: [one] }) => one?.progress === 'PENDING' || one?.progress === 'RUNNING');
    expect(early.records).toMatchObject([{ run: { runId: String(id), finishedAt: null } }]);
  });

  it.each([['failed', 'FAILED'], ['canceled', 'CANCELED'], ['skipped', 'FAILED'], ['allowed-failure', 'FAILED']])('that went as %s is %s', async (outcome, progress) => {
    await call('PUT', '/__sandbox/pipelines', { outcome, times: 1 });
    await started();
    expect((await until(({ records: [one] }) => one !== undefined && one.run.finishedAt !== null)).records).toMatchObject([{ progress }]);
  });

  it('that waits for an approval is pending', async () => {
    await call('PUT', '/__sandbox/pipelines', { outcome: 'blocked', times: 1 });
    await started();
    expect((await until(({ records: [one] }) => one?.run.status === 'blocked')).records).toMatchObject([{ progress: 'PENDING', because: expect.stringContaining('approvals') as unknown }]);
  });

  it('past its jobs has no deployable, and is told by its own id, tag and teller', async () => {
    const { id } = await byHand();
    expect((await history()).records).toMatchObject([{ progress: 'RUNNING', version: '1.5.0', correlation: null, revision: 'b'.repeat(40), startedBy: 'muster-bot', run: { runId: `deployment-${id}`, url: null } }]);
    await call('PUT', `${project}/deployments/${id}`, { status: 'success' });
    expect((await history()).records).toMatchObject([{ progress: 'SUCCEEDED', run: { runId: `deployment-${id}`, finishedAt: expect.any(String) as unknown } }]);
  });

  it('is read from the name where no variables tell', async () => {
    await call('POST', `${project}/pipeline`, { ref: 'main', inputs: { environment: 'staging', version: '1.6.0', correlation: 'CHG8' } });
    await until(({ records: [one] }) => one?.progress === 'SUCCEEDED');
    expect((await history()).records).toMatchObject([{ version: null, correlation: null }]);
    expect((await history(since, 'staging', { runName: 'Deploy {version} to {environment} [{correlation}]' })).records).toMatchObject([{ version: '1.6.0', correlation: 'CHG8' }]);
  });

  it('to another environment, by another job, or before the moment is not told', async () => {
    await started({ MUSTER_ENVIRONMENT: 'production' });
    await started();
    await until(({ records: [one] }) => one?.progress === 'SUCCEEDED');
    expect((await history()).records).toHaveLength(1);
    expect((await history(since, 'staging', { jobs: ['deploy-other'] })).records).toEqual([]);
    expect(await history(new Date(Date.now() + 5_000).toISOString())).toEqual({ records: [], isComplete: true });
  });

  it('is read to its end where nobody says how many there are, oldest first', async () => {
    for (let nth = 1; nth <= 130; nth += 1) await byHand({ ref: `v1.0.${nth}` });
    const { records } = await history();
    expect(callsTo(tool, '/deployments')).toBeGreaterThan(130);
    expect(records.map(({ version }) => version)).toEqual(Array.from({ length: 130 }, (_, nth) => `1.0.${nth + 1}`));
  });

  it('names and variables that a token may not see cost nothing but themselves', async () => {
    await started();
    const told = await deployer('staging', {}, otherTokens.readOnly).history?.(since, judging);
    expect(told?.records).toHaveLength(1);
  });

  it.each(spoilingFaults)('%j ends in %s, never in "nobody deployed"', async (fault, code) => {
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(deployer('staging', {}, gitlabCredentials.token, 500).history?.(since, judging) ?? Promise.resolve()),
      problemOf(deployer('staging', {}, gitlabCredentials.token, 500).places?.(judging) ?? Promise.resolve()),
    ])).toEqual(Array(2).fill(code));
  });
});

describe('GitLab: places', () => {
  it('are the project\'s environments; whether they are protected only a paid edition tells', async () => {
    await byHand();
    await byHand({ environment: 'production' });
    const unknown = ['whether it is protected, GitLab does not tell us'];
    expect(await deployer().places?.(judging)).toEqual([{ name: 'staging', url: null, protections: unknown }, { name: 'production', url: null, protections: unknown }]);
    await call('PUT', '/__sandbox/edition', { isPaid: true });
    expect(await deployer().places?.(judging)).toEqual([{ name: 'staging', url: null, protections: [] }, { name: 'production', url: null, protections: ['protected, 2 approvals'] }]);
  });
});
