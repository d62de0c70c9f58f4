import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import nock from 'nock';
import { z } from 'zod';
import { acting, judging } from '../../domain/ports/ask.ts';
import type { ExchangeLine } from '../connector.ts';
import { createHttpClient, type HttpClientOptions } from './client.ts';
import { HttpProblem } from './problem.ts';
import type { HttpRequest } from './request.ts';

const now = new Date('2026-11-23T05:00:00.000Z');
const schema = z.object({ word: z.string() });
const secret = 'hunter2-secret';

let listener: RequestListener;
let server: Server;
let url: string;
let seen: IncomingMessage[];

beforeAll(async () => {
  server = createServer((request, response) => { seen.push(request); listener(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => { seen = []; });
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

function json(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function send(request: Partial<HttpRequest<unknown>> = {}, options: Partial<HttpClientOptions> = {}): Promise<{ readonly status: number; readonly body: unknown }> {
  const client = createHttpClient({ connection: 'tool', url, authorize: () => ({ authorization: `Bearer ${secret}` }), deadlines: { pageMs: 150, judgeMs: 2_000, actMs: 2_000 }, clock: { now: () => now }, ...options });
  return client.send({ method: 'GET', path: '/thing', schema, ask: judging, doing: 'reading a thing', ...request });
}

async function problemOf(sending: Promise<unknown>): Promise<HttpProblem> {
  const error: unknown = await sending.then((answer) => { throw new Error(`answered ${JSON.stringify(answer)}`); }, (reason: unknown) => reason);
  if (!(error instanceof HttpProblem)) throw error;
  return error;
}

describe('an answer', () => {
  it('comes checked, with its status and headers in lower case', async () => {
    listener = (_request, response) => { json(response, { word: 'hello', more: 1 }, 201, { 'X-Total-Count': '7' }); };
    await expect(send()).resolves.toMatchObject({ status: 201, headers: { 'x-total-count': '7' }, body: { word: 'hello' } });
    expect(seen[0]?.headers).toMatchObject({ accept: 'application/json', authorization: `Bearer ${secret}`, 'user-agent': 'muster' });
  });

  it.each([['gzip', gzipSync], ['br', brotliCompressSync]])('is unpacked when it comes as %s', async (encoding, pack) => {
    listener = (_request, response) => { response.writeHead(200, { 'content-type': 'application/vnd.tool+json;charset=UTF-8', 'content-encoding': encoding }).end(pack(JSON.stringify({ word: 'packed' }))); };
    await expect(send()).resolves.toMatchObject({ body: { word: 'packed' } });
  });

  it('may be empty where the schema says so, and nowhere else', async () => {
    listener = (_request, response) => { response.writeHead(204).end(); };
    await expect(send({ schema: z.undefined() })).resolves.toMatchObject({ status: 204, body: undefined });
    expect((await problemOf(send())).problem.code).toBe('UNEXPECTED_ANSWER');
  });

  it('may be a 404 where the caller accepts one', async () => {
    listener = (_request, response) => { json(response, { word: 'none' }, 404); };
    await expect(send({ accepts: [200, 404] })).resolves.toMatchObject({ status: 404, body: { word: 'none' } });
    expect(await problemOf(send())).toMatchObject({ status: 404, isDefiniteRefusal: true, problem: { code: 'NOT_FOUND' } });
  });

  it('is a problem of the vendor even inside a 200, in our words', async () => {
    listener = (_request, response) => { json(response, { word: 'x', error: 'secret text' }); };
    const readProblem: HttpClientOptions['readProblem'] = (_status, body) => (typeof body === 'object' && body !== null && 'error' in body ? { code: 'SERVER_ERROR', message: 'gave up', sinceAt: now.toISOString(), retryAt: null } : null);
    const problem = await problemOf(send({}, { readProblem }));
    expect(problem).toMatchObject({ status: 200, problem: { code: 'SERVER_ERROR', message: 'gave up (while reading a thing)' } });
  });
});

describe('a request', () => {
  it.each([
    [{ json: { a: 1 } }, 'application/json', '{"a":1}'],
    [{ form: { grant: 'a b&c' } }, 'application/x-www-form-urlencoded', 'grant=a+b%26c'],
    [{ text: { body: 'items.find()', contentType: 'text/plain' } }, 'text/plain', 'items.find()'],
  ])('carries its body: %j', async (body, contentType, text) => {
    let got = '';
    listener = (request, response) => { request.on('data', (chunk: Buffer) => { got += chunk.toString(); }).on('end', () => { json(response, { word: 'ok' }); }); };
    await send({ method: 'POST', ...body });
    expect(got).toBe(text);
    expect(seen[0]?.headers['content-type']).toBe(contentType);
  });

  it('percent-encodes its query and leaves undefined out', async () => {
    listener = (_request, response) => { json(response, { word: 'ok' }); };
    await send({ query: { q: 'a b&c=d+e', flag: true, none: undefined } });
    expect(seen[0]?.url).toBe('/thing?q=a%20b%26c%3Dd%2Be&flag=true');
  });

  it.each(['thing', '//evil.example/x', '/a/../../b', '/%2e%2e/b', '/x?y=1', '/x#y', '/a\\b'])('never leaves the address of its connection: %s', async (path) => {
    await expect(send({ path }, { url: `${url}/base` })).rejects.toBeInstanceOf(TypeError);
    expect(seen).toHaveLength(0);
  });

  it('keeps a read\'s socket and gives a write one of its own', async () => {
    listener = (_request, response) => { json(response, { word: 'ok' }); };
    const client = createHttpClient({ connection: 'tool', url, authorize: () => ({}), deadlines: { pageMs: 1_000, judgeMs: 1_000, actMs: 1_000 }, clock: { now: () => now } });
    const base = { path: '/thing', schema, doing: 'reading a thing' };
    for (let round = 0; round < 3; round += 1) await client.send({ ...base, method: 'GET', ask: judging });
    await client.send({ ...base, method: 'POST', ask: acting });
    expect(new Set(seen.slice(0, 3).map(({ socket }) => socket.remotePort)).size).toBe(1);
    expect(seen[3]?.headers.connection).toBe('close');
  });
});

describe('a status', () => {
  it.each([
    [301, {}, 'UNEXPECTED_ANSWER'], [304, {}, 'UNEXPECTED_ANSWER'], [400, {}, 'UNEXPECTED_ANSWER'], [401, {}, 'UNAUTHORIZED'], [403, {}, 'FORBIDDEN'],
    [403, { 'x-ratelimit-remaining': '0' }, 'RATE_LIMITED'], [404, {}, 'NOT_FOUND'], [408, {}, 'TIMEOUT'], [429, {}, 'RATE_LIMITED'], [500, {}, 'SERVER_ERROR'], [503, {}, 'SERVER_ERROR'],
  ])('%i %j is %s', async (status, headers, code) => {
    listener = (_request, response) => { json(response, { word: 'no' }, status, headers); };
    expect(await problemOf(send())).toMatchObject({ status, mayHaveArrived: true, connection: 'tool', problem: { code, sinceAt: now.toISOString() } });
  });

  it('that points elsewhere is never followed', async () => {
    listener = (_request, response) => { response.writeHead(302, { location: `${url}/elsewhere` }).end(); };
    expect((await problemOf(send())).problem.message).toContain('redirects are never followed');
    expect(seen).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '30' }, '2026-11-23T05:00:30.000Z'],
    [{ 'retry-after': 'Mon, 23 Nov 2026 06:00:00 GMT' }, '2026-11-23T06:00:00.000Z'],
    [{ 'x-ratelimit-reset': '1795417200' }, '2026-11-23T07:00:00.000Z'],
    [{ 'x-ratelimit-reset': '2026-11-23T08:00:00Z' }, '2026-11-23T08:00:00.000Z'],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('429 with %j may be asked again at %s', async (headers, retryAt) => {
    listener = (_request, response) => { json(response, {}, 429, headers); };
    expect((await problemOf(send())).problem.retryAt).toBe(retryAt);
  });

  it('401 tells whoever keeps the token', async () => {
    listener = (_request, response) => { json(response, {}, 401); };
    let told = 0;
    await problemOf(send({}, { onUnauthorized: () => { told += 1; } }));
    expect(told).toBe(1);
  });
});

describe('nonsense', () => {
  it.each<[string, RequestListener]>([
    ['a sign-in page', (_request, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>{"word":"x"}</html>'); }],
    ['JSON without its content type', (_request, response) => { response.writeHead(200).end('{"word":"x"}'); }],
    ['JSON that is cut off', (_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"word":"x"'); }],
    ['another shape', (_request, response) => { json(response, { word: 7 }); }],
    ['damaged packing', (_request, response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync('{"word":"x"}').subarray(0, 12)); }],
    ['unknown packing', (_request, response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'zstd' }).end('x'); }],
    ['a 404 page of a gateway', (_request, response) => { response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nothing here</h1>'); }],
  ])('is not believed: %s', async (_name, listen) => {
    listener = listen;
    expect((await problemOf(send({ accepts: [200, 404] }))).problem.code).toBe('UNEXPECTED_ANSWER');
  });

  it('is not believed when nock answers a number', async () => {
    nock('http://nonsense.example').get('/thing').reply(200, '12', { 'content-type': 'application/json' });
    try {
      expect((await problemOf(send({}, { url: 'http://nonsense.example' }))).problem.message).toContain('shape');
    } finally {
      nock.cleanAll();
      nock.restore();
    }
  });

  it.each([['plain', undefined], ['packed, a small bomb', 'gzip']])('has an end: %s', async (_name, encoding) => {
    const body = JSON.stringify({ word: 'x'.repeat(2_000_000) });
    listener = (_request, response) => { response.writeHead(200, { 'content-type': 'application/json', ...(encoding === undefined ? {} : { 'content-encoding': encoding }) }).end(encoding === undefined ? body : gzipSync(body)); };
    expect((await problemOf(send({}, { maxBytes: 100_000 }))).problem).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('more than 100000 bytes') as string });
  });
});

describe('silence', () => {
  it.each<[string, RequestListener]>([
    ['no answer at all', () => undefined],
    ['a body that never ends', (_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).write('{"word":'); }],
  ])('ends at the deadline of its purpose: %s', async (_name, listen) => {
    listener = listen;
    expect(await problemOf(send({ ask: { purpose: 'page', maxAgeMs: 0 } }))).toMatchObject({ mayHaveArrived: true, problem: { code: 'TIMEOUT', message: expect.stringContaining('150 ms') as string } });
  });

  it('ends at the deadline when signing in hangs, and nothing was sent', async () => {
    const hanging = (): Promise<Record<string, string>> => new Promise(() => undefined);
    expect(await problemOf(send({ ask: { purpose: 'page', maxAgeMs: 0 } }, { authorize: hanging }))).toMatchObject({ mayHaveArrived: false, problem: { code: 'TIMEOUT' } });
    expect(seen).toHaveLength(0);
  });

  it('ends when the asker goes', async () => {
    const asker = new AbortController();
    listener = () => { asker.abort(); };
    expect((await problemOf(send({ ask: { ...judging, signal: asker.signal } }))).problem).toMatchObject({ code: 'TIMEOUT', message: expect.stringContaining('asker') as string });
    expect((await problemOf(send({ ask: { ...judging, signal: AbortSignal.abort() } }))).problem.code).toBe('TIMEOUT');
  });

  it('is unreachable, and perhaps arrived, when the socket breaks', async () => {
    listener = (request) => { request.socket.destroy(); };
    expect(await problemOf(send())).toMatchObject({ status: null, mayHaveArrived: true, problem: { code: 'UNREACHABLE' } });
  });

  it('is unreachable, and perhaps arrived, when it breaks within the body', async () => {
    listener = (request, response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' }); response.write('{"word"', () => { request.socket.destroy(); }); };
    expect(await problemOf(send())).toMatchObject({ status: 200, mayHaveArrived: true, problem: { code: 'UNREACHABLE' } });
  });

  it('is unreachable, and certainly not arrived, where nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => { closed.listen(0, '127.0.0.1', resolve); });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => { closed.close(resolve); });
    expect(await problemOf(send({}, { url: `http://127.0.0.1:${port}` }))).toMatchObject({ status: null, mayHaveArrived: false, isDefiniteRefusal: false, problem: { code: 'UNREACHABLE' } });
  });
});

it('keeps secrets and the tool\'s own words out of errors and logs', async () => {
  listener = (_request, response) => { json(response, { word: 'upstream-words' }, 500, { 'x-upstream': 'upstream-words' }); };
  const lines: ExchangeLine[] = [];
  const problem = await problemOf(send({ query: { token: secret } }, { log: (line) => lines.push(line) }));
  const told = [problem.message, problem.stack, JSON.stringify(problem), String(problem.cause), JSON.stringify(lines)].join();
  expect(told).not.toContain(secret);
  expect(told).not.toContain('upstream-words');
  expect(lines).toEqual([{ connection: 'tool', purpose: 'judge', doing: 'reading a thing', method: 'GET', path: '/thing', status: 500, milliseconds: expect.any(Number) as number, waitedMs: expect.any(Number) as number, problem: 'SERVER_ERROR' }]);
});
