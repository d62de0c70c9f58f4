import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compiled } from '../system/program.ts';

export const root = path.join(import.meta.dirname, '../..');

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  /** Added to nothing but PATH: what this machine or this test run is set to must not leak in. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
}

/** Runs the built command line as a process of its own, its output in pipes. */
export async function muster(words: readonly string[], place: Place): Promise<Said> {
  const { child, said } = startMuster(words, place);
  child.stdin?.end(place.stdin ?? '');
  return said;
}

/** As muster, but hands out the process while it runs. */
export function startMuster(words: readonly string[], { env, cwd = root }: Place): { readonly child: ChildProcess; readonly said: Promise<Said> } {
  const child = spawn(process.execPath, [path.join(root, 'bin/muster.js'), ...words], { cwd, env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled, ...env }, stdio: 'pipe' });
  const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    .then(([stdout, stderr, [code]]): Said => ({ code: code as number | null, stdout, stderr }));
  return { child, said };
}
