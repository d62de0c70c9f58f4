import { smallStory } from '../../sandbox/github/small-story.spec-data.ts';
import { jenkinsCredentials, startJenkins } from '../../sandbox/jenkins/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { jenkins } from '../../src/connectors/jenkins/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Deployer, DeployOrder } from '../../src/domain/ports/deployer.ts';
import { callsTo, problemOf, setFaults } from './every-fault.ts';

/** Two controllers with the same jobs, build numbers and queue ids: one is a copy of the other. */
const story = smallStory();
let tools: readonly [StandIn, StandIn];
let deployers: readonly [Deployer, Deployer];
beforeEach(async () => {
  const start = (): Promise<StandIn> => startJenkins({ port: 0, now: () => new Date(), story, runMs: 100 });
  tools = [await start(), await start()];
  deployers = [deployerOf('jenkins-one', tools[0]), deployerOf('jenkins-two', tools[1])];
});
afterEach(async () => { await Promise.all(tools.map((tool) => tool.close())); });

/** Signed in with a password, so that each needs a crumb and a session of its own. */
function deployerOf(name: string, tool: StandIn): Deployer {
  const connection = jenkins.connect({ name, isProduction: true, url: tool.url, auth: { kind: 'basic', userName: jenkinsCredentials.userName, password: jenkinsCredentials.password }, deadlines: { pageMs: 3_000, judgeMs: 3_000, actMs: 3_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: name, name: 'payments', environment: 'production', settings: { job: 'payments/deploy' } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

const order = (correlation: string): DeployOrder => ({ correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} });

async function runOf(deployer: Deployer, correlation: string): Promise<string> {
  const answer = await deployer.trigger(order(correlation), acting);
  if (answer.outcome !== 'ACCEPTED' || answer.run === null) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.run.runId;
}

describe('two Jenkinses that share their ids', () => {
  it('a run of one is never found in the other, and their equal ids are two runs', async () => {
    const [one, two] = deployers;
    const triggeredAt = new Date().toISOString();
    const ids = await Promise.all([runOf(one, 'in-one'), runOf(two, 'in-two')]);
    expect(ids[0]).toBe(ids[1]);
    expect(await one.find('in-two', triggeredAt, acting)).toMatchObject({ outcome: 'ABSENT' });
    expect(await two.find('in-two', triggeredAt, acting)).toMatchObject({ outcome: 'FOUND', run: { source: { connection: 'jenkins-two' } } });
    const reports = await Promise.all(deployers.map((deployer) => deployer.observe(ids[0], judging)));
    expect(reports.map(({ run }) => run.source.reference.split(':')[0])).toEqual(['jenkins-one', 'jenkins-two']);
    expect(reports.map(({ run }, index) => run.url?.startsWith(tools[index]?.url ?? 'none'))).toEqual([true, true]);
  });

  it('cancelling in one leaves the other alone, and each has its own crumb', async () => {
    for (const tool of tools) await fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: '{"queueMs":60000}' });
    const [one, two] = deployers;
    const [id] = await Promise.all([runOf(one, 'same'), runOf(two, 'same')]);
    await one.cancel(id, acting);
    expect([(await one.observe(id, judging)).progress, (await two.observe(id, judging)).progress]).toEqual(['CANCELED', 'PENDING']);
    expect(tools.map((tool) => callsTo(tool, 'crumbIssuer'))).toEqual([2, 1]);
  });

  it('one that is down is not answered by the other', async () => {
    await setFaults(tools[0], { kind: 'reset' });
    expect(await problemOf(Promise.resolve(deployers[0].history?.('2026-01-01T00:00:00.000Z', judging)))).toBe('UNREACHABLE');
    expect((await deployers[1].history?.('2026-01-01T00:00:00.000Z', judging))?.records).toHaveLength(18);
  });
});
