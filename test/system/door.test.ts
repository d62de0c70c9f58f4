import { jest } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { verifyLog } from '../../src/audit/index.ts';
import { createLog } from '../../src/server/log.ts';
import { serve } from '../../src/server/serve.ts';
import { startIssuer, type Issuer } from '../../src/server/sign-in/issuer.fixture.ts';
import { tryEveryCell } from './every-cell.ts';
import { auditHttp } from './http-audits.ts';
import { post, startWorld, type Answer, type Who, type World } from './world.ts';

let world: World;
let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer(() => new Date());
  const configured = [{
    name: 'northbank', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl,
    people: { grants: [{ when: { groups: 'release-managers' }, roles: ['RELEASE_MANAGER'] }] },
    pipelines: [{ name: 'payments-pipeline', when: { repository: 'northbank/payments' }, roles: ['DEPLOYER'], services: ['payments'], actsFor: { connection: 'github', claim: 'actor' } }],
  }];
  world = await startWorld({ isSeeded: false, configure: (yaml) => yaml.replace('\naccess:\n', `\naccess:\n  issuers: ${JSON.stringify(configured)}\n`) });
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});

const base = (): string => world.url.replace('/graphql', '');
const headers = (who: Who): Record<string, string> => ({ authorization: `Bearer ${world.sandbox.tokens[who]}` });
const askedOfTools = (): number => Object.values(world.sandbox.tools).flatMap((tool) => Object.values(tool.calls())).reduce((sum, count) => sum + count, 0);
const refusal = ({ status, errors }: Answer<unknown>) => ({ status, code: errors[0]?.extensions.code });

describe('the anonymous', () => {
  it.each([
    ['without a token', {}],
    ['with a token that nobody holds', { authorization: 'Bearer sandbox' }],
    ['with an empty token', { authorization: 'Bearer ' }],
    ['with a password', { authorization: `Basic ${btoa('ines.weber:sandbox')}` }],
  ])('%s is told nothing, not even the schema', async (_title, signedAs: Readonly<Record<string, string>>) => {
    for (const query of ['{ viewer { actor { name } } }', '{ __schema { queryType { name } } }', '{ __typename }', 'not a query']) {
      const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', ...signedAs }, body: JSON.stringify({ query }) });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })] });
    }
  });

  it('is asked to sign in before a body is read', async () => {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(300_000) });
    expect(response.status).toBe(401);
  });
});

it('knows who holds which token', async () => {
  const who = async (as: Who): Promise<unknown> => (await world.data<{ viewer: unknown }>('{ viewer { actor { __typename name } roles } }', {}, as)).viewer;
  expect(await who('viewer')).toEqual({ actor: { __typename: 'Person', name: 'Vera Lind' }, roles: ['VIEWER'] });
  expect(await who('releaseManager')).toEqual({ actor: { __typename: 'Person', name: 'Ines Weber' }, roles: ['RELEASE_MANAGER'] });
  expect(await who('changeAuthority')).toEqual({ actor: { __typename: 'Person', name: 'Omar Haddad' }, roles: ['CHANGE_AUTHORITY'] });
});

describe('sign-in', () => {
  const whoIs = async (token: string): Promise<Answer<unknown>> => post(world.url, token, { query: '{ viewer { actor { __typename name ... on Automation { issuer onBehalfOf { name } } } roles } }' });

  it('takes a person’s token of the company’s issuer', async () => {
    const token = issuer.token(issuer.honest({ email: 'grace.chen@northbank.example', groups: ['release-managers'] }));
    expect((await whoIs(token)).data).toEqual({ viewer: { actor: { __typename: 'Person', name: 'Grace Chen' }, roles: ['RELEASE_MANAGER'] } });
  });

  it('takes a pipeline’s token of its CI, acting for whom it says', async () => {
    const token = issuer.token(issuer.honest({ repository: 'northbank/payments', actor: 'kenji.sato' }));
    expect((await whoIs(token)).data).toEqual({ viewer: { actor: { __typename: 'Automation', name: 'payments-pipeline', issuer: 'northbank', onBehalfOf: { name: 'Kenji Sato' } }, roles: ['DEPLOYER'] } });
  });

  it('tells nothing to the bearer of a token that is not right, and of one too long to be looked at', async () => {
    const claims = issuer.honest({ email: 'grace.chen@northbank.example', groups: ['release-managers'] });
    const padded = issuer.token({ ...claims, padding: 'x'.repeat(10_000) });
    for (const token of [issuer.forged(claims), issuer.confused(claims), issuer.token(claims, { alg: 'none' }), issuer.token({ ...claims, aud: 'another' }), padded]) expect(refusal(await whoIs(token))).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('takes the access token that an administrator gave, until it is taken back', async () => {
    const created = await world.data<{ createApiToken: { secret: string; apiToken: { id: string } } }>('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id } userErrors { code } } }',
      { input: { name: 'nightly', roles: ['VIEWER'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() } }, 'administrator');
    const { secret, apiToken } = created.createApiToken;
    expect((await whoIs(secret)).data).toEqual({ viewer: { actor: { __typename: 'Automation', name: 'nightly', issuer: 'muster', onBehalfOf: null }, roles: ['VIEWER'] } });
    const listed = await world.ask('{ apiTokens { id name roles services createdBy { name } revokedAt } }', {}, 'administrator');
    expect(listed.data).toEqual({ apiTokens: [{ id: apiToken.id, name: 'nightly', roles: ['VIEWER'], services: null, createdBy: { name: 'Henrik Dahl' }, revokedAt: null }] });
    expect(JSON.stringify(listed)).not.toContain(secret.slice(-43));
    await world.data('mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { userErrors { code } } }', { input: { tokenId: apiToken.id } }, 'administrator');
    expect(refusal(await whoIs(secret))).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });
});

/** Who may do what, said a second time beside the matrix. A new mutation without a row here fails the test below. */
const mayDo: Readonly<Record<string, readonly Who[]>> = {
  agreeToPlan: ['releaseManager', 'changeAuthority'],
  backOutDeployment: ['releaseManager', 'changeAuthority', 'deployer'],
  breakGlass: ['releaseManager', 'changeAuthority'],
  cancelDeployment: ['releaseManager', 'changeAuthority', 'deployer'],
  cancelRelease: ['releaseManager'],
  closeRelease: ['releaseManager'],
  createApiToken: ['administrator'],
  createRelease: ['releaseManager'],
  decideWaiver: ['changeAuthority'],
  declareFreeze: ['releaseManager', 'changeAuthority'],
  excludeRecord: ['releaseManager', 'changeAuthority'],
  importPeople: ['administrator'],
  liftFreeze: ['releaseManager', 'changeAuthority'],
  linkRecord: ['releaseManager'],
  openChange: ['releaseManager'],
  planDeployment: ['releaseManager'],
  requestSync: ['releaseManager', 'administrator'],
  requestWaiver: ['releaseManager', 'changeAuthority'],
  revokeApiToken: ['administrator'],
  revokeWaiver: ['releaseManager', 'changeAuthority'],
  sealPackage: ['releaseManager'],
  settleDeployment: ['releaseManager', 'changeAuthority'],
  settleFollowUp: ['releaseManager', 'changeAuthority'],
  settleStep: ['releaseManager', 'changeAuthority'],
  triggerDeployment: ['releaseManager', 'deployer'],
  tryChannel: ['releaseManager', 'administrator'],
  updateRelease: ['releaseManager'],
  validateReadiness: ['releaseManager', 'changeAuthority', 'deployer'],
};

/** What else is not for everybody who is signed in. */
const mayNotAsk: readonly string[] = [
  ...['auditor', 'changeAuthority', 'deployer', 'releaseManager', 'viewer'].map((who) => `Query.apiTokens ${who}`),
  ...['changeAuthority', 'deployer', 'releaseManager', 'viewer'].map((who) => `Query.auditLog ${who}`),
  ...['changeAuthority', 'deployer', 'releaseManager', 'viewer'].map((who) => `Query.deploymentJournals ${who}`),
  ...['changeAuthority', 'deployer', 'viewer'].map((who) => `Query.notices ${who}`),
];

describe('the authorization matrix', () => {
  it('is heeded in every cell, over HTTP, WebSocket and event streams, and is what stands above', async () => {
    const schema = buildClientSchema(await world.data<IntrospectionQuery>(getIntrospectionQuery(), {}, 'viewer'));
    const cells = await tryEveryCell({ url: world.url, tokens: world.sandbox.tokens }, schema);
    expect(cells.filter(({ may, isLetThrough }) => may !== isLetThrough)).toEqual([]);
    const rows = Object.fromEntries(Object.keys(schema.getMutationType()?.getFields() ?? {}).map((mutation) => [mutation, cells.filter(({ field, isLetThrough }) => isLetThrough && field === `Mutation.${mutation}`).map(({ who }) => who)]));
    expect(rows).toEqual(mayDo);
    expect(cells.filter(({ field, isLetThrough }) => !isLetThrough && !field.startsWith('Mutation.')).map(({ field, who }) => `${field} ${who}`).toSorted()).toEqual(mayNotAsk);
  }, 120_000);

  it('is heeded within the services that a grant names', async () => {
    for (const [key, serviceKey] of [['door-payments-1', 'payments'], ['door-ledger-1', 'ledger']]) await world.data('mutation ($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { code } } }', { input: { key, version: '1', serviceKey } });
    const token = issuer.token(issuer.honest({ repository: 'northbank/payments' }));
    const codes = async (releaseKey: string): Promise<unknown> => {
      const { data, errors } = await post<{ triggerDeployment: { userErrors: { code: string }[] } | null }>(world.url, token, { query: 'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { userErrors { code } } }', variables: { input: { releaseKey, environment: 'staging', idempotencyKey: `door ${releaseKey}` } } });
      return [...(data?.triggerDeployment?.userErrors ?? []).map(({ code }) => code), ...errors.map(({ extensions }) => extensions.code)];
    };
    expect(await codes('door-payments-1')).toEqual(['NOT_SEALED']);
    expect(await codes('door-ledger-1')).toEqual(['FORBIDDEN']);
    expect(await codes('nobody-1')).toEqual(['FORBIDDEN']);
    const { auditLog } = await world.data<{ auditLog: { nodes: { actor: { name: string }; act: string; subject: string; outcome: string; because: string | null; record: object }[]; pageInfo: { hasNextPage: boolean } } }>('{ auditLog(first: 500) { nodes { actor { name } act subject outcome because record } pageInfo { hasNextPage } } }', {}, 'auditor');
    expect(auditLog.nodes.filter(({ act, actor }) => act === 'triggerDeployment' && actor.name === 'payments-pipeline').map(({ subject, outcome, because }) => [subject, outcome, because?.split(':')[0]])).toEqual([
      ['door-payments-1 staging', 'REFUSED', 'NOT_SEALED'], ['door-ledger-1 staging', 'REFUSED', 'FORBIDDEN'], ['nobody-1 staging', 'REFUSED', 'FORBIDDEN'],
    ]);
    // Not only acts: what somebody was not told stands there too.
    expect(auditLog.nodes.filter(({ act, actor, outcome }) => act === 'auditLog' && actor.name === 'Vera Lind' && outcome === 'REFUSED').map(({ subject, because }) => [subject, because?.split(':')[0]])[0]).toEqual(['the hub', 'FORBIDDEN']);
    expect(auditLog.nodes.filter(({ act, subject }) => act === 'createRelease' && subject === 'door-ledger-1').map(({ outcome }) => outcome)).toEqual(['DONE']);
    expect(verifyLog(auditLog.nodes.map(({ record }) => record))).toMatchObject({ entries: auditLog.nodes.length, problems: [] });
    expect(auditLog.pageInfo.hasNextPage).toBe(false);
  });
});

it('takes four eyes to agree to a plan', async () => {
  const stakeholders = [{ email: 'ines.weber@northbank.example', role: 'CHANGE_AUTHORITY' }, { email: 'omar.haddad@northbank.example', role: 'CHANGE_AUTHORITY' }];
  await world.data('mutation ($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { code } } }', { input: { key: 'door-1.0.0', version: '1.0.0', serviceKey: 'ledger', stakeholders } });
  const planned = await world.data<{ planDeployment: { plan: { id: string; version: number } } }>(
    'mutation ($input: PlanDeploymentInput!) { planDeployment(input: $input) { plan { id version } userErrors { message } } }', { input: { releaseKey: 'door-1.0.0', environment: 'production', deployer: 'github-ledger' } });
  const { id: planId, version: planVersion } = planned.planDeployment.plan;
  const agree = (who: Who) => world.data<{ agreeToPlan: unknown }>('mutation ($input: AgreeToPlanInput!) { agreeToPlan(input: $input) { plan { isAgreed agreements { person { name } } } userErrors { code path } } }', { input: { planId, planVersion } }, who);
  expect((await agree('releaseManager')).agreeToPlan).toEqual({ plan: null, userErrors: [{ code: 'SAME_PERSON', path: ['input', 'planId'] }] });
  expect((await agree('changeAuthority')).agreeToPlan).toEqual({ plan: { isAgreed: true, agreements: [{ person: { name: 'Omar Haddad' } }] }, userErrors: [] });
});

it('masks what went wrong unexpectedly: no text, no stack, and a request id that the log has', async () => {
  const broken = jest.spyOn(world.running.hub.releases, 'byKeys').mockRejectedValue(new Error('relation "release" at postgres://muster:secret@10.0.0.7'));
  try {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers('viewer') }, body: JSON.stringify({ query: '{ release(key: "x") { key } viewer { roles } }' }) });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(text)).toMatchObject({ data: { release: null, viewer: { roles: ['VIEWER'] } }, errors: [{ path: ['release'], extensions: { code: 'INTERNAL' } }] });
    expect(text).not.toMatch(/secret|postgres|relation|stack|\.ts|node_modules/);
  } finally {
    broken.mockRestore();
  }
});

describe('limits', () => {
  const nested = (depth: number): string => `{ release(key: "x") ${'{ dependsOn '.repeat(depth)}{ key }${' }'.repeat(depth)} }`;

  it.each([
    ['too deep', { query: nested(15) }, 400],
    ['too deep by way of fragments', { query: `{ release(key: "x") { ...A } } fragment A on Release { dependsOn ${'{ dependsOn '.repeat(7)}{ ...B }${' }'.repeat(7)} } fragment B on Release ${'{ dependsOn '.repeat(8)}{ key }${' }'.repeat(8)}` }, 400],
    ['with too many aliases', { query: `{ ${Array.from({ length: 31 }, (_, nth) => `a${nth}: change(reference: "servicenow:change:CHG00300${nth}") { number }`).join(' ')} }` }, 400],
    ['with too many tokens', { query: `{ connections { ${'name '.repeat(3_001)} } }` }, 400],
    ['with too many directives', { query: `{ connections { ${'name @include(if: true) '.repeat(51)} } }` }, 400],
    ['with a fragment bomb', { query: `{ release(key: "x") { ...F0 } } ${Array.from({ length: 30 }, (_, nth) => `fragment F${nth} on Release { ...F${nth + 1} ...F${nth + 1} }`).join(' ')} fragment F30 on Release { key }` }, 400],
    ['that costs too much', { query: '{ releases(first: 500) { nodes { changes(first: 500) { nodes { key } } } } }' }, 400],
    ['too large', { query: '{ connections { name } }', variables: { padding: 'x'.repeat(300_000) } }, 413],
  ])('an operation %s is refused before any tool is asked', async (_title, body, status) => {
    const before = askedOfTools();
    expect(refusal(await post(world.url, world.sandbox.tokens.viewer, body))).toEqual({ status, code: 'TOO_COMPLEX' });
    expect(askedOfTools()).toBe(before);
  });

  it('are wide enough for the deepest page', async () => {
    expect((await world.ask(nested(10))).errors).toEqual([]);
  });
});

describe('files of reports', () => {
  const get = (file: string, signedAs = headers('viewer')): Promise<Response> => fetch(`${base()}/reports/${file}`, { headers: signedAs });

  it('are for who signs in, whatever they ask for', async () => {
    for (const file of ['delivery-performance.csv', 'nothing.csv', '']) expect((await get(file, {})).status).toBe(401);
  });

  it.each([
    ['delivery-performance.csv', 200, undefined], ['delivery-performance.json?period=MONTH&service=a&service=b', 200, undefined],
    ['delivery-performance.csv?since=soon', 400, 'since'], ['delivery-performance.csv?limit=3', 400, 'limit'], ['delivery-performance.csv?service[a]=3', 400, 'service[a]'],
    ['delivery-performance.xlsx', 404, undefined], ['delivery-performance', 404, undefined], ['delivery.csv', 404, undefined],
  ])('%s is answered %i', async (file, status, parameter) => {
    const response = await get(file);
    expect(response.status).toBe(status);
    if (status !== 200) expect(await response.json()).toMatchObject({ errors: [{ extensions: parameter === undefined ? { code: 'NOT_FOUND' } : { code: 'BAD_USER_INPUT', parameter } }] });
  });

  it('let a calendar in by Basic with a token that may only look, and to the calendar alone', async () => {
    const tokenWith = async (name: string, roles: readonly string[]): Promise<{ readonly id: string; readonly secret: string }> => {
      const { createApiToken } = await world.data<{ createApiToken: { secret: string; apiToken: { id: string } } }>('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id } } }', { input: { name, roles, expiresAt: new Date(Date.now() + 86_400_000).toISOString() } }, 'administrator');
      return { id: createApiToken.apiToken.id, secret: createApiToken.secret };
    };
    const basic = (password: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`calendar:${password}`).toString('base64')}` });
    const [looks, acts] = [await tokenWith('feed', ['VIEWER']), await tokenWith('feed that acts', ['VIEWER', 'DEPLOYER'])];
    const feed = await get('calendar.ics', basic(looks.secret));
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8; method=PUBLISH; component=VEVENT']);
    expect(await feed.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    expect((await get('calendar.ics', { ...basic(looks.secret), 'if-none-match': feed.headers.get('etag') ?? 'none' })).status).toBe(304);
    expect((await get('calendar.ics')).status).toBe(200);
    for (const [file, signedAs] of [['calendar.csv', basic(looks.secret)], ['calendar.ics', basic(acts.secret)], ['calendar.ics', basic(world.sandbox.tokens.viewer)], ['calendar.ics', basic('')], ['calendar.ics', { authorization: 'Basic !' }]] as const) expect([file, (await get(file, signedAs)).status]).toEqual([file, 401]);
    expect((await get('calendar.ics', {})).headers.get('www-authenticate')).toBe('Basic realm="Muster calendar", charset="UTF-8"');
    expect((await get('compliance.ics')).status).toBe(404);
    await world.data('mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { userErrors { code } } }', { input: { tokenId: looks.id } }, 'administrator');
    expect((await get('calendar.ics', basic(looks.secret))).status).toBe(401);
  });

  it('ask no tool', async () => {
    const before = askedOfTools();
    await (await get('delivery-performance.csv')).text();
    expect(askedOfTools()).toBe(before);
  });
});

describe('GraphQL over HTTP', () => {
  it('passes every audit of graphql-http without a warning', async () => {
    expect((await auditHttp({ url: world.url, tokens: world.sandbox.tokens })).filter(({ status }) => status !== 'ok')).toEqual([]);
  });
});

describe('the door itself', () => {
  const query = '{ viewer { roles } }';

  it('tells nobody the schema in production mode, nor what they may have meant', async () => {
    const token = 'a-token-for-this-test-alone';
    const configuration = { ...world.configuration, access: { sandboxTokens: [{ token, email: 'vera.lind@northbank.example', roles: ['VIEWER' as const] }], issuers: [] }, limits: { ...world.configuration.limits, costPerMinute: null } };
    const door = await serve(world.running, { configuration, port: 0, log: createLog('silent'), isProduction: true });
    try {
      const said = async (asked: string): Promise<string> => JSON.stringify(await post(door.url, token, { query: asked }));
      expect(await said('{ viewer { roles } }')).toContain('VIEWER');
      for (const asked of [getIntrospectionQuery(), '{ __type(name: "Query") { name } }', '{ __schema { queryType { name } } }']) expect(await said(asked)).not.toContain('"Query"');
      expect(await said('{ viewerr { roles } }')).not.toMatch(/Did you mean|"viewer"/);
    } finally {
      await door.close();
    }
  });

  describe('in production mode, to each check of GraphQL Cop', () => {
    const token = 'a-token-for-these-tests-alone';
    let door: Awaited<ReturnType<typeof serve>>;
    beforeAll(async () => {
      const configuration = { ...world.configuration, access: { sandboxTokens: [{ token, email: 'vera.lind@northbank.example', roles: ['VIEWER' as const] }], issuers: [] }, limits: { ...world.configuration.limits, costPerMinute: null } };
      door = await serve(world.running, { configuration, port: 0, log: createLog('silent'), isProduction: true });
    });
    afterAll(() => door.close());
    const cop = (selection: string): string => JSON.stringify({ query: `query cop { ${selection} }` });
    const circle = '__schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }';

    it.each<[string, RequestInit & { readonly search?: string }, number, RegExp]>([
      ['alias overloading', { body: cop(Array.from({ length: 101 }, (_, nth) => `alias${nth}:__typename`).join(' ')) }, 400, /TOO_COMPLEX/],
      ['batches', { body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }))) }, 400, /BAD_USER_INPUT/],
      ['directive overloading', { body: cop(`__typename ${'@aa'.repeat(10)}`) }, 400, /BAD_USER_INPUT/],
      ['circular introspection', { body: cop(circle) }, 403, /FORBIDDEN/],
      ['field duplication', { body: cop('__typename \n'.repeat(500)) }, 400, /TOO_COMPLEX/],
      ['field suggestions', { body: cop('__schema { directive }') }, 403, /^(?!.*Did you mean)/],
      ['introspection', { body: cop('__schema { types { name fields { name } } }') }, 403, /FORBIDDEN/],
      ['mutations by GET', { method: 'GET', search: 'query=mutation%20cop%20%7B__typename%7D' }, 400, /apollo-require-preflight/],
      ['queries by GET', { method: 'GET', search: 'query=query%20cop%20%7B__typename%7D' }, 400, /apollo-require-preflight/],
      ['queries as a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=query%20cop%20%7B__typename%7D' }, 400, /apollo-require-preflight/],
      ['a page to type queries into', { method: 'GET', headers: { accept: 'text/html' } }, 400, /^(?!.*(graphiql|playground))/i],
      ['tracing', { body: cop('__typename') }, 200, /^\{"data":\{"__typename":"Query"\}\}\s*$/],
      ['an error that nobody handled', { body: JSON.stringify({ query: 'qwerty cop { abc }' }) }, 400, /^(?!.*(stacktrace|exception|node_modules)).*BAD_USER_INPUT/],
    ])('%s: nothing', async (_check, { search = '', headers: more, ...asked }, status, said) => {
      const answer = await fetch(`${door.url}${search === '' ? '' : `?${search}`}`, { method: 'POST', ...asked, headers: { ...(asked.method !== 'GET' && { 'content-type': 'application/json' }), authorization: `Bearer ${token}`, ...more as Record<string, string> } });
      expect([answer.status, (await answer.text()).trim()]).toEqual([status, expect.stringMatching(said)]);
    });
  });

  it('lets nobody ask more in a minute than their budget, over whichever transport, and tells what is left', async () => {
    const [token, other] = ['a-token-of-one-who-asks-much', 'a-token-of-one-who-does-not'];
    const person = (of: string, email: string) => ({ token: of, email, roles: ['VIEWER' as const] });
    const configuration = { ...world.configuration, access: { sandboxTokens: [person(token, 'vera.lind@northbank.example'), person(other, 'ana.silva@northbank.example')], issuers: [] }, limits: { ...world.configuration.limits, costPerMinute: 50_000 } };
    const door = await serve(world.running, { configuration, port: 0, log: createLog('silent') });
    try {
      const page = '{ rateLimit { limit cost remaining } releases(first: 500) { nodes { changes(first: 40) { nodes { id } } } } }';
      // 500 releases of one and of forty changes each, the page and the budget itself.
      const cost = 500 * (1 + 1 + 40) + 2;
      const left = async (): Promise<unknown> => (await post<{ rateLimit: unknown }>(door.url, token, { query: page })).data?.rateLimit;
      expect([await left(), await left()]).toEqual([1, 2].map((times) => ({ limit: 50_000, cost, remaining: 50_000 - times * cost })));
      const refused = await fetch(door.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: page }) });
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0, await refused.json()]).toEqual([429, true, { errors: [expect.objectContaining({ extensions: { code: 'RATE_LIMITED', retryAt: expect.any(String) as unknown } })] }]);
      const stream = await fetch(`${door.url}/stream`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: 'subscription { releaseChanged(key: "ledger-1.9.2") { key } }' }) });
      const limited = { code: 'RATE_LIMITED', retryAt: expect.stringMatching(/^\d{4}-.*Z$/) as string };
      expect(JSON.parse(/^data: (\{.*)$/m.exec(await stream.text())?.[1] ?? '')).toMatchObject({ errors: [{ extensions: limited }] });
      const socket = createSocketClient({ url: door.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` } });
      await expect(socket.iterate({ query: 'subscription { releaseChanged(key: "ledger-1.9.2") { key } }' }).next()).rejects.toMatchObject([{ extensions: limited }]);
      await socket.dispose();
      const file = await fetch(`${door.url.replace('/graphql', '')}/reports/delivery-performance.csv`, { headers: { authorization: `Bearer ${token}` } });
      expect([file.status, Number(file.headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect((await post<{ viewer: object }>(door.url, other, { query })).data).toEqual({ viewer: { roles: ['VIEWER'] } });
    } finally {
      await door.close();
    }
  });

  it('refuses batches', async () => {
    expect(refusal(await post(world.url, world.sandbox.tokens.viewer, [{ query }, { query }]))).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
  });

  it.each([['no JSON', '{"query":'], ['no query', '{}'], ['an unknown field', JSON.stringify({ query: '{ nothing }' })]])('answers %s as the asker’s mistake', async (_title, body) => {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers('viewer') }, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('refuses what a foreign page could send unasked (CSRF)', async () => {
    const get = (more: Record<string, string>, asked = query): Promise<Response> => fetch(`${world.url}?query=${encodeURIComponent(asked)}`, { headers: { ...headers('releaseManager'), ...more } });
    expect((await get({})).status).toBe(400);
    expect((await fetch(world.url, { method: 'POST', headers: { 'content-type': 'text/plain', ...headers('releaseManager') }, body: JSON.stringify({ query }) })).status).toBeGreaterThanOrEqual(400);
    const preflighted = await get({ 'apollo-require-preflight': '1' });
    expect(await preflighted.json()).toEqual({ data: { viewer: { roles: ['RELEASE_MANAGER'] } } });
    expect((await get({ 'apollo-require-preflight': '1' }, 'mutation { cancelRelease(input: { key: "x", reason: "x" }) { userErrors { code } } }')).status).toBe(405);
  });

  it('says to anybody whether it lives and whether it is ready, and nothing else', async () => {
    expect(await (await fetch(`${base()}/livez`)).json()).toEqual({ live: true });
    expect(await (await fetch(`${base()}/readyz`)).json()).toEqual({ ready: true, problem: null });
    expect((await fetch(`${base()}/`)).status).toBe(404);
    const down = jest.spyOn(world.running.store, 'ping').mockRejectedValue(new Error('connect ECONNREFUSED 10.0.0.7:5432'));
    try {
      const unready = await fetch(`${base()}/readyz`);
      expect(unready.status).toBe(503);
      expect(await unready.json()).toEqual({ ready: false, problem: 'the database does not answer' });
      expect((await fetch(`${base()}/livez`)).status).toBe(200);
    } finally {
      down.mockRestore();
    }
  });
});
