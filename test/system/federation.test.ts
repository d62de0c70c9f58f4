import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { subgraphSdl } from '../../src/schema/federation.ts';
import type { FileShape } from '../../src/server/config/shape.ts';
import { createLog } from '../../src/server/log.ts';
import { buildContract } from '../../src/server/schema.ts';
import { serve } from '../../src/server/serve.ts';
import { setFaults } from './judging.ts';
import { startGateway, superGraph, type Gateway, type Portal } from './portal.ts';
import { post, startWorld, type Who, type World } from './world.ts';

/** The hub as one part of a supergraph, behind a real gateway, beside a portal's subgraph that knows its releases by key. */
let world: World;
let gateway: Gateway;
let portal: Portal;
let sdl: string;
beforeAll(async () => {
  sdl = subgraphSdl(await buildContract());
  // First what keeps the process from everything else for seconds: an idle connection would be lost meanwhile.
  gateway = await startGateway(superGraph(sdl), { hubUrl: () => world.url, portal: () => portal });
  world = await startWorld({ isSeeded: false, deadline: { page: 'PT20S', judge: 'PT20S' }, configure: (yaml) => `${yaml}\nfreshness: { default: PT1H }\n` });
  for (const [key, reference] of [['ledger-9.0.0', 'servicenow:change:CHG0030002'], ['payments-9.0.0', 'servicenow:change:CHG0030003']] as const) {
    await world.data('mutation ($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { code } } }', { input: { key, version: '9.0.0', serviceKey: key.split('-')[0], records: [{ reference }] } });
  }
  const { service, incidents } = await world.data<{ service: { id: string }; incidents: { nodes: readonly { id: string }[] } }>('{ service(reference: "servicenow:service:Payments") { id } incidents(first: 1) { nodes { id } } }');
  portal = { favourites: ['ledger-9.0.0', 'payments-9.0.0'], homeId: service.id, lostIds: [incidents.nodes[0]?.id ?? '', 'servicenow:change:CHG0030002'] };
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});

const as = (who: Who) => ({ authorization: `Bearer ${world.sandbox.tokens[who]}` });
const codes = ({ errors }: { readonly errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] }): readonly unknown[] => errors.map(({ extensions }) => extensions?.['code']);
const favourites = '{ favourites { key isFavourite version changes { nodes { number } } } home { name } }';

describe('through a gateway', () => {
  it('a page is put together from both, each kind of the hub’s in one load', async () => {
    gateway.sent();
    expect(await gateway.ask(favourites, as('viewer'))).toEqual({
      data: {
        favourites: [
          { key: 'ledger-9.0.0', isFavourite: true, version: '9.0.0', changes: { nodes: [{ number: 'CHG0030002' }] } },
          { key: 'payments-9.0.0', isFavourite: true, version: '9.0.0', changes: { nodes: [{ number: 'CHG0030003' }] } },
        ],
        home: { name: 'Payments' },
      },
      errors: [],
    });
    const asked = gateway.sent().map(({ variables }) => variables['representations']);
    expect(asked).toContainEqual([{ __typename: 'Release', key: 'ledger-9.0.0' }, { __typename: 'Release', key: 'payments-9.0.0' }]);
    expect(asked).toHaveLength(2);
  });

  it('what the hub begins is ended by the portal', async () => {
    expect(await gateway.ask('{ release(key: "ledger-9.0.0") { version isFavourite } }', as('viewer'))).toEqual({ data: { release: { version: '9.0.0', isFavourite: true } }, errors: [] });
  });

  it('nobody may more than at the hub’s own door', async () => {
    const [asks, acts] = ['{ auditLog { nodes { act } } release(key: "ledger-9.0.0") { key } }', 'mutation { cancelRelease(input: { key: "payments-9.0.0", reason: "a test" }) { userErrors { code } release { key isFavourite } } }'];
    expect(await gateway.ask(asks, as('viewer'))).toMatchObject({ data: { auditLog: null, release: { key: 'ledger-9.0.0' } }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect((await gateway.ask(asks, as('auditor'))).errors).toEqual([]);
    expect(await gateway.ask(acts, as('viewer'))).toMatchObject({ data: { cancelRelease: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await gateway.ask(acts, as('releaseManager'))).toEqual({ data: { cancelRelease: { userErrors: [], release: { key: 'payments-9.0.0', isFavourite: true } } }, errors: [] });
    const { auditLog } = await world.data<{ auditLog: { nodes: readonly { actor: { name: string }; act: string; outcome: string }[] } }>('{ auditLog(first: 500) { nodes { actor { name } act outcome } } }', {}, 'auditor');
    expect(auditLog.nodes.filter(({ act }) => act === 'cancelRelease').map(({ actor, outcome }) => `${actor.name} ${outcome}`)).toEqual(['Vera Lind REFUSED', 'Ines Weber DONE']);
  });

  it.each([['no token', {}], ['a token that nobody holds', { authorization: 'Bearer nobody' }]])('with %s the hub tells nothing; what is the portal’s alone stands', async (_title, caller) => {
    const answer = await gateway.ask('{ favourites { key isFavourite } release(key: "ledger-9.0.0") { version } }', caller);
    expect(answer.data).toEqual({ favourites: [{ key: 'ledger-9.0.0', isFavourite: true }, { key: 'payments-9.0.0', isFavourite: true }], release: null });
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
  });

  it('how fresh it must be goes by the header, which a supergraph keeps', async () => {
    const askedTools = async (maxAge?: string): Promise<number> => {
      const calls = (): number => Object.values(world.sandbox.tools).flatMap((tool) => Object.values(tool.calls())).reduce((sum, count) => sum + count, 0);
      const before = calls();
      expect((await gateway.ask('{ home { name } }', { ...as('viewer'), ...(maxAge !== undefined && { maxAge }) })).errors).toEqual([]);
      return calls() - before;
    };
    world.moveClock(10_000);
    expect(await askedTools()).toBe(0);
    expect(await askedTools('PT5S')).toBeGreaterThan(0);
    expect(await askedTools('PT5S')).toBe(0);
    const directive = await gateway.ask('query @freshness(maxAge: "PT0S") { home { name } }', as('viewer'));
    expect(directive.errors[0]?.message).toContain('Unknown directive "@freshness"');
  });

  it('what the portal is wrong about is null with an error that names it, and never another’s record', async () => {
    const answer = await gateway.ask('{ lost { number title } }', as('viewer'));
    expect(answer.data).toEqual({ lost: [null, null].map(() => ({ number: null, title: null })) });
    expect(answer.errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^representations\[0\]: "servicenow:incident:\w+" is not the id of a Change\.$/), 'representations[1]: Change "servicenow:change:CHG0030002" is another one than its id says.']);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it('a tool that is down costs its own fields, and is named', async () => {
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 500 });
    try {
      const answer = await gateway.ask('{ favourites { key version changes { nodes { number } } } release(key: "ledger-9.0.0") { problems { title } } }', { ...as('viewer'), maxAge: 'PT0S' });
      expect(answer.data).toMatchObject({ favourites: [{ key: 'ledger-9.0.0', version: '9.0.0' }, { key: 'payments-9.0.0', version: '9.0.0' }] });
      expect(answer.errors.length).toBeGreaterThan(0);
      for (const { extensions } of answer.errors) expect(extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', connection: 'servicenow' });
    } finally {
      await setFaults(world.sandbox.tools.servicenow);
    }
  });
});

describe('to whoever asks the hub as a gateway does', () => {
  const entities = '_entities(representations: $representations) { __typename ... on Release { key } }';
  const ask = (representations: readonly unknown[], who: Who = 'viewer') => world.ask<{ _entities: unknown }>(`query ($representations: [_Any!]!) { ${entities} }`, { representations }, who);

  it('its schema is the contract, as one that Apollo takes for a subgraph', async () => {
    expect(await world.data('{ _service { sdl } }')).toEqual({ _service: { sdl } });
    expect(buildSubgraphSchema(parse(sdl)).getType('_Entity')?.toString()).toBe('_Entity');
  });

  it.each(['ApiToken', 'AuditEntry', 'Notice', 'UserError', 'Query'])('%s is no noun, for nobody', async (type) => {
    for (const who of ['viewer', 'administrator'] as const) {
      const { data, errors } = await ask([{ __typename: type, id: 'x' }], who);
      expect([data, codes({ errors })]).toEqual([{ _entities: [null] }, ['BAD_USER_INPUT']]);
      expect(errors[0]?.path).toEqual(['_entities', 0]);
    }
  });

  it('each representation costs as one record, wherever it is written', async () => {
    const many = (count: number): readonly unknown[] => Array.from({ length: count }, (_, nth) => ({ __typename: 'Release', key: `none-${nth}` }));
    const door = await serve(world.running, { configuration: configurationOf(1_000_000), port: 0, log: createLog('silent') });
    const cost = async (query: string, representations: readonly unknown[] = []): Promise<unknown> => (await post<{ rateLimit: { cost: number } }>(door.url, token, { query, variables: { representations } })).data?.rateLimit.cost;
    try {
      const changes = '{ ... on Release { changes(first: 9) { nodes { id } } } }';
      expect(await cost(`query ($representations: [_Any!]!) { rateLimit { cost } _entities(representations: $representations) ${changes} }`, many(40))).toBe(1 + 1 + 40 * (1 + 9));
      expect(await cost(`{ rateLimit { cost } _entities(representations: [${'{ __typename: "Release", key: "x" } '.repeat(3)}]) ${changes} }`)).toBe(1 + 1 + 3 * (1 + 9));
      expect(await cost('{ rateLimit { cost } nodes(ids: ["a", "b", "c", "d"]) { ... on Release { dependsOn { key } } } }')).toBe(1 + 1 + 4);
    } finally {
      await door.close();
    }
    const { status, errors } = await world.ask(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Release { changes(first: 500) { nodes { id } } } } }`, { representations: many(100) }, 'viewer');
    expect([status, codes({ errors })]).toEqual([400, ['TOO_COMPLEX']]);
  });

  it('its schema is told in production mode to those alone who may introspect', async () => {
    const open = await serve(world.running, { configuration: configurationOf(null, ['VIEWER']), port: 0, log: createLog('silent'), isProduction: true });
    try {
      expect((await post<unknown>(open.url, token, { query: '{ _service { sdl } }' })).data).toEqual({ _service: { sdl } });
    } finally {
      await open.close();
    }
    const door = await serve(world.running, { configuration: configurationOf(null), port: 0, log: createLog('silent'), isProduction: true });
    try {
      for (const query of ['{ _service { sdl } }', '{ viewer { roles } a: _service { b: sdl } }', '{ ...F } fragment F on Query { _service { sdl } }']) {
        const { data, errors } = await post<unknown>(door.url, token, { query });
        expect([data, codes({ errors })]).toEqual([null, ['FORBIDDEN']]);
      }
      expect((await post<unknown>(door.url, token, { query: `{ _entities(representations: [{ __typename: "Release", key: "ledger-9.0.0" }]) { ... on Release { version } } }` })).data).toEqual({ _entities: [{ version: '9.0.0' }] });
    } finally {
      await door.close();
    }
  });

  it('no trace is told to anybody', async () => {
    const traced = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1', ...as('viewer') }, body: JSON.stringify({ query: '{ viewer { roles } }' }) });
    expect(await traced.json()).toEqual({ data: { viewer: { roles: ['VIEWER'] } } });
  });
});

const token = 'a-token-for-this-test-alone';
function configurationOf(costPerMinute: number | null, introspection?: readonly string[]): FileShape {
  return { access: { sandboxTokens: [{ token, email: 'vera.lind@northbank.example', roles: ['VIEWER'] }], issuers: [], introspection }, freshness: { default: 0, kinds: {} }, documents: { manifests: [], commandLine: true, only: false, exempt: [] }, draining: { finishWithin: 1_000 }, limits: { costPerMinute }, metrics: {} } as unknown as FileShape;
}
