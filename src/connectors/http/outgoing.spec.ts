import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { judging } from '../../domain/ports/ask.ts';
import { createHttpClient } from './client.ts';
import { createLine } from './line.ts';
import { mayConnect } from './outgoing.ts';
import { tryTricks } from './tricks.fixture.ts';

it('lets none of 150 tricks lead it to a canary', async () => {
  const { tricks, connections, passed } = await tryTricks();
  expect({ tricks, connections, passed }).toEqual({ tricks: 150, connections: 0, passed: [] });
}, 60_000);

it.each([
  ['8.8.8.8', [], true], ['2606:4700:4700::1111', [], true], ['10.1.2.3', [], false], ['10.1.2.3', ['10.1.0.0/16'], true], ['10.2.2.3', ['10.1.0.0/16'], false],
  ['::ffff:10.1.2.3', ['10.1.0.0/16'], true], ['fd00::5', ['fd00::/8'], true], ['fd00::5', ['10.0.0.0/8'], false], ['127.0.0.1', ['127.0.0.1/32'], true], ['127.0.0.2', ['127.0.0.1/32'], false], ['nonsense', ['0.0.0.0/0'], false],
])('%s with %j allowed: %p', (address, allowed, may) => {
  expect(mayConnect(address, { allowed })).toBe(may);
});

it('reaches what configuration allows, by address and by name, and says what is missing elsewhere', async () => {
  const server = createServer((_request, response) => { response.setHeader('content-type', 'application/json').end('{"it":"works"}'); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const clock = { now: () => new Date() };
  const ask = (host: string, allowed: readonly string[]): Promise<unknown> => createHttpClient({
    connection: 'tool', url: `http://${host}:${port}`, authorize: () => ({}), deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, clock,
    line: createLine(clock, {}, { allowed, resolve: (_host, _options, callback) => { callback(null, [{ address: '127.0.0.1', family: 4 }]); } }),
  }).send({ method: 'GET', path: '/', schema: z.unknown(), ask: judging, doing: 'reading' });
  try {
    for (const host of ['127.0.0.1', 'tool.example']) {
      await expect(ask(host, ['127.0.0.1/32'])).resolves.toMatchObject({ body: { it: 'works' } });
      await expect(ask(host, [])).rejects.toMatchObject({ problem: { code: 'UNREACHABLE', message: 'stands at a private or reserved address, which outgoing.allowed of the configuration does not name (while reading)' } });
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
