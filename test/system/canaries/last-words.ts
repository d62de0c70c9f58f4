import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parse, stringify } from 'yaml';
import { places } from '../../../sandbox/keepsakes.ts';
import { pinnedNode, root } from '../program.ts';
import type { Hear } from './flows.ts';
import type { Planted } from './planting.ts';

export interface Ending {
  readonly stateDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** false: only one; the configuration's own test has the mistakes too. */
  readonly isWhole: boolean;
  readonly hear: Hear;
}

type File = Record<string, unknown> & { connections: Record<string, unknown>[]; notices: { channels: Record<string, unknown>[] } };

/** Starts hubs that cannot start, each for another mistake about a secret, and hears their last words. */
export async function failToStart(planted: Planted, { stateDir, environment, isWhole, hear }: Ending): Promise<void> {
  const good = readFileSync(path.join(stateDir, places.config), 'utf8');
  const changed = (change: (file: File) => void): string => { const file = parse(good) as File; change(file); return stringify(file, { lineWidth: 0 }); };
  const secret = planted.secret('jira-data-center sign-in');
  const named = planted.placeholders.get('jira-data-center sign-in') ?? '';
  const [first] = (parse(good) as File).connections.map(({ name }) => String(name));
  const mistakes: readonly (readonly [string, string])[] = [
    ['a sign-in of no kind', changed(({ connections: [one] }) => { if (one) one['auth'] = { bearer: { token: secret } }; })],
    ['a sign-in that the tool has not', changed(({ connections }) => { for (const one of connections) one['auth'] = { oauth: { clientId: secret, clientSecret: secret } }; })],
    ['an address with a sign-in', changed(({ connections: [one] }) => { if (one) one['url'] = `http://muster:${secret}@127.0.0.1:1/`; })],
    ['an address that is none', changed(({ connections: [one] }) => { if (one) one['url'] = secret; })],
    ['secrets where names stand', changed((file) => { for (const one of file.connections) Object.assign(one, { name: named, system: named, deadline: { page: named } }); file['environments'] = [{ name: named, policy: named }]; })],
    ['keys that are none', changed((file) => { file['receipts'] = { signingKey: secret, keys: [secret] }; for (const one of file.notices.channels) Object.assign(one, { secret, url: secret }); })],
    ['a space forgotten', changed(({ connections: [one] }) => { if (one) one[`url:${secret}`] = null; })],
    ['an alias', good.replace(`name: ${first ?? ''}`, `name: *${secret}`)],
    ['a tag', good.replace(`name: ${first ?? ''}`, `name: !${secret} x`)],
    ['an open quote', good.replace(`name: ${first ?? ''}`, `name: "${secret}`)],
    ['two in one line', good.replace(`name: ${first ?? ''}`, `name: ${secret}: ${secret}: x`)],
  ];
  for (const [title, file] of isWhole ? mistakes : []) {
    const config = path.join(stateDir, 'mistaken.yaml');
    writeFileSync(config, file);
    await lastWords(title, { ...environment, MUSTER_CONFIG: config }, hear);
  }
  const databaseUrl = (rest: string): Readonly<Record<string, string>> => ({ ...environment, DATABASE_URL: `postgres://muster:${planted.secret('database password')}@${rest}` });
  const server = await startRefusingDatabase();
  if (isWhole) await lastWords('a database that is not there', databaseUrl('127.0.0.1:1/muster'), hear);
  await lastWords('a database that refuses', databaseUrl(`127.0.0.1:${server.port}/muster`), hear);
  if (isWhole) await lastWords('an address of a database that is none', databaseUrl('127.0.0.1:port/muster'), hear);
  await server.close();
}

async function lastWords(title: string, environment: Readonly<Record<string, string>>, hear: Hear): Promise<void> {
  const child = spawn(pinnedNode, [path.join(root, 'dist/src/server/main.js')], { cwd: root, env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const late = setTimeout(() => { child.kill(); }, 30_000);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  clearTimeout(late);
  if (stdout.includes('"ready":true')) throw new Error(`a hub started in spite of ${title}`);
  hear(`last words, for ${title}`, `${stdout} ${stderr}`);
}

/** Speaks PostgreSQL's protocol as far as asking for the password in the clear, and says it back in its refusal. */
async function startRefusingDatabase(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (data) => {
      const isPassword = data[0] === 'p'.charCodeAt(0);
      if (!isPassword) return void socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      const fields = Buffer.from(`SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "muster" with ${data.subarray(5).toString('utf8').replaceAll('\0', '')}\0\0`, 'utf8');
      const head = Buffer.alloc(5);
      head.write('E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }) };
}
