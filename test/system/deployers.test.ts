import type { Fault } from '../../sandbox/kernel/index.ts';
import { deployedByFive, environmentOf, fiveDeployers, places, planFor, postsTo, startsAt, type DeployerTool } from './five-deployers.ts';
import { setFaults } from './judging.ts';
import { atTool } from './tools.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

interface Step { readonly name: string; readonly state: string; readonly because: string | null }
interface Deployment { readonly id: string; readonly state: string; readonly because: string; readonly run: { readonly status: string; readonly url: string | null } | null; readonly steps: readonly Step[] }
/** What became of one trigger: how it ended, how often it was posted and how many runs the tool made of it, both by the tool's own count. */
interface Fate { readonly state: string; readonly posts: number; readonly runs: number; readonly wasLookedUp: boolean; readonly deployment: Deployment }

const fields = 'id state because run { status url } steps { name state because }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
/** Longer than the two seconds for which the hub waits for an answer to a trigger. */
const tooLateMs = 2_400;

/** A text that holds this. */
const holding = (words: string): unknown => expect.stringContaining(words);

type Each<T> = Readonly<Record<DeployerTool, T>>;
const each = <T>(make: (tool: DeployerTool) => T): Each<T> => Object.fromEntries(fiveDeployers.map((tool) => [tool, make(tool)])) as Each<T>;

describe('the five deployers, whatever they answer to a trigger', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ configure: (yaml) => deployedByFive(yaml, 'PT2S') });
    for (const tool of fiveDeployers) await world.data('mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan: planFor(tool) });
  });
  afterAll(async () => { await world.close(); });

  const standing = async (id: string): Promise<Deployment> => (await world.data<{ deployment: Deployment }>(`query ($id: ID!) { deployment(id: $id) { ${fields} } }`, { id })).deployment;
  const triggered = async (tool: DeployerTool, releaseKey = 'ledger-1.9.2'): Promise<Deployment> => {
    const input = { releaseKey, environment: environmentOf(tool), idempotencyKey: crypto.randomUUID() };
    const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: Deployment | null; userErrors: readonly unknown[] } }>(
      `mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { ${fields} } userErrors { code message } } }`, { input });
    if (deployment === null) throw new Error(JSON.stringify(userErrors));
    return deployment;
  };
  const fateOf = async (tool: DeployerTool, { id }: Deployment, postsBefore: number, isSo: (now: Deployment) => boolean): Promise<Fate> => {
    const giveUp = Date.now() + 45_000;
    const deployment = await until(() => standing(id), (now) => { if (Date.now() > giveUp) throw new Error(JSON.stringify(now)); return isSo(now); });
    const runs = (await startsAt(world.sandbox, tool)).filter(({ correlation }) => correlation.includes(id.replace('deployment:', ''))).length;
    return { state: deployment.state, posts: postsTo(world.sandbox, tool) - postsBefore, runs, wasLookedUp: deployment.steps.some(({ name }) => name === 'find-run'), deployment };
  };
  const deployed = async (tool: DeployerTool, fault: Fault | null): Promise<Fate> => {
    await setFaults(world.sandbox.tools[tool], ...(fault === null ? [] : [{ ...fault, match: places[tool].trigger, times: 1 }]));
    const posts = postsTo(world.sandbox, tool);
    return fateOf(tool, await triggered(tool), posts, ({ state }) => ended.includes(state));
  };
  const deployedByEach = async (fault: Fault | null): Promise<Each<Fate>> => {
    const fates = await Promise.all(fiveDeployers.map((tool) => deployed(tool, fault)));
    return each((tool) => fates[fiveDeployers.indexOf(tool)] as Fate);
  };
  const counted = (fates: Each<Fate>): Each<unknown> => each((tool) => {
    const { state, posts, runs, wasLookedUp } = fates[tool];
    return { state, posts, runs, wasLookedUp };
  });
  const saidBy = ({ deployment }: Fate, step: string): string => deployment.steps.find(({ name }) => name === step)?.because ?? '';

  it('accepted: once, with a link to where its log is', async () => {
    const fates = await deployedByEach(null);
    expect(counted(fates)).toEqual(each(() => ({ state: 'SUCCEEDED', posts: 1, runs: 1, wasLookedUp: false })));
    expect(each((tool) => fates[tool].deployment.run?.url)).toEqual({
      github: holding('/northbank/ledger/actions/runs/'), gitlab: holding('/northbank/ledger/-/jobs/'), jenkins: holding('/job/ledger/job/deploy/'),
      argocd: holding('/applications/argocd/ledger-staging'), webhook: holding('/runs/'),
    });
  }, 60_000);

  it.each<[string, Fault]>([
    ['the connection is cut', { kind: 'reset', when: 'after' }],
    ['no answer ever comes', { kind: 'hang', when: 'after' }],
    ['a gateway answers 502', { kind: 'status', status: 502, when: 'after' }],
    ['the answer comes too late', { kind: 'slow', when: 'after', delayMs: tooLateMs }],
    ['it is done only after the hub gave up', { kind: 'slow', when: 'before', delayMs: tooLateMs }],
  ])('accepted, and %s: looked up until it is found, and never posted again', async (_title, fault) => {
    expect(counted(await deployedByEach(fault))).toEqual(each(() => ({ state: 'SUCCEEDED', posts: 1, runs: 1, wasLookedUp: true })));
  }, 60_000);

  it('refused: nothing ran, and the tool\'s refusal is told', async () => {
    const fates = await deployedByEach({ kind: 'status', status: 403 });
    expect(counted(fates)).toEqual(each(() => ({ state: 'FAILED', posts: 1, runs: 0, wasLookedUp: false })));
    expect(each((tool) => saidBy(fates[tool], 'trigger'))).toEqual(each(() => holding('refused to start it, so nothing ran')));
  }, 60_000);

  it('accepted twice: one deployment, which says so wherever the tool makes two runs of it', async () => {
    // The second finds the first still in the queue, or under way.
    await atTool(world, 'jenkins', 'PUT /__sandbox/builds', '', { queueMs: 2_000, times: 1 });
    await atTool(world, 'argocd', 'PUT /__sandbox/syncs', '', { runMs: 2_000, times: 1 });
    const fates = await deployedByEach({ kind: 'twice' });
    const of = (runs: number): object => ({ state: 'SUCCEEDED', posts: 1, runs, wasLookedUp: false });
    expect(counted(fates)).toEqual({ github: of(2), gitlab: of(2), jenkins: of(1), argocd: of(1), webhook: of(1) });
    expect(each((tool) => saidBy(fates[tool], 'follow-run').includes('made 2 runs of one trigger'))).toEqual({ github: true, gitlab: true, jenkins: false, argocd: false, webhook: false });
  }, 60_000);

  it('accepted twice, and one of the two runs failed: what stands there is not certain, so it has failed', async () => {
    await atTool(world, 'github', 'PUT /__sandbox/runs', '', { conclusion: 'failure', times: 1 });
    const fate = await deployed('github', { kind: 'twice' });
    expect([fate.state, fate.posts, fate.runs, saidBy(fate, 'follow-run')]).toEqual(['FAILED', 1, 2, holding('What stands in by-github now is not certain: The run ended in failure.')]);
  }, 60_000);

  it('green that is none: a job allowed to fail, a run that skipped it, unstable, not healthy, another revision', async () => {
    const told: Each<readonly [string, object]> = {
      github: ['runs', { conclusion: 'skipped', times: 1 }], gitlab: ['pipelines', { outcome: 'allowed-failure', times: 1 }], jenkins: ['builds', { result: 'UNSTABLE', times: 1 }],
      argocd: ['syncs', { health: 'Degraded', times: 1 }], webhook: ['runs', { result: 'failed', times: 1 }],
    };
    for (const tool of fiveDeployers) await atTool(world, tool, `PUT /__sandbox/${told[tool][0]}`, '', told[tool][1]);
    const fates = await deployedByEach(null);
    expect(counted(fates)).toEqual(each(() => ({ state: 'FAILED', posts: 1, runs: 1, wasLookedUp: false })));
    expect([saidBy(fates.gitlab, 'follow-run'), saidBy(fates.argocd, 'follow-run')]).toEqual([holding('its deploy job deploy ended as failed'), holding('the application is Degraded')]);
    await atTool(world, 'argocd', 'PUT /__sandbox/syncs', '', { hasHeadMoved: true, times: 1 });
    await atTool(world, 'github', 'PUT /__sandbox/runs', '', { conclusion: 'neutral', times: 1 });
    const [moved, neutral] = await Promise.all([deployed('argocd', null), deployed('github', null)]);
    expect([moved.state, saidBy(moved, 'follow-run'), neutral.state]).toEqual(['FAILED', holding('compared with another revision'), 'FAILED']);
  }, 60_000);

  it('is backed out: what ran before runs again, once, by the same deployer, and what it takes the place of says so', async () => {
    const releaseKey = 'ledger-1.9.1';
    const planned = { ...planFor('gitlab'), releaseKey };
    // Any file of the library will do for what was live before: what is looked at here is which of two releases runs.
    const records = [{ reference: 'artifactory:artifact:libs-release-local/northbank/payments/2.4.0/payments-gateway-2.4.0.tgz' }];
    expect(await world.data(`mutation ($release: CreateReleaseInput!, $plan: PlanDeploymentInput!) {
      createRelease(input: $release) { userErrors { message } }
      sealPackage(input: { releaseKey: "${releaseKey}" }) { userErrors { message } }
      planDeployment(input: $plan) { userErrors { message } }
    }`, { release: { key: releaseKey, version: '1.9.1', serviceKey: 'ledger', records }, plan: planned })).toEqual({ createRelease: { userErrors: [] }, sealPackage: { userErrors: [] }, planDeployment: { userErrors: [] } });
    const live = async (deployment: Deployment): Promise<Fate> => fateOf('gitlab', deployment, 0, ({ state }) => ended.includes(state));
    const former = await live(await triggered('gitlab', releaseKey));
    const newer = await live(await triggered('gitlab'));
    expect([former.state, newer.state]).toEqual(['SUCCEEDED', 'SUCCEEDED']);

    const input = { deploymentId: newer.deployment.id, reason: 'Balances are wrong.', idempotencyKey: crypto.randomUUID() };
    const asked = (): Promise<{ backOutDeployment: { deployment: Deployment | null; userErrors: readonly unknown[] } }> => world.data(`mutation ($input: BackOutDeploymentInput!) { backOutDeployment(input: $input) { deployment { ${fields} } userErrors { message } } }`, { input });
    const { backOutDeployment: { deployment, userErrors } } = await asked();
    expect(userErrors).toEqual([]);
    expect((await asked()).backOutDeployment.deployment?.id).toBe(deployment?.id);
    const back = await live(deployment as Deployment);
    expect([back.state, back.runs]).toEqual(['SUCCEEDED', 1]);
    const told = await world.data<object>('query ($newer: ID!, $back: ID!) { newer: deployment(id: $newer) { state backedOutBy { id } } back: deployment(id: $back) { release { key } backOutOf { id } } service: release(key: "ledger-1.9.1") { service { running(environment: "by-gitlab") { release { key } } } } }', { newer: newer.deployment.id, back: back.deployment.id });
    expect(told).toEqual({ newer: { state: 'BACKED_OUT', backedOutBy: { id: back.deployment.id } }, back: { release: { key: releaseKey }, backOutOf: { id: newer.deployment.id } }, service: { service: { running: { release: { key: releaseKey } } } } });
  }, 60_000);

  it('never arrived: unclear until the tool proves that nothing ran, and never posted again', async () => {
    // Argo CD proves an absence only by two quiet minutes before the trigger.
    world.moveClock(300_000);
    const before = each((tool) => postsTo(world.sandbox, tool));
    const deployments = await Promise.all(fiveDeployers.map(async (tool) => {
      await setFaults(world.sandbox.tools[tool], { kind: 'reset', match: places[tool].trigger, times: 1 });
      return triggered(tool);
    }));
    const fates = (isSo: (now: Deployment) => boolean): Promise<readonly Fate[]> => Promise.all(fiveDeployers.map((tool, nth) => fateOf(tool, deployments[nth] as Deployment, before[tool], isSo)));
    expect((await fates(({ state, steps }) => state === 'UNCLEAR' && steps.some(({ name }) => name === 'find-run'))).map(({ posts, runs }) => [posts, runs])).toEqual(fiveDeployers.map(() => [1, 0]));
    world.moveClock(90_000);
    const last = await fates(({ state }) => ended.includes(state));
    expect(last.map(({ state, posts, runs }) => [state, posts, runs])).toEqual(fiveDeployers.map(() => ['FAILED', 1, 0]));
    expect(last.map((fate) => saidBy(fate, 'find-run'))).toEqual(fiveDeployers.map(() => holding('The trigger never reached')));
  }, 60_000);
});
