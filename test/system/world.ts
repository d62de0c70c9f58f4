import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, urlsOf, writeHubConfig, type Sandbox } from '../../sandbox/sandbox.ts';
import { seedHub } from '../../sandbox/seed/seed-hub.ts';
import type { ObserveSettings, RunnerSettings } from '../../src/deployment/index.ts';
import { readConfiguration } from '../../src/server/config/read-file.ts';
import type { FileShape } from '../../src/server/config/shape.ts';
import { startHub, type HubOptions, type RunningHub } from '../../src/server/hub.ts';
import { createLog, type Log } from '../../src/server/log.ts';
import { serve } from '../../src/server/serve.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { post, type Answer } from './post.ts';

export type Who = keyof Sandbox['tokens'];
export { post, type Answer };

/** The whole of Muster in one process: four stand-ins, the hub with its door, and a database of its own. */
export interface World {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly running: RunningHub;
  /** What the hub was told. */
  readonly configuration: FileShape;
  /** Moves the clock of hub and sandbox alike. */
  moveClock(milliseconds: number): void;
  ask<T>(query: string, variables?: unknown, who?: Who): Promise<Answer<T>>;
  /** As ask, but errors fail the test. */
  data<T>(query: string, variables?: unknown, who?: Who): Promise<T>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** What the configuration says is done after a deployment to production. */
  readonly afterwards?: object;
  /** How long a workflow run takes, milliseconds; default 200. */
  readonly runMs?: number;
  readonly deadline?: { readonly page: string; readonly judge: string };
  readonly runner?: Partial<RunnerSettings>;
  /** How what others deploy is looked at, where the configuration says that it is. */
  readonly observe?: Partial<ObserveSettings>;
  /** How readiness is watched; left out: as ever. */
  readonly watch?: HubOptions['watchSettings'];
  /** false: the hub knows no release yet. */
  readonly isSeeded?: boolean;
  /** Where GraphiQL lies as built; left out: it is not served. */
  readonly explorerFolder?: string;
  /** Changes the configuration's text before the hub reads it. */
  readonly configure?: (yaml: string) => string;
  /** Left out: nothing is heard of it. */
  readonly log?: Log;
  /** Left out: the house's. */
  readonly gates?: HubOptions['gates'];
  /** What outlives this world, so that another one may be started on it, and how far the clock is moved from the first moment on. */
  readonly kept?: { readonly folder: string; readonly database: TestDatabase; readonly offsetMs?: number };
}

const briskRunner: Partial<RunnerSettings> = { leaseMs: 2_000, sweepMs: 200, pollMs: 100, waitLookMs: 200, retryMs: 100 };

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => { for (const one of opened.splice(0).reverse()) await one(); };
  try {
    return await openWorld(options, opened, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Each thing opened says how it is closed, so that a start that fails half way leaves nothing behind. */
async function openWorld(options: WorldOptions, opened: (() => Promise<void>)[], close: () => Promise<void>): Promise<World> {
  let offset = options.kept?.offsetMs ?? 0;
  const now = (): Date => new Date(Date.now() + offset);
  const log = options.log ?? createLog('silent');
  const database = options.kept?.database ?? await freshDatabase();
  if (options.kept === undefined) opened.push(() => database.drop());
  const sandbox = await startSandbox({ basePort: 0, now, runMs: options.runMs ?? 200, ...(options.kept && { stateDir: options.kept.folder }) });
  opened.push(() => sandbox.close());
  if (options.kept !== undefined) writeHubConfig(sandbox, options.kept.folder);
  const yaml = sandbox.hubConfig({ ...(options.deadline && { deadline: options.deadline }), ...(options.afterwards && { afterwards: options.afterwards }) });
  const configuration = readText(options.configure?.(yaml) ?? yaml, options.kept?.folder);
  const running = await startHub({ configuration, location: database.location, clock: { now }, log, runnerSettings: { ...briskRunner, ...options.runner }, ...(options.observe && { observeSettings: options.observe }), ...(options.watch && { watchSettings: options.watch }), ...(options.gates && { gates: options.gates }) });
  opened.push(() => running.close());
  const door = await serve(running, { configuration, port: 0, log, ...(options.explorerFolder !== undefined && { explorerFolder: options.explorerFolder }) });
  opened.push(() => door.close());
  if (options.isSeeded !== false) await seedHub({ hubUrl: door.url, tokens: sandbox.tokens, tools: urlsOf(sandbox.tools), story: sandbox.story });

  const ask = <T>(query: string, variables: unknown = {}, who: Who = 'releaseManager'): Promise<Answer<T>> => post<T>(door.url, sandbox.tokens[who], { query, variables });
  return {
    url: door.url, sandbox, running, configuration, ask, close,
    moveClock: (milliseconds) => { offset += milliseconds; },
    async data<T>(query: string, variables?: unknown, who?: Who) {
      const { data, errors } = await ask<T>(query, variables, who);
      if (errors.length > 0 || data === null) throw new Error(`the hub answered ${JSON.stringify(errors)}`);
      return data;
    },
  };
}

/** Secrets in files are named beside the configuration's own. */
function readText(yaml: string, secretsFolder?: string): FileShape {
  const folder = secretsFolder ?? mkdtempSync(path.join(tmpdir(), 'muster-test-'));
  const file = path.join(folder, 'muster.yaml');
  try {
    writeFileSync(file, yaml);
    return readConfiguration(file, process.env, () => []);
  } finally {
    rmSync(secretsFolder === undefined ? folder : file, { recursive: true });
  }
}
