import { smallStory } from '../../sandbox/github/small-story.spec-data.ts';
import { jenkinsCredentials, startJenkins } from '../../sandbox/jenkins/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { jenkins } from '../../src/connectors/jenkins/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Deployer, DeployOrder, ObservedRun } from '../../src/domain/ports/deployer.ts';
import type { Findings } from '../../src/domain/ports/findings.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

/** 35 builds of payments/deploy, a day apart since 1 January, production and staging in turns. */
const story = smallStory();
const longAgo = '2025-01-01T00:00:00.000Z';
const sha256 = 'b'.repeat(64);
const order: DeployOrder = {
  correlation: 'deployment-0001', releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [{ reference: 'dml:artifact:r/p/n', sha256 }], parameters: {},
};

let tool: StandIn;
beforeEach(async () => { tool = await startJenkins({ port: 0, now: () => new Date(), story, runMs: 100 }); });
afterEach(() => tool.close());

function deployerOf(environment: string | undefined = 'production', job = 'payments/deploy'): Deployer {
  const auth = { kind: 'basic', userName: jenkinsCredentials.userName, password: jenkinsCredentials.apiToken } as const;
  const connection = jenkins.connect({ name: 'jenkins', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 5_000, judgeMs: 3_000, actMs: 5_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'jenkins', name: 'payments', ...(environment === '' ? {} : { environment }), settings: { job, parameters: ['artifacts'] } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function historyOf(since: string = longAgo, deployer: Deployer = deployerOf()): Promise<Findings<ObservedRun>> {
  if (deployer.history === undefined) throw new Error('The deployer tells no history.');
  return deployer.history(since, judging);
}

/** Started by hand, with whatever parameters somebody gave. */
async function startedByHand(parameters: Readonly<Record<string, string>>, job = 'deploy'): Promise<void> {
  const authorization = `Basic ${btoa(`${jenkinsCredentials.userName}:${jenkinsCredentials.apiToken}`)}`;
  await fetch(`${tool.url}/job/payments/job/${job}/buildWithParameters`, { method: 'POST', headers: { authorization }, body: new URLSearchParams(parameters) });
}

async function planBuilds(plan: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: JSON.stringify(plan) });
}

describe('Jenkins: what went out by anybody\'s hand', () => {
  it('tells the builds of one environment, oldest first, and no other\'s', async () => {
    const { records, isComplete } = await historyOf();
    expect([records.length, isComplete]).toEqual([18, true]);
    expect(records.map(({ run }) => Number(run.runId))).toEqual(Array.from({ length: 18 }, (_, index) => 1 + 2 * index));
    expect(records[0]).toMatchObject({ progress: 'SUCCEEDED', version: '2.3.0', correlation: 'CHG0030010', digests: [], revision: null, startedBy: 'omar.haddad', run: { startedAt: '2026-01-01T02:00:00.000Z', finishedAt: '2026-01-01T02:03:00.000Z', source: { reference: 'jenkins:build:payments/deploy/1' } } });
    expect((await historyOf(longAgo, deployerOf('staging'))).records).toHaveLength(17);
  });

  it('tells those since a moment', async () => {
    const { records, isComplete } = await historyOf('2026-01-31T00:00:00.000Z');
    expect([records.map(({ run }) => run.runId), isComplete]).toEqual([['31', '33', '35'], true]);
  });

  it('tells ours with its correlation and digests, and a link to the log at the address we know', async () => {
    await deployerOf().trigger(order, acting);
    await startedByHand({ environment: 'production', version: '2.4.1', artifacts: 'not json', package_digest: 'short' });
    let told: readonly ObservedRun[] = [];
    while (told.length < 2 || told.some(({ progress }) => progress !== 'SUCCEEDED')) ({ records: told } = await historyOf('2026-06-01T00:00:00.000Z'));
    expect(told[0]).toMatchObject({ correlation: 'deployment-0001', version: '2.4.0', digests: ['a'.repeat(64), sha256], startedBy: 'muster', run: { url: `${tool.url}/job/payments/job/deploy/36/console` } });
    expect(told[1]).toMatchObject({ correlation: null, version: '2.4.1', digests: [] });
  });

  it('tells one under way as running, and one that failed', async () => {
    await planBuilds({ queueMs: 0, runMs: 60_000, times: 1 });
    await startedByHand({ environment: 'production', version: '2.4.1' });
    await planBuilds({ result: 'UNSTABLE', queueMs: 0, runMs: 0 });
    await startedByHand({ environment: 'production', version: '2.4.2' });
    expect((await historyOf('2026-06-01T00:00:00.000Z')).records.map(({ version, progress }) => [version, progress])).toEqual([['2.4.1', 'RUNNING'], ['2.4.2', 'FAILED']]);
  });

  it('is not complete when a build does not say its environment, or one was discarded', async () => {
    await planBuilds({ queueMs: 0, runMs: 0 });
    await startedByHand({ version: '2.4.1' });
    expect(await historyOf('2026-06-01T00:00:00.000Z')).toEqual({ records: [], isComplete: false });
    await fetch(`${tool.url}/__sandbox/builds/newest?job=payments/deploy`, { method: 'DELETE' });
    expect(await historyOf('2026-06-01T00:00:00.000Z')).toEqual({ records: [], isComplete: false });
    expect(await historyOf(longAgo, deployerOf('production', 'payments/nightly'))).toEqual({ records: [], isComplete: true });
  });

  it('reads more builds than stand on one page, and says when it stopped', async () => {
    await planBuilds({ queueMs: 0, runMs: 0 });
    for (let nth = 0; nth < 70; nth += 1) await startedByHand({ environment: 'production', version: '2.4.1', correlation: `hand-${nth}` });
    const { records, isComplete } = await historyOf();
    expect([records.length, isComplete, callsTo(tool, 'GET /job')]).toEqual([88, true, 3]);
  });

  it('tells none at all where nobody said which environment is meant', () => {
    expect('history' in deployerOf('')).toBe(false);
  });

  it.each(spoilingFaults)('%j is %s, and never "there is none"', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(historyOf())).toBe(code);
  });
});
