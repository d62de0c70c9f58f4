import { createServer, type Server } from 'node:http';
import { isIP, type AddressInfo, type LookupFunction } from 'node:net';
import { z } from 'zod';
import { judging } from '../../domain/ports/ask.ts';
import { createHttpClient } from './client.ts';
import { createLine } from './line.ts';
import { HttpProblem } from './problem.ts';
import type { Outgoing } from './outgoing.ts';

/** Ways to write an address that is nobody's business. */
const loopback = [
  '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7F.0.0.1', '0x7f.1', '0177.0.0.1', '017700000001', '0177.0.0.01', '127.0.0.1.', '127.255.255.254', '127.0.0.2',
  '%31%32%37.0.0.1', '１２７.0.0.1', '127。0。0。1', '127．0．0．1', '①②⑦.0.0.1', '0', '0.0.0.0', '0x0', '00.0.0.0',
  '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]', '[::FFFF:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]',
  'localhost', 'LOCALHOST', 'localhost.', 'ｌocalhost',
];
const elsewhere = [
  '169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]', '[fe80::1]', '[fe80::a9fe:a9fe]',
  '10.0.0.1', '10.255.255.254', '012.0.0.1', '167772161', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1', '0xc0.0xa8.0.1', '100.64.0.1', '100.127.255.254', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1',
  '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '[fc00::1]', '[fdff::1]', '[ff02::1]', '[2001:db8::1]', '[2002:a9fe:a9fe::]', '[64:ff9b::a9fe:a9fe]', '[::ffff:10.0.0.1]', '[2001::1]',
];
/** What a name may resolve to; the last of several is the one that counts for somebody else's check. */
const resolved: readonly (readonly string[])[] = [
  ['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['10.0.0.1'], ['192.168.0.1'], ['172.16.0.1'], ['0.0.0.0'], ['fe80::1'], ['fc00::1'], ['100.64.0.1'], ['64:ff9b::7f00:1'],
  ['93.184.216.34', '127.0.0.1'], ['127.0.0.1', '93.184.216.34'], ['2606:2800:220:1::1', '::1'], [], ['not an address'],
];
const redirects = [301, 302, 303, 307, 308].flatMap((status) => ['127.0.0.1', '127.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost', '//'].map((host) => ({ status, host })));

export interface Tried {
  readonly tricks: number;
  /** How often the canary was connected to. */
  readonly connections: number;
  /** Tricks that came by with an answer, or so far as to a socket. */
  readonly passed: readonly string[];
}

/** Tries to lead the one http room to a canary on this machine, and to other places that are nobody's business. Sends nothing anywhere else. */
export async function tryTricks(): Promise<Tried> {
  let connections = 0;
  const canary = await listening('127.0.0.1', (_status, server) => { server.on('connection', () => { connections += 1; }); });
  const redirecting = await listening('127.0.0.2', () => undefined, canary.port);
  const passed: string[] = [];
  let tricks = 0;
  const attempt = async (trick: string, url: string, outgoing: Outgoing, path = '/'): Promise<void> => {
    tricks += 1;
    try {
      const line = createLine(clock, {}, outgoing);
      const client = createHttpClient({ connection: 'tool', url, authorize: () => ({ authorization: 'Bearer canary-secret' }), deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, clock, line });
      await client.send({ method: 'GET', path, schema: z.unknown(), ask: judging, doing: 'being tricked' });
      passed.push(trick);
    } catch (error) {
      // What was refused before a socket was opened, and a redirect that was not followed; a rebound name was connected to where it was judged to be.
      const isRefused = error instanceof TypeError || (error instanceof HttpProblem && /private or reserved address|redirect/.test(error.problem.message));
      if (!isRefused && trick !== 'rebinding') passed.push(`${trick}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const named = (...addresses: readonly string[]): Outgoing => ({ allowed: [], resolve: answering(() => addresses) });
  const here = named('127.0.0.1');
  for (const host of [...loopback, ...elsewhere]) await attempt(host, `http://${host}:${canary.port}`, here);
  for (const host of loopback.slice(0, 12)) await attempt(`userinfo ${host}`, `http://api.github.com:443@${host}:${canary.port}`, here);
  for (const host of loopback.slice(0, 8)) await attempt(`https ${host}`, `https://${host}:${canary.port}`, here);
  for (const addresses of resolved) await attempt(`name for ${addresses.join()}`, `http://tool.example:${canary.port}`, named(...addresses));
  for (const [index, { status, host }] of redirects.entries()) await attempt(`${status} to ${host}`, `http://127.0.0.2:${redirecting.port}`, { allowed: ['127.0.0.2/32'] }, `/${index}`);
  // A name that is judged by its first answer and would be connected to by its second.
  let asked = 0;
  for (let nth = 0; nth < 8; nth += 1) await attempt('rebinding', `http://tool.example:${canary.port}`, { allowed: ['127.0.0.2/32'], resolve: answering(() => [asked++ % 2 === 0 ? '127.0.0.2' : '127.0.0.1']) });
  await Promise.all([canary.close(), redirecting.close()]);
  return { tricks, connections, passed };
}

const clock = { now: () => new Date() };

function answering(addresses: () => readonly string[]): LookupFunction {
  return (_host, _options, callback) => { callback(null, addresses().map((address) => ({ address, family: isIP(address) }))); };
}

async function listening(host: string, prepare: (port: number, server: Server) => void, leadsTo?: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const redirect = redirects[Number(request.url?.slice(1))];
    const target = redirect === undefined ? '' : redirect.host === '//' ? `//127.0.0.1:${leadsTo ?? 0}/` : `http://${redirect.host}:${leadsTo ?? 0}/`;
    response.writeHead(leadsTo === undefined ? 200 : redirect?.status ?? 404, { 'content-type': 'application/json', ...(leadsTo !== undefined && { location: target, refresh: `0;url=${target}` }) }).end('{}');
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, host, resolve); });
  const { port } = server.address() as AddressInfo;
  prepare(port, server);
  return { port, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }) };
}
