import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { administer, freshPostgres, type TestDatabase } from './database.ts';
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
  const clients: { dispose(): void | Promise<void> }[] = [];
  afterAll(async () => {
    for (const client of clients) await client.dispose();
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
  const planFor = async (environment: string): Promise<void> => {
    const plan = { releaseKey: 'ledger-1.9.2', environment, deployer: 'github-ledger', parameters: {}, backoutPlan: 'Deploy 1.9.1 again.' };
    await town.ask(hubOf(0), 'mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
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
    await planFor('staging');
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

  /** Over each transport, from the second hub. */
  const watching = async (query: string, variables: Record<string, unknown>): Promise<readonly AsyncIterableIterator<{ data?: unknown }>[]> => {
    const { url } = await hubOf(1).ready;
    const authorization = `Bearer ${town.token('viewer')}`;
    const socket = createSocketClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization } });
    const stream = createStreamClient({ url: `${url}/stream`, retryAttempts: 0, headers: { authorization } });
    clients.push(socket, stream);
    return [socket.iterate({ query, variables }), stream.iterate({ query, variables })];
  };
  const next = async <T>(watchers: readonly AsyncIterableIterator<{ data?: unknown }>[]): Promise<readonly T[]> => Promise.all(watchers.map(async (watcher) => {
    const { value } = await watcher.next() as IteratorYieldResult<{ data?: T }>;
    if (value.data == null) throw new Error(`the hub answered ${JSON.stringify(value)}`);
    return value.data;
  }));
  const leave = async (watchers: readonly AsyncIterableIterator<unknown>[]): Promise<void> => { for (const watcher of watchers) await watcher.return?.(); };
  /** The connections of both hubs that listen, cut by the database itself. */
  const deafen = (): Promise<void> => administer(database?.location.databaseUrl ?? '', `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster: listens for changes' and datname = current_database()`);

  it('who watches a release at one is told what the other wrote, also after the connections that listen were killed', async () => {
    interface Changed { readonly releaseChanged: { readonly train: string | null } }
    const watchers = await watching('subscription { releaseChanged(key: "ledger-1.9.2") { train } }', {});
    const call = (train: string): Promise<unknown> => town.ask(hubOf(0), 'mutation ($input: UpdateReleaseInput!) { updateRelease(input: $input) { userErrors { message } } }', { input: { key: 'ledger-1.9.2', train } });
    const toldOf = async (train: string): Promise<void> => {
      for (const watcher of watchers) while ((await next<Changed>([watcher]))[0]?.releaseChanged.train !== train);
    };
    await next(watchers);
    await call('autumn');
    await toldOf('autumn');
    await deafen();
    await call('winter'); // Told while nobody listens, or after: either way it is known in the end.
    await toldOf('winter');
    await call('spring');
    await toldOf('spring');
    await leave(watchers);
  }, 120_000);

  it('who watches a deployment at one follows what either carries on, and a readiness what the other planned', async () => {
    await planFor('staging');
    const id = await trigger(0, 'staging', 'watched');
    const watchers = await watching('subscription ($id: ID!) { deploymentChanged(deploymentId: $id) { id state because finishedAt steps { name startedAt } } }', { id });
    for (const watcher of watchers) {
      let end: Deployment | undefined;
      while (end === undefined || end.finishedAt === null) end = (await next<{ deploymentChanged: Deployment }>([watcher]))[0]?.deploymentChanged;
      expect(end.state).toBe('SUCCEEDED');
    }
    await leave(watchers);
    interface Judged { readonly readinessChanged: { readonly verdicts: readonly { readonly gate: { readonly name: string }; readonly outcome: string }[] } }
    const judges = await watching('subscription { readinessChanged(releaseKey: "ledger-1.9.2", environment: "production") { verdicts { gate { name } outcome } } }', {});
    const isUnagreed = ({ readinessChanged: { verdicts } }: Judged): boolean => verdicts.some(({ gate, outcome }) => gate.name === 'plan-is-agreed' && outcome === 'FAIL');
    expect((await next<Judged>(judges)).map(isUnagreed)).toEqual([false, false]);
    await planFor('production');
    for (const judge of judges) while (!(await next<Judged>([judge])).some(isUnagreed));
    await leave(judges);
  }, 120_000);
});
