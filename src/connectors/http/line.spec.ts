import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { acting, judging, type Ask } from '../../domain/ports/ask.ts';
import type { ConnectorSettings, ExchangeLine } from '../connector.ts';
import { clientOf } from './client-of.ts';
import { healthOf } from './line.ts';
import { HttpProblem } from './problem.ts';
import type { HttpClient, HttpRequest } from './request.ts';

const secret = 'hunter2-secret';
const schema = z.object({ word: z.string() });
const tools = { clock: { now: () => new Date() } };
const page: Ask = { purpose: 'page', maxAgeMs: 15_000 };
const live: Ask = { purpose: 'page', maxAgeMs: 0 };

let listener: RequestListener;
let server: Server;
let url: string;
let calls: number;

beforeAll(async () => {
  server = createServer((request, response) => { calls += 1; listener(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => { calls = 0; });
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

function settings(more: Partial<ConnectorSettings> = {}): ConnectorSettings {
  return { name: 'tool', isProduction: true, url, auth: { kind: 'bearer', token: secret }, deadlines: { pageMs: 300, judgeMs: 10_000, actMs: 10_000 }, ...more };
}

function clientWith(own: ConnectorSettings = settings()): HttpClient {
  return clientOf(own, tools, { authorize: () => ({ authorization: `Bearer ${secret}` }) });
}

function thing(more: Partial<HttpRequest<{ word: string }>> = {}): HttpRequest<{ word: string }> {
  return { method: 'GET', path: '/thing', schema, ask: judging, doing: 'reading a thing', ...more };
}

function reply(response: ServerResponse, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"word":"ok"}');
}

async function problemOf(sending: Promise<unknown>): Promise<HttpProblem> {
  const error: unknown = await sending.then((answer) => { throw new Error(`answered ${JSON.stringify(answer)}`); }, (reason: unknown) => reason);
  if (!(error instanceof HttpProblem)) throw error;
  return error;
}

const passing: readonly (readonly [string, RequestListener])[] = [
  ['502', (_request, response) => { reply(response, 502); }],
  ['503', (_request, response) => { reply(response, 503); }],
  ['504', (_request, response) => { reply(response, 504); }],
  ['429', (_request, response) => { reply(response, 429); }],
  ['a broken socket', (request) => { request.socket.destroy(); }],
  ['an answer that breaks off', (request, response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }); response.write('{', () => { request.socket.destroy(); }); }],
];

describe('another attempt', () => {
  it.each(passing)('is made of a read after %s, a POST marked as one included', async (_name, fault) => {
    for (const read of [thing(), thing({ method: 'POST', isRead: true, json: { query: 1 } })]) {
      calls = 0;
      listener = (request, response) => { if (calls === 1) fault(request, response); else reply(response); };
      await expect(clientWith().send(read)).resolves.toMatchObject({ status: 200 });
      expect(calls).toBe(2);
    }
  });

  it.each(passing)('is made at most twice after %s', async (_name, fault) => {
    listener = fault;
    await problemOf(clientWith().send(thing()));
    expect(calls).toBe(3);
  });

  it.each([...passing, ['500', (_request, response) => { reply(response, 500); }], ['silence', () => undefined]] as typeof passing)('is never made of a trigger, whatever is asked for, after %s', async (_name, fault) => {
    listener = fault;
    for (const ask of [acting, judging, page]) {
      calls = 0;
      await problemOf(clientWith(settings({ deadlines: { pageMs: 300, judgeMs: 300, actMs: 300 } })).send(thing({ method: 'POST', json: {}, ask })));
      expect(calls).toBe(1);
    }
  });

  it.each([400, 401, 403, 404, 409, 500])('is not made after %i', async (status) => {
    listener = (_request, response) => { reply(response, status); };
    await problemOf(clientWith().send(thing()));
    expect(calls).toBe(1);
  });
});

describe('a deadline', () => {
  it('is that of the whole question, not of its part', async () => {
    listener = () => undefined;
    const spent = await problemOf(clientWith().send(thing({ ask: { ...judging, beganAtMs: performance.now() - 10_051 } })));
    expect(spent).toMatchObject({ mayHaveArrived: false, problem: { code: 'TIMEOUT' } });
    expect(calls).toBe(0);
  });

  it('is spent by a request that waits for its turn', async () => {
    listener = () => undefined;
    const client = clientWith(settings({ limits: { concurrency: 1 } }));
    const problems = await Promise.all([problemOf(client.send(thing({ ask: live }))), problemOf(client.send(thing({ ask: { ...live, beganAtMs: performance.now() - 100 }, path: '/other' })))]);
    expect(problems.map(({ problem }) => problem.code)).toEqual(['TIMEOUT', 'TIMEOUT']);
    expect(problems.map(({ mayHaveArrived }) => mayHaveArrived)).toEqual([true, false]);
  });
});

describe('a budget', () => {
  async function mostAtOnce(own: ConnectorSettings, request: Partial<HttpRequest<{ word: string }>> = {}): Promise<number> {
    let now = 0;
    let most = 0;
    listener = (_request, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => { now -= 1; reply(response); }, 20);
    };
    const clients = [clientWith(own), clientWith(own)];
    await Promise.all(Array.from({ length: 12 }, (_none, index) => clients.map((client) => client.send(thing({ path: `/thing/${index}`, ...request })))).flat());
    return most;
  }

  it('lets ten through at once, over all clients of a connection', async () => { await expect(mostAtOnce(settings())).resolves.toBe(10); });
  it('lets as many through as configured', async () => { await expect(mostAtOnce(settings({ limits: { concurrency: 4 } }))).resolves.toBe(4); });
  it('has narrower ways within', async () => { await expect(mostAtOnce(settings(), { narrow: { name: 'aql', atOnce: 3 } })).resolves.toBe(3); });

  it.each([...passing, ['silence', () => undefined]] as typeof passing)('gets every turn back after %s', async (_name, fault) => {
    listener = fault;
    const own = settings({ deadlines: { pageMs: 300, judgeMs: 1_000, actMs: 300 } });
    const client = clientWith(own);
    await Promise.all(Array.from({ length: 31 }, (_none, index) => problemOf(client.send(thing({ path: `/thing/${index}` })))));
    expect(healthOf(own, tools).inFlight).toBe(0);
    listener = (_request, response) => { reply(response); };
    await expect(client.send(thing())).resolves.toMatchObject({ status: 200 });
  });

  const epoch = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);
  it.each<[string, number, () => Record<string, string>]>([
    ['Retry-After', 429, () => ({ 'retry-after': '60' })],
    ['GitHub’s 403 with nothing left', 403, () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(60) })],
    ['ServiceNow’s epoch', 429, () => ({ 'x-ratelimit-limit': '100', 'x-ratelimit-reset': epoch(60) })],
    ['Jira’s ISO reset to the minute', 429, () => ({ 'ratelimit-reason': 'jira-burst-based', 'x-ratelimit-reset': `${new Date(Date.now() + 120_000).toISOString().slice(0, 16)}Z` })],
    ['GitLab’s RateLimit-Reset', 429, () => ({ 'ratelimit-remaining': '0', 'ratelimit-reset': epoch(60) })],
  ])('keeps the whole connection quiet, and no other, after %s', async (_name, status, headers) => {
    listener = (_request, response) => { reply(response, status, headers()); };
    const own = settings();
    await problemOf(clientWith(own).send(thing()));
    listener = (_request, response) => { reply(response); };
    const told = await problemOf(clientWith(own).send(thing({ path: '/other' })));
    expect(told).toMatchObject({ mayHaveArrived: false, problem: { code: 'RATE_LIMITED', retryAt: expect.any(String) as string } });
    expect(healthOf(own, tools).retryAt).toBe(told.problem.retryAt);
    expect(calls).toBe(1);
    await expect(clientWith().send(thing())).resolves.toMatchObject({ status: 200 });
  });

  it('waits when the wait ends inside the deadline', async () => {
    const own = settings();
    listener = (_request, response) => { reply(response, 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(2) }); };
    await clientWith(own).send(thing());
    const startedAt = Date.now();
    const resetAt = Date.parse(healthOf(own, tools).retryAt ?? '');
    await expect(clientWith(own).send(thing())).resolves.toMatchObject({ status: 200 });
    expect(Date.now()).toBeGreaterThanOrEqual(Math.max(startedAt, resetAt - 50));
  });

  it.each<[string, number, Record<string, string>]>([
    ['`retry-after: 0` and a bucket that fills by itself', 200, { 'retry-after': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-fillrate': '1', 'x-ratelimit-interval-seconds': '1', 'x-ratelimit-reset': '99999999999' }],
    ['Jira’s limit on writes to one issue', 429, { 'ratelimit-reason': 'jira-per-issue-on-write', 'retry-after': '60' }],
  ])('slows nobody down for %s', async (_name, status, headers) => {
    const own = settings();
    listener = (_request, response) => { reply(response, status, headers); };
    await clientWith(own).send(thing()).catch(() => undefined);
    listener = (_request, response) => { reply(response); };
    await expect(clientWith(own).send(thing({ path: '/other' }))).resolves.toMatchObject({ status: 200 });
  });

  it('calls a 403 with `retry-after: 0` what it is', async () => {
    listener = (_request, response) => { reply(response, 403, { 'retry-after': '0' }); };
    expect((await problemOf(clientWith().send(thing()))).problem.code).toBe('FORBIDDEN');
  });

  it('begins no more per minute than configured', async () => {
    listener = (_request, response) => { reply(response); };
    const client = clientWith(settings({ limits: { perMinute: 6 } }));
    await client.send(thing({ ask: live }));
    await client.send(thing({ ask: live }));
    expect((await problemOf(client.send(thing({ ask: live })))).problem).toMatchObject({ code: 'RATE_LIMITED', retryAt: expect.any(String) as string });
    expect(calls).toBe(2);
  });
});

describe('a circuit', () => {
  async function open(own: ConnectorSettings): Promise<void> {
    listener = () => undefined;
    for (let time = 0; time < 3; time += 1) await problemOf(clientWith(own).send(thing({ ask: live })));
    calls = 0;
  }

  it('opens after three silences in a row: pages fail at once, told when to come back, and other connections are not touched', async () => {
    const own = settings();
    await open(own);
    expect((await problemOf(clientWith(own).send(thing({ ask: page })))).problem).toMatchObject({ code: 'CIRCUIT_OPEN', retryAt: expect.any(String) as string });
    expect(calls).toBe(0);
    expect(healthOf(own, tools)).toMatchObject({ circuit: 'OPEN', inFlight: 0, lastProblem: { code: 'TIMEOUT' } });
    listener = (_request, response) => { reply(response); };
    await expect(clientWith().send(thing({ ask: page }))).resolves.toMatchObject({ status: 200 });
  });

  it.each([['a judgement', judging], ['an act', acting]])('is passed by %s, whose success closes it', async (_name, ask) => {
    const own = settings();
    await open(own);
    listener = (_request, response) => { reply(response); };
    await clientWith(own).send(thing({ ask }));
    await expect(clientWith(own).send(thing({ ask: page }))).resolves.toMatchObject({ status: 200 });
    expect(healthOf(own, tools)).toMatchObject({ circuit: 'CLOSED', retryAt: null, lastSuccessAt: expect.any(String) as string });
  });

  it.each([400, 401, 404, 429])('stays closed however often the tool says %i', async (status) => {
    const own = settings();
    listener = (_request, response) => { reply(response, status); };
    for (let time = 0; time < 5; time += 1) await problemOf(clientWith(own).send(thing({ ask: live })));
    expect(healthOf(own, tools).circuit).toBe('CLOSED');
  });

  it('stays closed while one slow question fails among others that succeed', async () => {
    const own = settings();
    listener = (request, response) => { if (request.url !== '/slow') reply(response); };
    for (let time = 0; time < 4; time += 1) {
      await problemOf(clientWith(own).send(thing({ ask: live, path: '/slow' })));
      await clientWith(own).send(thing({ ask: live }));
    }
    expect(healthOf(own, tools).circuit).toBe('CLOSED');
  });
});

describe('the same read in flight', () => {
  async function callsOfTwo(one: Partial<HttpRequest<{ word: string }>>, other = one): Promise<number> {
    listener = (_request, response) => { setTimeout(() => { reply(response); }, 50); };
    const client = clientWith();
    await Promise.all([client.send(thing(one)), client.send(thing(other))]);
    return calls;
  }

  it('is one for two pages', async () => { await expect(callsOfTwo({ ask: page })).resolves.toBe(1); });
  it.each([['judgements', judging], ['acts', acting], ['live pages', live]])('is two for %s', async (_name, ask) => { await expect(callsOfTwo({ ask })).resolves.toBe(2); });
  it('is two when it is not the same', async () => { await expect(callsOfTwo({ ask: page }, { ask: page, query: { more: 1 } })).resolves.toBe(2); });
  it('is two of what is no read', async () => { await expect(callsOfTwo({ ask: page, method: 'POST', json: {} })).resolves.toBe(2); });
});

it('keeps the connection’s secrets out of errors, logs and health, wherever a tool repeats them', async () => {
  const lines: ExchangeLine[] = [];
  const told: unknown[] = [];
  const echo = (status: number, type: string, body: string): RequestListener => (_request, response) => { response.writeHead(status, { 'content-type': type, 'x-echo': secret, 'location': `/${secret}`, 'www-authenticate': secret, 'retry-after': secret }).end(body); };
  const faults = [
    ...[200, 301, 400, 401, 403, 404, 429, 500, 503].map((status) => echo(status, 'application/json', JSON.stringify({ [secret]: secret, word: 7, error: { message: secret } }))),
    echo(200, 'text/html', secret), echo(200, 'application/json', `{"${secret}`), echo(200, `application/${secret}`, secret),
  ];
  for (const fault of faults) {
    listener = fault;
    const own = settings();
    const client = clientOf(own, { ...tools, log: (line) => lines.push(line) }, { authorize: () => ({ authorization: `Bearer ${secret}` }) });
    const error = await problemOf(client.send(thing({ query: { token: secret } })));
    told.push(error.message, error.stack, error.problem, String(error.cause), healthOf(own, tools));
  }
  expect(lines.length).toBeGreaterThanOrEqual(faults.length);
  expect(JSON.stringify([told, lines])).not.toContain(secret);
});
