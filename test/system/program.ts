import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const root = path.join(import.meta.dirname, '../..');
export const pinnedNode = path.join(root, 'node_modules/.bin/node');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of Muster in a process of its own, e.g. the built hub. It ends with the process that started it. */
export interface Program<Ready> {
  readonly pid: number;
  /** What its ready line says. */
  readonly ready: Promise<Ready>;
  readonly exited: Promise<Exit>;
  /** Everything it wrote to stderr so far. */
  said(): string;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, and waits. */
  stop(): Promise<Exit>;
}

/** What Node compiled once is not compiled again by each of hundreds of processes. */
export const compiled = path.join(root, 'node_modules/.cache/muster/compiled');

/** How long a program may take to say that it is ready, on a machine with much else to do. */
const readyWithinMs = 150_000;

/**
 * Starts `file` (from the repository's root) with `environment` and nothing of ours but PATH. Every line of JSON that it
 * writes to stdout is told to `hear`; `ready` rejects with what it said when it ends before its ready line.
 */
export function startProgram<Ready>(file: string, environment: Readonly<Record<string, string>>, hear: (line: unknown) => void = () => undefined): Program<Ready> {
  const child = spawn(pinnedNode, [path.join(root, file)], { cwd: root, env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled, MUSTER_LOG: 'warn', ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error(`${file} was started without pipes`);
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const exited = once(child, 'exit').then(([code, signal]): Exit => ({ code: code as Exit['code'], signal: signal as Exit['signal'] }));
  const ready = new Promise<Ready>((resolve, reject) => {
    const limit = setTimeout(() => { reject(new Error(`${file} was not ready within ${readyWithinMs} ms: ${said}`)); }, readyWithinMs);
    createInterface({ input: stdout }).on('line', (text) => {
      const line: unknown = text.startsWith('{') ? JSON.parse(text) : text;
      if (typeof line === 'object' && line !== null && 'ready' in line) resolve(line as Ready);
      else hear(line);
    });
    void exited.then(({ code, signal }) => { reject(new Error(`${file} ended (${signal ?? code ?? ''}): ${said}`)); }).finally(() => { clearTimeout(limit); });
    child.once('error', reject);
  });
  ready.catch(() => undefined); // Whoever waits for it hears of it; a program that was to die young is nobody's error.
  return {
    pid: child.pid ?? 0, ready, exited,
    said: () => said,
    signal: (signal) => { child.kill(signal); },
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
