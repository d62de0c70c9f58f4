import { freshPostgres, type TestDatabase } from './database.ts';
import { brisk } from './kill/die-at.ts';
import { Town, until, type HubProcess } from './town.ts';

const server = process.env['DATABASE_URL'];
const suite = server === undefined ? describe.skip : describe;
const reason = server === undefined ? ' (skipped: DATABASE_URL is not set, and the embedded database takes one process only)' : '';

interface Triggered { readonly triggerDeployment: { readonly deployment: { readonly id: string } | null; readonly userErrors: readonly { readonly message: string }[] } }
interface Deployment { readonly id: string; readonly state: string; readonly because: string; readonly finishedAt: string | null; readonly steps: readonly { readonly name: string; readonly startedAt: string | null }[] }

/** From the turn on until the end: what a service in an environment may have one of. */
const activeStates: ReadonlySet<string> = new Set(['REVALIDATING', 'TRIGGERING', 'UNCLEAR', 'RUNNING', 'VERIFYING', 'RECORDING']);

suite(`two hubs on one database${reason}`, () => {
  let database: (TestDatabase & { readonly location: { readonly databaseUrl: string } }) | undefined;
  let town: Town;
  let hubs: readonly HubProcess[] = [];
  beforeAll(async () => {
    database = await freshPostgres(server ?? '');
    town = new Town({ databaseUrl: database.location.databaseUrl, runMs: 100, pace: brisk });
    await town.startSandbox();
    hubs = await Promise.all([town.startHub(), town.startHub()]);
    await town.seed(hubOf(0));
  }, 120_000);
  afterAll(async () => {
    await town.close();
    await database?.drop();
  }, 120_000);

  const hubOf = (nth: number): HubProcess => {
    const hub = hubs[nth % hubs.length];
    if (hub === undefined) throw new Error('no hub is running');
    return hub;
  };
  const trigger = async (nth: number, environment: string, idempotencyKey: string): Promise<string> => {
    const input = { releaseKey: 'ledger-1.9.2', environment, idempotencyKey };
    const { data, errors } = await town.ask<Triggered>(hubOf(nth), 'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input });
    return data?.triggerDeployment.deployment?.id ?? JSON.stringify([data, errors]);
  };
  /** In order of acceptance. */
  const deploymentsTo = async (environment: string): Promise<readonly Deployment[]> => {
    const { data } = await town.ask<{ deployments: { nodes: readonly Deployment[] } }>(hubOf(0), `query ($environment: String!) { deployments(first: 100, filter: { serviceKey: "ledger", environment: $environment }) { nodes { id state because finishedAt steps { name startedAt } } } }`, { environment });
    return (data?.deployments.nodes ?? []).toReversed();
  };
  const haveEnded = (deployments: readonly Deployment[]): boolean => deployments.every(({ finishedAt }) => finishedAt !== null);

  it('64 requests of one key are one deployment and one dispatch', async () => {
    const ids = await Promise.all(Array.from({ length: 64 }, (_, nth) => trigger(nth, 'production', 'sixty-four')));
    const [only, ...others] = await until(() => deploymentsTo('production'), haveEnded);
    expect(others).toEqual([]);
    expect(new Set(ids)).toEqual(new Set([only?.id]));
    expect(only?.state).toBe('SUCCEEDED');
    expect(await town.dispatches()).toBe(1);
  }, 120_000);

  it('ten deployments to one place run one at a time, in order of acceptance', async () => {
    const dispatched = await town.dispatches();
    const plan = { releaseKey: 'ledger-1.9.2', environment: 'staging', deployer: 'github-ledger', parameters: {}, backoutPlan: 'Deploy 1.9.1 again.' };
    await town.ask(hubOf(0), 'mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
    const ids = await Promise.all(Array.from({ length: 10 }, (_, nth) => trigger(nth, 'staging', `of ten: ${nth}`)));
    let most = 0;
    const ended = await until(async () => {
      const standing = await deploymentsTo('staging');
      most = Math.max(most, standing.filter(({ state }) => activeStates.has(state)).length);
      return standing;
    }, haveEnded);
    expect(new Set(ended.map(({ id }) => id))).toEqual(new Set(ids));
    expect(ended.map(({ state }) => state)).toEqual(Array.from({ length: 10 }, () => 'SUCCEEDED'));
    expect(most).toBe(1);
    // Exactly: each was judged again, in order of acceptance, only after the one before it had ended.
    const turns = ended.map(({ steps, finishedAt }) => ({ from: steps.find(({ name }) => name === 'revalidate')?.startedAt ?? '', to: finishedAt ?? '' }));
    for (const [nth, { from }] of turns.entries()) expect(from >= (turns[nth - 1]?.to ?? '')).toBe(true);
    expect(await town.dispatches() - dispatched).toBe(10);
  }, 120_000);
});
