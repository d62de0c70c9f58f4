import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { startProgram, type Program } from '../program.ts';
import { answerAs, deployedBy } from './answers.ts';
import { configFile, type Configure } from './config-file.ts';
import { killDuring, slowDown, steer } from './in-flight.ts';
import { actDuring, neverRuns, type Death } from './points.ts';
import type { Kept, Snapshot } from './snapshot.ts';
import { beginTally, type Tally } from './tally.ts';

/** Settings of the hub's runner; the deployment room knows them by the same names. */
export type Pace = Readonly<Partial<Record<'leaseMs' | 'sweepMs' | 'pollMs' | 'waitLookMs' | 'retryMs', number>>>;
export const brisk: Pace = { leaseMs: 2_000, sweepMs: 200, pollMs: 50, waitLookMs: 200, retryMs: 100 };
/** Nothing told: the hub keeps its own settings, as in production. */
export const defaultPace: Pace = {};

/** What became of a deployment whose hub was killed and started again. */
export interface Fate extends Death {
  /** null: it was gone, or had not ended in time */
  readonly state: string | null;
  readonly because: string;
  readonly needsAttention: boolean;
  readonly tally: Tally;
  /** from the death to the first step of the next process; null where none was left to do, or the clock was moved */
  readonly takeoverMs: number | null;
}

interface Deployment { readonly state: string; readonly because: string; readonly needsAttention: boolean }
export type Hub = Program<{ readonly url: string }>;

const runMs = 50;
const endsWithinMs = 180_000;
const ended = new Set(['SUCCEEDED', 'FAILED', 'REFUSED', 'CANCELED', 'BACKED_OUT']);
/** A trigger that never went out is only proven so when GitHub's lists have had their minute: the clock of all is moved. */
const moved = { ms: 90_000, iso: 'PT90S' };

/** ledger-1.9.2 is deployed to production, the hub dies at that point by SIGKILL, and is started again; the stand-ins live on. */
export async function dieAt(snapshot: Snapshot, death: Death, pace: Pace = brisk): Promise<Fate> {
  const kept = await snapshot.copy();
  const clock = { offsetMs: 0 };
  const sandbox = await startSandbox({ basePort: 0, stateDir: kept.stateDir, runMs, now: () => new Date(Date.now() + clock.offsetMs) });
  try {
    await steer(sandbox, 'github', 'runs', { conclusion: death.run });
    await answerAs(sandbox, death);
    const tally = await beginTally(sandbox, death.deployer);
    const diedAt = await deployAndDie(kept, sandbox, death, pace);
    const isClockMoved = neverRuns(death);
    if (isClockMoved) clock.offsetMs = moved.ms;
    const { deployment, firstStepAt } = await reviveAndWait(kept, sandbox, death, pace, isClockMoved ? moved.iso : 'PT0S');
    return {
      ...death, tally: await tally(),
      state: deployment !== null && ended.has(deployment.state) ? deployment.state : null,
      because: deployment?.because ?? 'there is no deployment', needsAttention: deployment?.needsAttention ?? false,
      takeoverMs: isClockMoved || firstStepAt === null ? null : firstStepAt - diedAt,
    };
  } finally {
    await sandbox.close();
    await kept.drop();
  }
}

async function deployAndDie(kept: Kept, sandbox: Sandbox, death: Death, pace: Pace): Promise<number> {
  const { point } = death;
  const act = actDuring(death);
  if (act !== null) await slowDown(sandbox, act);
  const hub = startHub(kept, sandbox, pace, { configure: deployedBy(death), environment: { MUSTER_KILL_AT: point } });
  const { url } = await hub.ready;
  const input = { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: randomUUID() };
  // The process may die before it answers.
  const answer = await ask<{ payload: { userErrors: readonly { message: string }[] } }>(url, sandbox, 'mutation ($input: TriggerDeploymentInput!) { payload: triggerDeployment(input: $input) { userErrors { message } } }', { input }).catch(() => null);
  const against = answer?.payload.userErrors ?? [];
  if (act !== null) await killDuring(hub, sandbox, act);
  const tooLong = pause(against.length > 0 ? 0 : endsWithinMs, null, { ref: false });
  const exit = await Promise.race([hub.exited, tooLong]);
  if (exit?.signal !== 'SIGKILL') {
    await hub.stop();
    throw new Error(`the hub did not die at ${point}: ${JSON.stringify(exit ?? against)} ${hub.said()}`);
  }
  return Date.now();
}

async function reviveAndWait(kept: Kept, sandbox: Sandbox, death: Death, pace: Pace, clockOffset: string): Promise<{ readonly deployment: Deployment | null; readonly firstStepAt: number | null }> {
  const reached: number[] = [];
  const hub = startHub(kept, sandbox, pace, { configure: deployedBy(death), environment: { MUSTER_CLOCK_OFFSET: clockOffset }, hear: (line) => { reached.push((line as { readonly at: number }).at); } });
  try {
    const { url } = await hub.ready;
    const giveUpAt = Date.now() + endsWithinMs;
    let deployment = await onlyDeployment(url, sandbox);
    while (deployment !== null && !ended.has(deployment.state) && Date.now() < giveUpAt) {
      await pause(50);
      deployment = await onlyDeployment(url, sandbox);
    }
    return { deployment, firstStepAt: reached[0] ?? null };
  } finally {
    await hub.stop();
  }
}

async function onlyDeployment(url: string, sandbox: Sandbox): Promise<Deployment | null> {
  const { deployments: { nodes } } = await ask<{ deployments: { nodes: readonly Deployment[] } }>(url, sandbox, '{ deployments(first: 2) { nodes { state because needsAttention } } }');
  if (nodes.length > 1) throw new Error('one request made two deployments');
  return nodes[0] ?? null;
}

export interface HubOptions {
  readonly configure?: Configure;
  readonly environment?: Readonly<Record<string, string>>;
  readonly hear?: (line: unknown) => void;
}

/** The built hub in a process of its own over what is kept. */
export function startHub({ databaseUrl, stateDir }: Kept, sandbox: Sandbox, pace: Pace, { configure, environment, hear }: HubOptions): Hub {
  return startProgram('test/system/kill/hub-that-dies.mjs', {
    PORT: '0', DATABASE_URL: databaseUrl, MUSTER_STATE_DIR: stateDir, MUSTER_CONFIG: configFile(sandbox, stateDir, configure), MUSTER_RUNNER: JSON.stringify(pace), ...environment,
  }, hear);
}

async function ask<T>(url: string, sandbox: Sandbox, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens.releaseManager}` }, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json() as { readonly data?: T | null; readonly errors?: unknown };
  if (errors !== undefined || data === undefined || data === null) throw new Error(`the hub answered ${JSON.stringify(errors)}`);
  return data;
}
