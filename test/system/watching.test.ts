import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { parse, stringify } from 'yaml';
import { atTool, signIns } from './tools.ts';
import { startWorld, type Who, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const watch = `subscription ($key: String!, $environment: String!) { readinessChanged(releaseKey: $key, environment: $environment) {
  outcome release { key } verdicts { gate { name } outcome because } } }`;

const watchDeployment = 'subscription ($id: ID!) { deploymentChanged(deploymentId: $id) { id state because needsAttention } }';
const watchRelease = 'subscription ($key: String!) { releaseChanged(key: $key) { key train state latest: deployments(first: 1) { nodes { state } } workItems { nodes { progress } } } }';

interface Seen { readonly outcome: string; readonly release: { readonly key: string }; readonly verdicts: readonly { readonly gate: { readonly name: string }; readonly outcome: string; readonly because: string }[] }
interface Event { readonly value?: { readonly data?: object | null; readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[] }; readonly done?: boolean }
interface Question { readonly query: string; readonly variables: Record<string, unknown> }
interface Watcher { next(): Promise<Event>; leave(): Promise<void> }

let world: World;
beforeAll(async () => {
  world = await startWorld({
    watch: { trustMs: 3_600_000 }, // What is seen here was told, not come upon at the next look.
    configure: (yaml) => {
      const file = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[] };
      for (const policy of file.policies) policy.gates['no-freeze'] = { parameters: { blackouts: ['Year end freeze'] } };
      return stringify(file, { lineWidth: 0 });
    },
  });
}, 120_000);
afterAll(async () => { await world.close(); });

const opened: Watcher[] = [];
afterEach(async () => { for (const watcher of opened.splice(0)) await watcher.leave(); });

const bearer = (who: Who): string => `Bearer ${world.sandbox.tokens[who]}`;
const question = (key: string, environment: string, query = watch): Question => ({ query, variables: { key, environment } });

function overSocket(asked: Question = question(ledger, 'production'), { who = 'viewer', authorization }: { who?: Who; authorization?: string | null } = {}): Watcher {
  const client = createSocketClient({ url: world.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: authorization === null ? {} : { authorization: authorization ?? bearer(who) } });
  const events = client.iterate(asked);
  return kept({ next: async () => await events.next() as Event, leave: async () => { await events.return?.(); await client.dispose(); } });
}

function overStream(asked: Question = question(ledger, 'production'), { who = 'viewer', authorization = bearer(who) }: { who?: Who; authorization?: string } = {}): Watcher {
  const client = createStreamClient({ url: `${world.url}/stream`, retryAttempts: 0, headers: { authorization } });
  const events = client.iterate(asked);
  return kept({ next: async () => await events.next() as Event, leave: async () => { await events.return?.(); client.dispose(); } });
}

function kept(watcher: Watcher): Watcher {
  opened.push(watcher);
  return watcher;
}

async function told<T>(watcher: Watcher): Promise<T> {
  const { value } = await watcher.next();
  if (value?.data == null) throw new Error(`the hub answered ${JSON.stringify(value)}`);
  return value.data as T;
}
const seen = async (watcher: Watcher): Promise<Seen> => (await told<{ readonly readinessChanged: Seen }>(watcher)).readinessChanged;

const refusal = async (watcher: Watcher): Promise<unknown> => watcher.next().then((event) => event.value?.errors ?? event, (error: unknown) => error);

async function declareFreeze(input: object = {}): Promise<string> {
  const { declareFreeze: { freeze } } = await world.data<{ declareFreeze: { freeze: { id: string } } }>('mutation ($input: DeclareFreezeInput!) { declareFreeze(input: $input) { freeze { id } userErrors { message } } }',
    { input: { name: 'Stop the line', reason: 'Payments are failing.', timeZone: 'UTC', firstStartAt: new Date(Date.now() - 3_600_000).toISOString(), ...input } });
  return freeze.id;
}
const liftFreeze = (freezeId: string): Promise<unknown> => world.data('mutation ($input: LiftFreezeInput!) { liftFreeze(input: $input) { userErrors { message } } }', { input: { freezeId, reason: 'Mended.' } });

describe.each([['a WebSocket', overSocket], ['an event stream', overStream]] as const)('whoever watches over %s', (_name, over) => {
  it('is told how it stands first, then that a freeze is declared and lifted', async () => {
    const watcher = over();
    expect(await seen(watcher)).toMatchObject({ outcome: 'READY', release: { key: ledger } });
    const freeze = await declareFreeze();
    const red = await seen(watcher);
    expect(red.outcome).toBe('NOT_READY');
    expect(red.verdicts.find(({ gate }) => gate.name === 'no-freeze')).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('Stop the line') as string });
    await liftFreeze(freeze);
    expect((await seen(watcher)).outcome).toBe('READY');
  });

  it('is told that there is no such release', async () => {
    expect(await refusal(over(question('nobody-1', 'production')))).toMatchObject([{ message: 'There is no release nobody-1.', extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

it.each([['a WebSocket', overSocket], ['an event stream', overStream]] as const)('tells nothing more over %s to the bearer of a token that is taken back', async (_name, over) => {
  const { createApiToken: { secret, apiToken } } = await world.data<{ createApiToken: { secret: string; apiToken: { id: string } } }>('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id } } }',
    { input: { name: 'portal', roles: ['VIEWER'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() } }, 'administrator');
  const watcher = over(question(ledger, 'production'), { authorization: `Bearer ${secret}` });
  expect((await seen(watcher)).outcome).toBe('READY');
  await world.data('mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { userErrors { code } } }', { input: { tokenId: apiToken.id } }, 'administrator');
  const freeze = await declareFreeze();
  expect(await refusal(watcher)).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect((await watcher.next()).done).toBe(true);
  await liftFreeze(freeze);
});

it('frees everything when the watchers leave', async () => {
  const watchers = [overSocket(), overSocket(), overStream()];
  for (const watcher of watchers) expect((await seen(watcher)).outcome).toBe('READY');
  const watching = (): number => world.running.watching();
  expect(watching()).toBe(1);
  for (const watcher of watchers) await watcher.leave();
  while (watching() > 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
});

describe('the anonymous', () => {
  it.each([['nothing', null], ['a wrong token', 'Bearer wrong']])('with %s are refused over a WebSocket', async (_what, authorization) => {
    expect(await refusal(overSocket(question(ledger, 'production'), { authorization }))).toMatchObject({ code: 4403 });
  });

  it.each([['nothing', {}], ['a wrong token', { authorization: 'Bearer wrong' }]])('with %s are refused over an event stream', async (_what, headers) => {
    const { status } = await fetch(`${world.url}/stream`, { method: 'POST', headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers }, body: JSON.stringify(question(ledger, 'production')) });
    expect(status).toBe(401);
  });
});

describe.each([['a WebSocket', overSocket], ['an event stream', overStream]] as const)('over %s', (name, over) => {
  interface Deployed { readonly deploymentChanged: { readonly id: string; readonly state: string; readonly because: string } }
  interface Changed { readonly releaseChanged: { readonly key: string; readonly train: string | null; readonly state: string } }

  it('a deployment is followed from how it stands to its end, and a release that it belongs to hears of it', async () => {
    const environment = 'staging';
    const plan = { releaseKey: ledger, environment, deployer: 'github-ledger', parameters: {}, backoutPlan: 'Deploy 1.9.1 again.' };
    await world.data('mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
    const ofRelease = over({ query: watchRelease, variables: { key: ledger } });
    expect((await told<Changed>(ofRelease)).releaseChanged).toMatchObject({ key: ledger });
    const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: { id: string } | null; userErrors: unknown[] } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input: { releaseKey: ledger, environment, idempotencyKey: name } });
    expect(userErrors).toEqual([]);
    const watcher = over({ query: watchDeployment, variables: { id: deployment?.id } });
    const states: string[] = [];
    while (states.at(-1) !== 'SUCCEEDED') states.push((await told<Deployed>(watcher)).deploymentChanged.state);
    expect(states.length).toBeGreaterThan(1);
    interface Story { readonly release: { readonly timeline: { readonly nodes: readonly { readonly id: string; readonly kind: string; readonly summary: string }[]; readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean } } } }
    const read = async (after: string | null): Promise<Story['release']['timeline']> => (await world.data<Story>('query ($key: String!, $after: String) { release(key: $key) { timeline(first: 500, after: $after) { nodes { id occurredAt kind summary actor { name } record { label } } pageInfo { endCursor hasNextPage } } } }', { key: ledger, after })).release.timeline;
    const story = await read(null);
    expect(story.nodes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['RELEASE_CREATED', 'PACKAGE_SEALED', 'RECORD_LINKED', 'PLAN_PROPOSED', 'PLAN_AGREED', 'RECORD_MOVED', 'DEPLOYMENT']));
    await world.data('mutation ($input: UpdateReleaseInput!) { updateRelease(input: $input) { userErrors { message } } }', { input: { key: ledger, train: `told over ${name}` } });
    const again = await read(story.pageInfo.endCursor); // A name that changes is no news, and what may still be told of is.
    expect(again.nodes.filter(({ id }) => story.nodes.some((line) => line.id === id))).toEqual([]);
    while ((await told<{ releaseChanged: { latest: { nodes: { state: string }[] } } }>(ofRelease)).releaseChanged.latest.nodes[0]?.state !== 'SUCCEEDED');
  });

  it('a release tells at once that it was changed, and there is no watching what there is not', async () => {
    const watcher = over({ query: watchRelease, variables: { key: ledger } });
    await told(watcher);
    await world.data('mutation ($input: UpdateReleaseInput!) { updateRelease(input: $input) { userErrors { message } } }', { input: { key: ledger, train: name } });
    expect((await told<Changed>(watcher)).releaseChanged.train).toBe(name);
    expect(await refusal(over({ query: watchRelease, variables: { key: 'nobody-1' } }))).toMatchObject([{ message: 'There is no release nobody-1.', extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await refusal(over({ query: watchDeployment, variables: { id: 'deployment:none' } }))).toMatchObject([{ message: 'There is no deployment deployment:none.', extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

it('one viewer holds a hundred subscriptions at most, whatever they come over, and another viewer as many', async () => {
  const asked = { query: watchRelease, variables: { key: ledger } };
  const streams = Array.from({ length: 60 }, () => overStream(asked));
  const sockets = Array.from({ length: 40 }, () => overSocket(asked));
  await Promise.all([...streams, ...sockets].map((watcher) => told(watcher)));
  expect(await refusal(overStream(asked))).toMatchObject([{ message: expect.stringContaining('100 subscriptions') as string, extensions: { code: 'TOO_COMPLEX' } }]);
  expect(await refusal(overSocket(asked))).toMatchObject([{ extensions: { code: 'TOO_COMPLEX' } }]);
  await told(overStream(asked, { who: 'changeAuthority' }));
  await streams[0]?.leave();
  while (world.running.watching() > 100) await new Promise((resolve) => { setTimeout(resolve, 20); });
  await told(overStream(asked));
});

describe('the limits of every operation', () => {
  const deep = `subscription ($key: String!, $environment: String!) { readinessChanged(releaseKey: $key, environment: $environment) { release ${'{ dependsOn '.repeat(15)}{ key }${' }'.repeat(15)} } }`;
  it.each([
    ['one nested too deep', deep, 'TOO_COMPLEX'],
    ['one that asks for what there is not', 'subscription ($key: String!, $environment: String!) { readinessChanged(releaseKey: $key, environment: $environment) { nonsense } }', 'BAD_USER_INPUT'],
    ['one that cannot be read', 'subscription {', 'BAD_USER_INPUT'],
    ['a query', 'query ($key: String!) { release(key: $key) { key } }', 'BAD_USER_INPUT'],
  ])('refuse %s', async (_what, query, code) => {
    expect(await refusal(overSocket(question(ledger, 'production', query)))).toMatchObject([{ extensions: { code } }]);
  });
});

it('is told that a work item was reopened, once somebody has read it', async () => {
  const watcher = overSocket();
  expect((await seen(watcher)).outcome).toBe('READY');
  await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1000/transitions', signIns.kenji, { transition: { id: '41' } });
  await world.data('query ($key: String!) @freshness(maxAge: "PT0S") { release(key: $key) { workItems { nodes { key } } } }', { key: ledger });
  const red = await seen(watcher);
  expect([red.outcome, red.verdicts.find(({ gate }) => gate.name === 'work-items-are-done')?.outcome]).toEqual(['NOT_READY', 'FAIL']);
});
