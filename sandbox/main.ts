import { fstatSync } from 'node:fs';
import { durationMs } from './duration.ts';
import { startSandbox, writeHubConfig } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * The process behind `npm start`'s sandbox. Says `{"ready":true,…}` in one line on stdout once every tool answers.
 * Reads SANDBOX_PORT (4100), MUSTER_STATE_DIR (.muster), MUSTER_CLOCK_OFFSET (e.g. P7D), SANDBOX_RUN_MS (3000).
 */
async function main(): Promise<void> {
  const env = process.env;
  const stateDir = env['MUSTER_STATE_DIR'] ?? '.muster';
  const offset = env['MUSTER_CLOCK_OFFSET'] === undefined || env['MUSTER_CLOCK_OFFSET'] === '' ? 0 : durationMs(env['MUSTER_CLOCK_OFFSET']);
  const asked = stopRequest();
  const sandbox = await startSandbox({
    stateDir, now: () => new Date(Date.now() + offset),
    basePort: wholeNumber('SANDBOX_PORT', 4100, 65_000), runMs: wholeNumber('SANDBOX_RUN_MS', 3_000, 3_600_000),
  });
  const config = writeHubConfig(sandbox, stateDir, { isSynced: true, isObserved: true });
  console.log(JSON.stringify({ ready: true, config, tools: toolsOf(sandbox) }));
  await asked;
  await sandbox.close();
  process.exit(0);
}

function toolsOf({ tools }: Sandbox): object {
  return Object.fromEntries(Object.entries(tools).map(([name, { url }]) => [name, { url }]));
}

function wholeNumber(name: string, fallback: number, highest: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  if (/^\d+$/.test(text) && Number(text) <= highest) return Number(text);
  throw new Error(`Starting the sandbox: ${name} is "${text}", and must be a whole number from 0 to ${highest}.`);
}

/** Resolves when a signal asks to stop, or the process that started this one is gone. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve(); });
    if (process.connected) process.once('disconnect', () => { resolve(); });
    else if (isStdinHeld()) process.stdin.once('end', () => { resolve(); }).once('error', () => { resolve(); }).resume();
  });
}

/** A pipe on stdin is somebody's hand; a terminal or /dev/null is nobody's, and its end means nothing. */
function isStdinHeld(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
