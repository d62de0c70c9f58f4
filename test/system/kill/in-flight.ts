import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Program } from '../program.ts';
import type { Act } from './points.ts';

const callComesWithinMs = 60_000;

/** The stand-in does at once what it is asked, and takes its time to say so. */
export async function slowDown(sandbox: Sandbox, { tool, call }: Act): Promise<void> {
  await steer(sandbox, tool, 'faults', { kind: 'slow', match: call, times: 1, delayMs: 3_000 });
}

/** From outside, between the call and its answer. */
export async function killDuring(hub: Program<unknown>, sandbox: Sandbox, { tool, call }: Act): Promise<void> {
  const giveUpAt = Date.now() + callComesWithinMs;
  while (!Object.keys(sandbox.tools[tool].calls()).some((endpoint) => `${endpoint}?`.includes(call)) && Date.now() < giveUpAt) await pause(20);
  await pause(200);
  hub.signal('SIGKILL');
}

/** Says to a stand-in how it is to behave. */
export async function steer(sandbox: Sandbox, tool: keyof Sandbox['tools'], what: 'faults' | 'runs' | 'builds', body: object): Promise<void> {
  const response = await fetch(`${sandbox.tools[tool].url}/__sandbox/${what}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
}
