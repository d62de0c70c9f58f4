import { createHash } from 'node:crypto';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { getIntrospectionQuery } from 'graphql';
import { WebSocket } from 'ws';
import { tokenHolders } from '../../sandbox/hub-config.ts';
import { documents } from '../../src/server/config/shape.ts';
import { commandLineManifest } from '../../src/server/documents/index.ts';
import type { Door } from '../../src/server/http-server.ts';
import { createLog } from '../../src/server/log.ts';
import { serve } from '../../src/server/serve.ts';
import { muster } from '../cli/muster.ts';
import { startWorld, type Who, type World } from './world.ts';

const roles = 'query Roles {\n  viewer {\n    roles\n  }\n}';
const watch = 'subscription Watch {\n  releaseChanged(key: "ledger-1.9.2") {\n    key\n  }\n}';
const search = 'query Search($first: Int) {\n  releases(first: $first) {\n    nodes {\n      changes(first: 500) {\n        nodes {\n          number\n        }\n      }\n    }\n  }\n}';
const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifest = JSON.stringify({ [idOf(roles)]: roles, [idOf(watch)]: watch, [idOf(search)]: search });

let world: World;
/** Of one hub: one that reads trusted documents only, and one that reads any. */
let [only, lenient]: readonly Door[] = [];
beforeAll(async () => {
  world = await startWorld();
  const openDoor = (rules: object): Promise<Door> => serve(world.running, {
    configuration: {
      ...world.configuration,
      access: { sandboxTokens: Object.entries(tokenHolders).map(([who, { email, role }]) => ({ token: world.sandbox.tokens[who as Who], email, roles: [role] })), issuers: [], introspection: ['ADMINISTRATOR'] },
      limits: { ...world.configuration.limits, costPerMinute: null }, documents: documents.parse(rules),
    },
    port: 0, log: createLog('silent'),
  });
  [only, lenient] = [await openDoor({ only: true, exempt: ['ADMINISTRATOR'], manifests: [manifest] }), await openDoor({})];
});
afterAll(async () => {
  await only?.close();
  await lenient?.close();
  await world.close();
});

interface Said { readonly status: number; readonly data?: unknown; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] }

async function send(who: Who, { body, search: parameters, to = '', door = only }: { readonly door?: Door | undefined; readonly body?: object; readonly search?: Readonly<Record<string, string>>; readonly to?: string }): Promise<Said> {
  const headers = { 'content-type': 'application/json', 'apollo-require-preflight': '1', authorization: `Bearer ${world.sandbox.tokens[who]}`, ...(to !== '' && { accept: 'text/event-stream' }) };
  const answer = await fetch(`${door?.url ?? ''}${to}${parameters === undefined ? '' : `?${new URLSearchParams(parameters).toString()}`}`, { headers, ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, ...(text.startsWith('{') ? JSON.parse(text) as object : { data: text }) };
}
const code = ({ status, errors }: Said): unknown => [status, errors?.[0]?.extensions.code];
const apollos = (text: string): object => ({ persistedQuery: { version: 1, sha256Hash: idOf(text) } });

describe('a hub that reads trusted documents only', () => {
  it.each<[string, Parameters<typeof send>[1]]>([
    ['documentId', { body: { documentId: `sha256:${idOf(roles)}` } }],
    ['documentId without its algorithm', { body: { documentId: idOf(roles) } }],
    ['the extension of Apollo’s clients', { body: { extensions: apollos(roles) } }],
    ['that and its text', { body: { query: roles, extensions: apollos(roles) } }],
    ['its very text', { body: { query: roles } }],
    ['documentId by GET', { search: { documentId: idOf(roles) } }],
    ['the extension by GET', { search: { extensions: JSON.stringify(apollos(roles)) } }],
  ])('answers one that is asked for by %s', async (_title, how) => {
    expect(await send('viewer', how)).toEqual({ status: 200, data: { viewer: { roles: ['VIEWER'] } } });
  });

  it.each<[string, Parameters<typeof send>[1]]>([
    ['another text', { body: { query: '{ viewer { roles } }' } }],
    ['no GraphQL at all', { body: { query: '{'.repeat(2_000) } }],
    ['an id that nobody knows', { body: { documentId: idOf('x') } }],
    ['an id of Apollo’s that nobody knows', { body: { extensions: apollos('x') } }],
    ['an id with another text', { body: { documentId: idOf(roles), query: '{ connections { name } }' } }],
    ['another text by GET', { search: { query: '{ viewer { roles } }' } }],
    ['what introspects', { body: { query: getIntrospectionQuery() } }],
    ['another subscription', { to: '/stream', body: { query: 'subscription { releaseChanged(key: "x") { key } }' } }],
  ])('refuses %s', async (_title, how) => {
    expect(code(await send('releaseManager', how))).toEqual([400, 'DOCUMENT_NOT_TRUSTED']);
  });

  it('reads anything of whoever is exempt', async () => {
    expect(await send('administrator', { body: { query: '{ viewer { roles } }' } })).toEqual({ status: 200, data: { viewer: { roles: ['ADMINISTRATOR'] } } });
    expect(code(await send('administrator', { body: { query: '{' } }))).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('measures a document that is named by its id as any other', async () => {
    expect(code(await send('viewer', { body: { documentId: idOf(search), variables: { first: 500 } } }))).toEqual([400, 'TOO_COMPLEX']);
    expect((await send('viewer', { body: { documentId: idOf(search), variables: { first: 1 } } })).errors).toBeUndefined();
  });

  it('keeps nothing because somebody sent it', async () => {
    const text = '{ viewer { actor { name } } }';
    expect((await send('administrator', { body: { query: text, extensions: apollos(text) } })).status).toBe(200);
    expect(code(await send('viewer', { body: { extensions: apollos(text) } }))).toEqual([400, 'DOCUMENT_NOT_TRUSTED']);
  });

  it('streams events of those alone, over a socket and as an event stream', async () => {
    const authorization = `Bearer ${world.sandbox.tokens.viewer}`;
    const socket = createSocketClient({ url: (only?.url ?? '').replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization } });
    const first = async (operation: { readonly query: string; readonly extensions?: Record<string, unknown> }): Promise<unknown> => {
      const events = socket.iterate(operation);
      const answer: unknown = await events.next().then(({ value }) => value as unknown, (error: unknown) => error);
      await events.return?.();
      return answer;
    };
    const live = { data: { releaseChanged: { key: 'ledger-1.9.2' } } };
    expect(await first({ query: '', extensions: { ...apollos(watch) } })).toEqual(live);
    expect(await first({ query: watch })).toEqual(live);
    for (const query of ['subscription { releaseChanged(key: "x") { key } }', '{']) expect(JSON.stringify(await first({ query }))).toContain('DOCUMENT_NOT_TRUSTED');
    expect(JSON.stringify(await first({ query: '', extensions: { ...apollos('x') } }))).toContain('DOCUMENT_NOT_TRUSTED');
    await socket.dispose();
    const stream = createStreamClient({ url: `${only?.url ?? ''}/stream`, retryAttempts: 0, headers: { authorization } });
    const events = stream.iterate({ query: watch });
    expect((await events.next()).value).toEqual(live);
    await events.return?.();
    stream.dispose();
    const byId = await fetch(`${only?.url ?? ''}/stream`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization }, body: JSON.stringify({ documentId: idOf(watch) }) });
    expect([byId.status, byId.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
    await byId.body?.cancel();
  });

  it('lets the command line do what it does, and ask nothing in words of its user', async () => {
    const env = { MUSTER_URL: only?.url ?? '', MUSTER_TOKEN: world.sandbox.tokens.releaseManager };
    const said = await Promise.all([['release', 'list'], ['freeze', 'list'], ['release', 'show', 'ledger-1.9.2']].map((words) => muster(words, { env })));
    expect(said.map(({ code: exit, stderr }) => [exit, stderr])).toEqual([[0, ''], [0, ''], [0, '']]);
    expect(await muster(['api', 'graphql', '--query', '{ viewer { roles } }'], { env })).toMatchObject({ code: 1, stdout: expect.stringContaining('DOCUMENT_NOT_TRUSTED') as string });
  });
});

describe('a hub that reads any document', () => {
  it('tells the schema to the roles that may ask for it, and hints at it to nobody else', async () => {
    for (const query of [getIntrospectionQuery(), '{ __type(name: "Query") { name } }', 'query { ...A } fragment A on Query { s: __schema { queryType { name } } }']) {
      expect((await send('administrator', { door: lenient, body: { query } })).data).toBeTruthy();
      expect(code(await send('viewer', { door: lenient, body: { query } }))).toEqual([403, 'FORBIDDEN']);
      expect(code(await send('viewer', { door: lenient, search: { query } }))).toEqual([403, 'FORBIDDEN']);
    }
    const mistaken = { door: lenient, body: { query: '{ viewerr { __typename roles } }' } };
    expect((await send('administrator', mistaken)).errors?.[0]?.message).toMatch(/^Cannot query field "viewerr" on type "Query"\. Did you mean "viewer"/);
    expect((await send('viewer', mistaken)).errors?.[0]?.message).toBe('Cannot query field "viewerr" on type "Query".');
    const filtered = { door: lenient, body: { query: 'query ($filter: ReleaseFilter) { releases(filter: $filter) { totalCount } }', variables: { filter: { texx: 'a' } } } };
    expect((await send('administrator', filtered)).errors?.[0]?.message).toContain('Did you mean');
    expect((await send('viewer', filtered)).errors?.[0]?.message).not.toContain('Did you mean');
    const watched = { door: lenient, to: '/stream', body: { query: 'subscription { releaseChangedd(key: "x") { key } }' } };
    expect((await send('administrator', watched)).data).toContain('Did you mean');
    expect((await send('viewer', watched)).data).toMatch(/Cannot query field(?!.*Did you mean)/);
  });

  it('answers a trusted one by its id too, and tells Apollo’s clients to send the others whole', async () => {
    const [id, text] = [...commandLineManifest()].find(([, one]) => one.startsWith('query Connections')) ?? [];
    expect((await send('viewer', { door: lenient, body: { documentId: `sha256:${id ?? ''}` } })).data).toEqual((await send('viewer', { door: lenient, body: { query: text } })).data);
    expect(await send('viewer', { door: lenient, body: { extensions: apollos('x') } })).toMatchObject({ status: 200, errors: [{ message: 'PersistedQueryNotSupported' }] });
    expect(await send('viewer', { door: lenient, body: { query: '{ viewer { roles } }', extensions: apollos('{ viewer { roles } }') } })).toEqual({ status: 200, data: { viewer: { roles: ['VIEWER'] } } });
    expect(await send('viewer', { door: lenient, body: { extensions: apollos('{ viewer { roles } }') } })).toMatchObject({ errors: [{ message: 'PersistedQueryNotSupported' }] });
  });
});
