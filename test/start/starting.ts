import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

/** What `npm start` runs, as a process of its own. */
export interface Started {
  readonly pid: number;
  /** What it says when all is up; rejects when it ends before. */
  readonly banner: Promise<string>;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** The processes that it started and that are there. */
  children(): readonly number[];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SandboxFile {
  readonly url: string;
  readonly tokens: Readonly<Record<'viewer' | 'releaseManager' | 'changeAuthority' | 'administrator', string>>;
  readonly tools: Readonly<Record<'servicenow' | 'jira' | 'artifactory' | 'github', { readonly url: string }>>;
}

const lastWords = /Try, in another terminal[^]*--wait\n|npx muster --help\n/;
const running: Started[] = [];

/** Starts it with nothing of this machine's settings but PATH, on any free ports where `environment` names none. */
export function startMuster(environment: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], { cwd: root, env: { PATH: process.env['PATH'], PORT: '0', SANDBOX_PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code: code as Ended['code'], signal: signal as Ended['signal'], stdout, stderr }));
  const banner = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (lastWords.test(stdout)) resolve(stdout);
    });
    void ended.then(({ code }) => { reject(new Error(`npm start ended with ${code ?? 'a signal'}: ${stderr}`)); });
  });
  banner.catch(() => undefined); // One that was to end early is nobody's error.
  const started: Started = { pid: child.pid ?? 0, banner, ended, kill: (signal) => { child.kill(signal); }, children: () => childrenOf(child.pid ?? 0) };
  running.push(started);
  return started;
}

/** Ends what a failed test left, hard. */
export function endAll(): void {
  for (const { pid } of running.splice(0)) for (const one of [...childrenOf(pid), pid]) kill(one);
}

export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that has ended and that nobody asked about yet still has an id, on Linux a telling one.
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\s+[ZX]/m.test(readFileSync(status, 'utf8'));
}

/** Waits until none of them is there, for ten seconds at most; those that stay. */
export async function stayBehind(pids: readonly number[]): Promise<readonly number[]> {
  for (let looks = 0; looks < 100 && pids.some(isThere); looks += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  return pids.filter(isThere);
}

export function stateFolder(): { readonly folder: string; readonly file: string; read(): SandboxFile; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-start-'));
  const file = path.join(folder, 'sandbox.json');
  return { folder, file, read: () => JSON.parse(readFileSync(file, 'utf8')) as SandboxFile, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}

function childrenOf(pid: number): readonly number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).trim().split('\n').map(Number);
  } catch {
    return []; // pgrep found none.
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
