import { spawn } from 'node:child_process';

/** How long a process may take to end in order before it is ended hard, milliseconds. Nothing is lost by it, only later. */
const patienceMs = 20_000;
const running = [];
let isEnding = false;

/** Starts a process that ends no later than this one does in order. */
export function launch(command, args, options) {
  const child = spawn(command, args, options);
  running.push(child);
  child.once('exit', () => running.splice(running.indexOf(child), 1));
  return child;
}

/** Runs a process to its end. Resolves with its exit code, 1 when it could not start; never when it is ended by endAll. */
export function runToEnd(command, args, options) {
  return new Promise((resolve) => {
    const child = launch(command, args, options);
    child.once('exit', (code) => { if (!isEnding) resolve(code ?? 1); });
    child.once('error', (error) => {
      console.error(`Starting ${command} failed: ${error.message}.`);
      resolve(1);
    });
  });
}

/** Ends what runs, the youngest first, each after the one that needed it is gone. */
export async function endAll() {
  isEnding = true;
  for (const child of [...running].reverse()) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(impatience);
  }
}

/** Ends what runs at once, whatever it is doing. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL');
}
