import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { parse, stringify } from 'yaml';
import { tellStory } from '../../sandbox/bank/bank.ts';
import type { Story } from '../../sandbox/bank/story.ts';
import { places } from '../../sandbox/keepsakes.ts';
import { freshDatabase, freshPostgres } from '../../test/system/database.ts';
import { root, startProgram, type Program } from '../../test/system/program.ts';
import { ask, fill } from '../calls/bank.ts';
import { catalogueOf } from './catalogue.ts';
import { Endpoint } from './endpoint.ts';
import { Tools } from './tools.ts';

/** A process that answers GraphQL operations: the hub, or a peer. */
export interface Party {
  readonly name: string;
  readonly pid: number;
  readonly endpoint: Endpoint;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export interface HubOptions {
  /** Is the configuration the sandbox's own, with two seconds for a page? Else half a minute, so that a busy machine makes it give up nothing. */
  readonly hasShortDeadlines?: boolean;
  /** Loads preload.ts: time can be made to pass, and profiles be taken. */
  readonly isSteerable?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Stand-ins in a process of their own, a database that holds the bank's 200 releases, and parties that are started on them. */
export interface Stage {
  readonly story: Story;
  readonly tools: Tools;
  /** Where files may be put; gone with the stage. */
  readonly folder: string;
  /** One statement on the hub's database; null when that is embedded. */
  readonly sql: ((statement: string) => Promise<void>) | null;
  startHub(options?: HubOptions): Promise<Party>;
  startPeer(name: 'optimum' | 'plain'): Promise<Party>;
  close(): Promise<void>;
}

/** Each hub lives so much later than the one before, whose own time may have been moved on, that everything kept is too old for it. */
const daysPerHub = 200;

interface Ready { readonly url: string }
interface SandboxReady { readonly config: string; readonly tools: Readonly<Record<string, Ready>> }

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-federation-'));
  const server = await postgresServer();
  const database = server === null ? await freshDatabase(folder) : await freshPostgres(server);
  const started = new Set<Program<unknown>>();
  const start = async <R>(file: string, environment: Readonly<Record<string, string>>): Promise<{ readonly program: Program<R>; readonly ready: R }> => {
    const program = startProgram<R>(file, environment);
    started.add(program);
    void program.exited.then(() => { started.delete(program); });
    return { program, ready: await program.ready };
  };
  const sandbox = await start<SandboxReady>('dist/sandbox/main.js', { MUSTER_STATE_DIR: folder, SANDBOX_PORT: '0' });
  const tools = new Tools(sandbox.ready.tools);
  const story = tellStory(new Date(readFileSync(path.join(folder, places.firstStart), 'utf8').trim()));
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8').trim();
  const tokens = { viewer: read(places.tokens.viewer), releaseManager: read(places.tokens.releaseManager), changeAuthority: read(places.tokens.changeAuthority) };
  const quiet = path.join(folder, 'quiet-muster.yaml');
  const patient = path.join(folder, 'patient-muster.yaml');
  writeFileSync(quiet, withoutBackground(readFileSync(sandbox.ready.config, 'utf8')));
  writeFileSync(patient, readFileSync(quiet, 'utf8').replaceAll('page: PT2S', 'page: PT30S'));
  const catalogue = path.join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify(catalogueOf(story, tools)));

  const party = (name: string, program: Program<unknown>, url: string, authorization: string | null): Party => ({
    name, pid: program.pid, endpoint: new Endpoint(url, authorization), signal: (signal) => { program.signal(signal); }, stop: async () => { await program.stop(); },
  });
  let daysAhead = 0;
  const stage: Stage = {
    story, tools, folder,
    sql: 'databaseUrl' in database.location ? statement(database.location.databaseUrl) : null,
    async startHub({ hasShortDeadlines = false, isSteerable = false, environment = {} } = {}) {
      daysAhead += daysPerHub;
      const { program, ready } = await start<Ready>('dist/src/server/main.js', {
        PORT: '0', MUSTER_STATE_DIR: folder, MUSTER_CONFIG: hasShortDeadlines ? quiet : patient, MUSTER_CLOCK_OFFSET: `P${daysAhead}D`,
        ...('databaseUrl' in database.location ? { DATABASE_URL: database.location.databaseUrl } : {}),
        ...(isSteerable ? { NODE_OPTIONS: `--import ${path.join(root, 'dist/bench/federation/preload.js')}` } : {}), ...environment,
      });
      return party('hub', program, ready.url, `Bearer ${tokens.releaseManager}`);
    },
    async startPeer(name) {
      const { program, ready } = await start<Ready>(`dist/bench/federation/peers/${name}/main.js`, { CATALOGUE: catalogue, NODE_ENV: 'production' });
      return party(name, program, ready.url, null);
    },
    async close() {
      await Promise.all([...started].map((program) => program.stop()));
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    const hub = await stage.startHub();
    await fill({ story, tokens, urls: tools.urls }, { url: hub.endpoint.url, ask: (query, variables = {}) => ask(hub.endpoint.url, tokens.releaseManager, query, variables) });
    await hub.stop();
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** What the hub reads by itself would be counted among the calls of whoever is measured; it has figures of its own. */
function withoutBackground(config: string): string {
  const written = Object.entries(parse(config) as Record<string, unknown>).filter(([section]) => section !== 'sync' && section !== 'observe');
  return stringify(Object.fromEntries(written), { aliasDuplicateObjects: false });
}

/** DATABASE_URL, or the PostgreSQL that answers at its usual place; null for the embedded database. */
export async function postgresServer(): Promise<string | null> {
  const named = process.env['DATABASE_URL'];
  if (named !== undefined) return named;
  const usual = 'postgres://postgres@127.0.0.1:5432/postgres';
  const client = new pg.Client({ connectionString: usual, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return usual;
  } catch {
    return null;
  }
}

function statement(databaseUrl: string): (text: string) => Promise<void> {
  return async (text) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
}
