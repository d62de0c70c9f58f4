import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { toolNames } from './hub-config.ts';
import { places } from './keepsakes.ts';

let stateDir: string;
let started: ChildProcess[];
beforeEach(() => {
  stateDir = mkdtempSync('/tmp/muster-sandbox-main-');
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(stateDir, { recursive: true });
});

interface Ready { readonly ready: boolean; readonly tools: Readonly<Record<string, { readonly url: string }>> }
interface Run { readonly child: ChildProcess; readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>; readonly ready: Promise<Ready> }

function run(env: Readonly<Record<string, string>> = {}, held?: 'stdin' | 'ipc'): Run {
  const stdio: StdioOptions = [held === 'stdin' ? 'pipe' : 'ignore', 'pipe', 'pipe', ...(held === 'ipc' ? ['ipc' as const] : [])];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'sandbox/main.ts'], { stdio, env: { ...process.env, SANDBOX_PORT: '0', MUSTER_STATE_DIR: stateDir, ...env } });
  started.push(child);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  // Not "close": with an IPC channel that was let go it never comes.
  const said = new Promise<void>((resolve) => { child.stderr?.once('end', resolve); });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => { child.once('exit', (code) => { void said.then(() => { resolve({ code, stderr }); }); }); });
  const ready = new Promise<Ready>((resolve) => { child.stdout?.once('data', (chunk: Buffer) => { resolve(JSON.parse(chunk.toString()) as Ready); }); });
  return { child, ended, ready };
}

it.each(['SIGINT', 'SIGTERM'] as const)('says where its tools are in one line, writes the configuration, and ends cleanly on %s', async (signal) => {
  const { child, ended, ready } = run();
  const { tools } = await ready;
  expect(Object.keys(tools)).toEqual(toolNames);
  expect((await fetch(`${tools['artifactory']?.url ?? ''}/artifactory/api/system/ping`)).status).toBe(200);
  expect(readFileSync(path.join(stateDir, places.config), 'utf8')).toContain(tools['jira']?.url);
  child.kill(signal);
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

it.each(['stdin', 'ipc'] as const)('ends when the hand on its %s lets go, as when its parent dies', async (held) => {
  const { child, ended, ready } = run({}, held);
  await ready;
  if (held === 'ipc') child.disconnect();
  else child.stdin?.end();
  expect((await ended).code).toBe(0);
});

it('moves its clock', async () => {
  const { ready } = run({ MUSTER_CLOCK_OFFSET: 'P7D' });
  await ready;
  const firstStart = Date.parse(readFileSync(path.join(stateDir, places.firstStart), 'utf8').trim());
  expect(firstStart - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
});

it('says in one sentence which port is in use', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await run({ SANDBOX_PORT: String(port) }).ended;
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(stderr).toBe(`Starting the sandbox's servicenow: port ${port} is in use. Stop what listens there or choose another SANDBOX_PORT.\n`);
});

it.each([[{ SANDBOX_PORT: 'many' }, 'SANDBOX_PORT is "many"'], [{ MUSTER_CLOCK_OFFSET: 'a week' }, '"a week" is no ISO 8601 duration']])('refuses %j in one sentence', async (env, sentence) => {
  const { code, stderr } = await run(env).ended;
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
