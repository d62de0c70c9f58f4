import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { startSandbox, urlsOf, writeHubConfig, type Sandbox } from '../../sandbox/sandbox.ts';
import { seedHub } from '../../sandbox/seed/seed-hub.ts';
import { startProgram } from '../system/program.ts';
import type { Tool } from './fault.ts';
import { startRelay, type Relay } from './relay.ts';

export interface Judged {
  readonly outcome: 'READY' | 'NOT_READY' | 'UNDETERMINED';
  readonly verdicts: readonly { readonly gate: { readonly name: string }; readonly outcome: string; readonly because: string }[];
}

/** The built hub in a process of its own, seeded, with a relay before each tool that a judgement asks. */
export interface HubBehindRelays {
  readonly relays: Readonly<Record<Tool, Relay>>;
  readonly sandbox: Sandbox;
  /** Judges by live facts; throws when the hub answers an error, whatever it is: no fault may cost the whole answer. */
  judge(key: string): Promise<Judged>;
  /** Reads what a portal's page shows of the release, anew from the tools. */
  look(key: string): Promise<void>;
  close(): Promise<void>;
}

/** How long the hub waits for a tool while judging: a hanging tool costs as much. */
const patience = 'PT1S';
const page = 'query ($key: String!) @freshness(maxAge: "PT0S") { release(key: $key) { changes { nodes { state } } workItems { nodes { progress } } configurationItems { nodes { operationalState } } } }';
const question = 'query ($key: String!) { release(key: $key) { readiness(environment: "production", basis: LIVE) { outcome verdicts { gate { name } outcome because } } } }';

interface File { readonly connections: { readonly name: string; url: string; deadline: object }[] }

/** @param change changes the hub's configuration before it starts */
export async function startHubBehindRelays(change: (file: File) => void = () => undefined): Promise<HubBehindRelays> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'muster-wire-'));
  const sandbox = await startSandbox({ basePort: 0, stateDir });
  const relays = { servicenow: await startRelay(sandbox.tools.servicenow.url), jira: await startRelay(sandbox.tools.jira.url), artifactory: await startRelay(sandbox.tools.artifactory.url) };
  const config = writeHubConfig(sandbox, stateDir);
  const file = parse(readFileSync(config, 'utf8')) as File;
  for (const connection of file.connections) {
    connection.deadline = { page: patience, judge: patience };
    if (connection.name in relays) connection.url = relays[connection.name as Tool].url;
  }
  change(file);
  writeFileSync(config, stringify(file, { lineWidth: 0 }));
  const hub = startProgram<{ readonly url: string }>('dist/src/server/main.js', { PORT: '0', MUSTER_STATE_DIR: stateDir, MUSTER_CONFIG: config, MUSTER_LOG: 'silent' });
  const close = async (): Promise<void> => {
    await hub.stop();
    for (const relay of Object.values(relays)) await relay.close();
    await sandbox.close();
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    const { url } = await hub.ready;
    await seedHub({ hubUrl: url, tokens: sandbox.tokens, tools: urlsOf(sandbox.tools), story: sandbox.story });
    const ask = (query: string, key: string): Promise<Answer> => post(url, sandbox.tokens.releaseManager, { query, key });
    return {
      relays, sandbox, close,
      judge: async (key) => {
        const { data, errors, status } = await ask(question, key);
        if (errors !== undefined || data?.release == null) throw new Error(`judging ${key} was answered with ${status} ${JSON.stringify(errors)}`);
        return data.release.readiness;
      },
      look: async (key) => {
        const { errors, status } = await ask(page, key);
        if (errors !== undefined) throw new Error(`the page of ${key} was answered with ${status} ${JSON.stringify(errors)}`);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Answer { readonly status: number; readonly data?: { readonly release: { readonly readiness: Judged } | null }; readonly errors?: unknown }

async function post(url: string, token: string, { query, key }: { readonly query: string; readonly key: string }): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables: { key } }) });
  return { status: response.status, ...await response.json() as object };
}
