import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Story } from '../../sandbox/bank/story.ts';
import type { ToolName } from '../../sandbox/hub-config.ts';
import type { AccessTokens } from '../../sandbox/keepsakes.ts';
import { startSandbox, urlsOf, writeHubConfig, type Sandbox } from '../../sandbox/sandbox.ts';
import { seedHub } from '../../sandbox/seed/seed-hub.ts';
import { freshDatabase } from '../../test/system/database.ts';
import { startProgram } from '../../test/system/program.ts';

/** The stand-ins, what a hub on them keeps, and hubs that are started on it one after another. */
export interface Bank {
  readonly sandbox: Sandbox;
  /** Starts the built hub with its clock so far ahead, lets `use` have it, and stops it. */
  withHub<T>(clockOffset: string, use: (hub: RunningHub) => Promise<T>): Promise<T>;
  /** Calls that the stand-ins have counted since the last time, by tool. */
  calls(): Promise<Readonly<Record<string, number>>>;
  /** Every tool takes so much longer to answer. */
  slow(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface RunningHub {
  readonly url: string;
  /** Sends an operation as the release manager; errors are an Error. */
  ask<T>(query: string, variables?: unknown): Promise<T>;
}

export async function openBank(): Promise<Bank> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
  const database = await freshDatabase(stateDir);
  const sandbox = await startSandbox({ basePort: 0, stateDir });
  const configuration = writeHubConfig(sandbox, stateDir);
  // Calls are counted here and not milliseconds: a busy machine must not make the hub give up a tool.
  writeFileSync(configuration, readFileSync(configuration, 'utf8').replaceAll('page: PT2S', 'page: PT30S'));
  const atAll = (request: string, init: RequestInit = {}): Promise<readonly (readonly [string, Response])[]> =>
    Promise.all(Object.entries(sandbox.tools).map(async ([name, { url }]) => [name, await fetch(`${url}/__sandbox/${request}`, init)] as const));
  return {
    sandbox,
    async withHub(clockOffset, use) {
      const location: Readonly<Record<string, string>> = 'databaseUrl' in database.location ? { DATABASE_URL: database.location.databaseUrl } : {};
      const hub = startProgram<{ readonly url: string }>('dist/src/server/main.js', { PORT: '0', MUSTER_STATE_DIR: stateDir, MUSTER_CONFIG: configuration, MUSTER_CLOCK_OFFSET: clockOffset, ...location });
      try {
        const { url } = await hub.ready;
        return await use({ url, ask: (query, variables = {}) => ask(url, sandbox.tokens.releaseManager, query, variables) });
      } finally {
        await hub.stop();
      }
    },
    async calls() {
      const counted = await Promise.all((await atAll('calls')).map(async ([name, response]) => [name, (await response.json() as { readonly total: number }).total] as const));
      await atAll('calls', { method: 'DELETE' });
      return Object.fromEntries(counted.filter(([, total]) => total > 0));
    },
    async slow(ms) {
      await atAll('latency', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ms }) });
    },
    async close() {
      await sandbox.close();
      await database.drop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** What a hub is filled from. */
export interface Told {
  readonly story: Story;
  readonly tokens: Pick<AccessTokens, 'releaseManager' | 'changeAuthority'>;
  readonly urls: Readonly<Record<ToolName, string>>;
}

export function toldBy({ story, tokens, tools }: Sandbox): Told {
  return { story, tokens, urls: urlsOf(tools) };
}

/** The story's four releases as the sandbox seeds them, then the others, created over the public API with their build and changes declared. */
export async function fill({ story, tokens, urls }: Told, hub: RunningHub): Promise<void> {
  await seedHub({ hubUrl: hub.url, tokens, tools: urls, story });
  const { releases } = await hub.ask<{ readonly releases: { readonly nodes: readonly { readonly key: string }[] } }>('query Known { releases(first: 500) { nodes { key } } }');
  const known = new Set(releases.nodes.map(({ key }) => key));
  for (const release of story.releases.filter(({ key }) => !known.has(key))) {
    const uncorrelated = release.changes.filter(({ correlationId }) => correlationId === null);
    const input = {
      key: release.key, version: release.version, serviceKey: release.serviceKey,
      records: [{ reference: `artifactory:build:${release.build.name}/${release.build.number}` }, ...uncorrelated.map(({ number, environment }) => ({ reference: `servicenow:change:${number}`, environment }))],
    };
    const { payload } = await hub.ask<{ readonly payload: { readonly userErrors: readonly unknown[] } }>('mutation Create($input: CreateReleaseInput!) { payload: createRelease(input: $input) { userErrors { message } } }', { input });
    if (payload.userErrors.length > 0) throw new Error(`Filling the hub: ${release.key} was refused: ${JSON.stringify(payload.userErrors)}`);
  }
}

/** @throws Error when the hub answers no data, or an error beside it other than that a tool keeps records from us (the sandbox's ServiceNow does). */
export async function ask<T>(url: string, token: string, query: string, variables: unknown): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${token}` }, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json() as { readonly data?: T; readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] };
  if (data === undefined || (errors ?? []).some(({ extensions }) => extensions?.code !== 'SOURCE_UNAVAILABLE')) throw new Error(`Asking the hub: it answered ${JSON.stringify(errors ?? []).slice(0, 500)}`);
  return data;
}
