import { migrations } from './migrations/index.ts';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MovedClock, onPostgres } from './each-database.fixture.ts';
import { lockDirectory } from './directory-lock.ts';
import { openStore } from './index.ts';
import type { Store } from './index.ts';

const clock = new MovedClock();

describe('A store in a folder', () => {
  let directory: string;
  const opened: Store[] = [];
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'muster-store-')); });
  afterEach(async () => {
    for (const store of opened) await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('keeps what it was told, and the folder to itself', async () => {
    const store = await openStore({ directory }, { clock });
    opened.push(store);
    await store.copies.keep([{ connection: 'sn', kind: 'change', identity: 'sn:change:1', reference: null, content: 1, fetchedAt: '2026-11-20T00:00:00.000Z' }]);
    await store.queue.enqueue('left', 'k', 0);
    await expect(openStore({ directory }, { clock })).rejects.toThrow(`the database in ${directory} is held by process ${process.pid} (since 2026-11-23T05:00:00.000Z)`);
    await store.ping();
    expect(store.isEmbedded).toBe(true);
    await store.close();

    const reopened = await openStore({ directory }, { clock });
    opened.push(reopened);
    expect((await reopened.copies.find('change', ['sn:change:1'])).size).toBe(1);
    const worked = new Promise<string>((resolve) => { void reopened.queue.work('left', (key) => { resolve(key); return Promise.resolve(); }); });
    expect(await worked).toBe('k');
    await reopened.close();
    expect(readdirSync(directory)).toEqual(['database']);
  }, 60_000);
});

test('A folder that holds no database of ours is named', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'muster-broken-'));
  mkdirSync(join(directory, 'database'));
  writeFileSync(join(directory, 'database', 'PG_VERSION'), '9.1\n');
  await expect(openStore({ directory }, { clock })).rejects.toMatchObject({ name: 'StoreError', message: expect.stringContaining(`could not open the database in ${directory}`) as string });
  expect(readdirSync(directory)).toEqual(['database']);
  rmSync(directory, { recursive: true, force: true });
});

describe('The lock of a folder', () => {
  let directory: string;
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'muster-lock-')); });
  afterEach(() => { rmSync(directory, { recursive: true, force: true }); });
  const holder = (): { pid: number; processStart: string | null } => JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')) as { pid: number; processStart: string | null };

  test('of a dead process is taken over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: child.pid, processStart: null, since: 'once', token: 't' }));
    const lock = lockDirectory(directory, clock);
    expect(holder().pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('of a live process is respected, but not when its id was given to another process since', () => {
    const lock = lockDirectory(directory, clock);
    expect(() => lockDirectory(directory, clock)).toThrow(/is held by process/);
    const { processStart } = holder();
    lock.release();
    if (processStart === null) return; // The operating system does not say when a process started.
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: process.pid, processStart: 'before the boot', since: 'once', token: 't' }));
    lockDirectory(directory, clock).release();
  });

  test('of a killed process that nobody asked about yet is taken over', async () => {
    // The shell becomes a sleep, which never asks how its child ended.
    const parent = spawn('sh', ['-c', 'sh -c "kill -9 \\$\\$" & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(parent.stdout, 'data') as [Buffer];
    const pid = Number(line.toString());
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid, processStart: null, since: 'once', token: 't' }));
    lockDirectory(directory, clock).release();
    expect(readdirSync(directory)).toEqual([]);
    parent.kill();
  });

  test('that is no lock at all is replaced', () => {
    writeFileSync(join(directory, 'lock'), '');
    lockDirectory(directory, clock).release();
    expect(readdirSync(directory)).toEqual([]);
  });
});

/** Not as the lock asks, but as ps does. */
function isRunning(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

test('A server that cannot be reached is named without its password', async () => {
  await expect(openStore({ databaseUrl: 'postgres://me:hunter2@127.0.0.1:1/nowhere' }, { clock })).rejects.toMatchObject({
    name: 'StoreError', message: expect.stringMatching(/^could not open the database at 127\.0\.0\.1:1\/nowhere: (?!.*hunter2)/) as string,
  });
});

test('A server that says the password back is not repeated', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (data) => {
      // PostgreSQL's AuthenticationCleartextPassword first; then an ErrorResponse.
      if (data[0] !== 0x70) return void socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      const fields = Buffer.from(`SFATAL\0C28P01\0Mno, not by ${data.subarray(5, -1).toString()}\0\0`);
      const length = Buffer.alloc(4);
      length.writeInt32BE(fields.length + 4);
      socket.end(Buffer.concat([Buffer.from('E'), length, fields]));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const refused = openStore({ databaseUrl: `postgres://me:hunter%202%26@127.0.0.1:${port}/nowhere` }, { clock });
  await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/no, not by \(secret\)\. Check/) as string });
  await new Promise((resolve) => server.close(resolve));
});

onPostgres('Nodes that open one database', (given) => {
  test('at the same moment, while it is empty, migrate it once', async () => {
    await given.store().close();
    await given.sql('drop schema muster cascade');
    await given.sql('drop schema pgboss cascade');
    const nodes = await Promise.all([given.anotherNode(), given.anotherNode(), given.anotherNode()]);
    await Promise.all(nodes.map((node) => node.ping()));
    expect(await given.sql('select name from muster.migration order by id')).toEqual(migrations.map(({ name }) => ({ name })));
  });
});
