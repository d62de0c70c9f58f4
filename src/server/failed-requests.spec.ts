import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { failedRequests } from './failed-requests.ts';
import type { Log } from './log.ts';
import { SignInUnavailable } from './sign-in/index.ts';

const logged: unknown[] = [];
const log = { error: (entry: unknown) => { logged.push(entry); } } as unknown as Log;
let failure: Error | null = null;
let server: Server;

beforeAll(async () => {
  const app = express();
  app.post('/', (_request, _response, next) => { next(failure ?? undefined); }, express.json({ limit: 100 }));
  app.use(failedRequests(log));
  server = createServer(app);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
});
afterAll(async () => { await new Promise((resolve) => { server.close(resolve); }); });
beforeEach(() => { logged.length = 0; });

async function post(body: string): Promise<readonly [number, unknown]> {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { errors } = await answer.json() as { readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly code: string } }] };
  return [answer.status, `${errors[0].extensions.code}: ${errors[0].message}`];
}

it.each([
  ['a body that is no JSON', null, '{', 400, /^BAD_USER_INPUT: The request is not/, 0],
  ['a body that is too large', null, JSON.stringify('x'.repeat(200)), 413, /^TOO_COMPLEX: The request is larger/, 0],
  ['a sign-in that cannot be checked now', new SignInUnavailable('The keys cannot be read now: try again.'), '{}', 503, /^UNAUTHENTICATED: The keys cannot be read now/, 0],
  ['a failure of ours, which it does not tell', new Error('connect ECONNREFUSED secret-host:5432'), '{}', 500, /^INTERNAL: The hub failed\. Its log says why/, 1],
])('answers %s', async (_title, thrown, body, status, words, lines) => {
  failure = thrown;
  const [answered, said] = await post(body);
  expect([answered, logged.length]).toEqual([status, lines]);
  expect(said).toMatch(words);
  expect(said).not.toContain('secret-host');
});
