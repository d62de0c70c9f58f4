import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TellerSettings } from '../../src/notices/index.ts';
import type { Pace } from './kill/die-at.ts';
import { startProgram, type Exit, type Program } from './program.ts';
import { post, type Answer, type Who } from './world.ts';

export type HubProcess = Program<{ readonly url: string }>;
type SandboxProcess = Program<{ readonly config: string; readonly tools: Readonly<Record<'servicenow' | 'jira' | 'artifactory' | 'github', { readonly url: string }>> }>;

export interface TownOptions {
  /** null: the embedded database in the state folder. */
  readonly databaseUrl: string | null;
  /** how long a workflow run takes */
  readonly runMs: number;
  /** Left out, the hub is started as people start it; given, by the tests' own entry, for a runner in a hurry. */
  readonly pace?: Pace;
  /** With a pace: how notices are sent. */
  readonly telling?: Partial<TellerSettings>;
}

/** Muster as people run it: the built sandbox and hub, each in a process of its own, over one state folder. */
export class Town {
  readonly stateDir = mkdtempSync(path.join(tmpdir(), 'muster-town-'));
  readonly #environment: Readonly<Record<string, string>>;
  readonly #hubFile: string;
  readonly #running: Program<unknown>[] = [];
  #sandbox: SandboxProcess | undefined;

  constructor({ databaseUrl, runMs, pace, telling }: TownOptions) {
    this.#hubFile = pace === undefined ? 'dist/src/server/main.js' : 'test/system/kill/hub-that-dies.mjs';
    this.#environment = { MUSTER_STATE_DIR: this.stateDir, SANDBOX_PORT: '0', SANDBOX_RUN_MS: String(runMs), PORT: '0', ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }), ...(pace && { MUSTER_RUNNER: JSON.stringify(pace) }), ...(telling && { MUSTER_TELLER: JSON.stringify(telling) }) };
  }

  async startSandbox(clockOffset = 'PT0S'): Promise<void> {
    this.#sandbox = this.#start('dist/sandbox/main.js', { MUSTER_CLOCK_OFFSET: clockOffset });
    await this.#sandbox.ready;
  }

  async stopSandbox(): Promise<Exit | undefined> {
    return this.#sandbox?.stop();
  }

  async startHub(clockOffset = 'PT0S'): Promise<HubProcess> {
    const hub = this.beginHub(clockOffset);
    await hub.ready;
    return hub;
  }

  /** A hub that may not come to be ready. */
  beginHub(clockOffset = 'PT0S'): HubProcess {
    return this.#start(this.#hubFile, { MUSTER_CLOCK_OFFSET: clockOffset, MUSTER_CONFIG: path.join(this.stateDir, 'sandbox-muster.yaml') });
  }

  /** The four releases of the story, through the hub's own API. */
  async seed(hub: HubProcess): Promise<void> {
    const seeding = this.#start('dist/sandbox/seed/main.js', { MUSTER_URL: (await hub.ready).url });
    const { code } = await seeding.exited;
    if (code !== 0) throw new Error(`seeding failed: ${seeding.said()}`);
  }

  async ask<T>(hub: HubProcess, query: string, variables: unknown = {}, who: Who = 'releaseManager'): Promise<Answer<T>> {
    return post<T>((await hub.ready).url, this.token(who), { query, variables });
  }

  token(who: Who): string {
    const file = { viewer: 'viewer', releaseManager: 'release-manager', changeAuthority: 'change-authority', deployer: 'deployer', administrator: 'administrator', auditor: 'auditor' }[who];
    return readFileSync(path.join(this.stateDir, 'tokens', file), 'utf8').trim();
  }

  /** How many dispatches the GitHub stand-in took since it was started. */
  async dispatches(): Promise<number> {
    const tools = (await this.#sandbox?.ready)?.tools;
    const { calls } = await (await fetch(`${tools?.github.url ?? ''}/__sandbox/calls`)).json() as { readonly calls: Readonly<Record<string, number>> };
    return Object.entries(calls).reduce((sum, [endpoint, count]) => sum + (/^POST .*\/dispatches$/.test(endpoint) ? count : 0), 0);
  }

  async close(): Promise<void> {
    for (const program of this.#running.toReversed()) await program.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  #start<Ready>(file: string, environment: Readonly<Record<string, string>>): Program<Ready> {
    const program = startProgram<Ready>(file, { ...this.#environment, ...environment });
    this.#running.push(program);
    return program;
  }
}

/** Asks again and again, until it is so; the test's own time limit ends it otherwise. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await pause(50);
  }
}
