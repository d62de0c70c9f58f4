import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { openStore, type StoreLocation } from '../../src/store/index.ts';
import { freshDatabase } from './database.ts';
import { setFaults } from './judging.ts';
import { toolContents } from './tool-contents.ts';

const root = path.join(import.meta.dirname, '../..');

interface Line { readonly connection: string; readonly kind: string; readonly done: number; readonly startedAt: string | null; readonly isFinished: boolean }
interface Run {
  /** Killed, with what it had kept of the sync it was killed in. */
  readonly killedAt: number | null;
  /** The first word of each sync: where it took it up. */
  readonly began: ReadonlyMap<string, Line>;
  readonly last: ReadonlyMap<string, Line>;
}

const name = ({ connection, kind }: Pick<Line, 'connection' | 'kind'>): string => `${connection} ${kind}`;

/** Syncs in a process that is killed with SIGKILL once `of` has kept something and has not come to its end. */
function run(location: StoreLocation, configuration: string, of: string | null): Promise<Run> {
  const child = spawn(path.join(root, 'node_modules/.bin/node'), [path.join(import.meta.dirname, 'sync-child.ts')], {
    env: { PATH: process.env['PATH'], SYNC_STORE: JSON.stringify(location), SYNC_CONFIG: configuration }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const began = new Map<string, Line>();
  const last = new Map<string, Line>();
  let said = '';
  let killedAt: number | null = null;
  let isFinished = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as Line | { readonly finished: true };
    if ('finished' in line) { isFinished = true; return; }
    if (!began.has(name(line))) began.set(name(line), line);
    last.set(name(line), line);
    if (name(line) !== of || line.isFinished || line.done === 0 || killedAt !== null || line.done <= (began.get(of)?.done ?? 0)) return;
    killedAt = line.done;
    child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (isFinished || (signal === 'SIGKILL' && killedAt !== null)) resolve({ killedAt, began, last });
      else reject(new Error(`the syncing process ended with ${String(code ?? signal)}: ${said}`));
    });
  });
}

/** What the mirror holds under these names, without the moments at which it was read. */
async function held(location: StoreLocation, contents: Awaited<ReturnType<typeof toolContents>>): Promise<Readonly<Record<string, unknown>>> {
  const store = await openStore(location, { clock: { now: () => new Date() } });
  try {
    const entries = await Promise.all(contents.map(async ({ connection, kind, names }) => {
      const copies = await store.copies.find(kind, names);
      return [`${connection} ${kind}`, names.map((one) => ({ ...copies.get(one)?.content as object, source: null }))] as const;
    }));
    return Object.fromEntries(entries);
  } finally {
    await store.close();
  }
}

describe('A hub that is killed while it reads its tools whole', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ basePort: 0, now: () => new Date(), runMs: 200 });
    folder = mkdtempSync(path.join(tmpdir(), 'muster-sync-kill-'));
    writeFileSync(path.join(folder, 'muster.yaml'), sandbox.hubConfig({ isSynced: true }));
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on where it stood, and ends as one that nobody disturbed', async () => {
    const configuration = path.join(folder, 'muster.yaml');
    const folders = [1, 2].map((nth) => path.join(folder, `database-${nth}`));
    const [undisturbed, killed] = await Promise.all([freshDatabase(folders[0]), freshDatabase(folders[1])]);
    try {
      const calm = await run(undisturbed.location, configuration, null);
      // Wide enough for a signal to come amid the work of a tool.
      await Promise.all((['servicenow', 'jira', 'jira-data-center', 'itop'] as const).map((tool) => setFaults(sandbox.tools[tool], { kind: 'slow', delayMs: 150 })));
      const deaths: Run[] = [];
      for (const sync of ['jira work-item', 'jira work-item']) deaths.push(await run(killed.location, configuration, sync));
      await Promise.all((['servicenow', 'jira', 'jira-data-center', 'itop'] as const).map((tool) => setFaults(sandbox.tools[tool])));
      const last = await run(killed.location, configuration, null);

      const places = [...deaths, last].map(({ began }) => began.get('jira work-item')?.done ?? 0);
      expect(places[0]).toBe(0);
      expect(places[1]).toBeGreaterThanOrEqual(deaths[0]?.killedAt ?? Number.POSITIVE_INFINITY);
      expect(places.at(-1)).toBeGreaterThanOrEqual(deaths.at(-1)?.killedAt ?? Number.POSITIVE_INFINITY);
      // One pass from its first page to its last, whoever read them: it begins once, and counts each page once.
      const passes = [...deaths, last].map((one) => one.last.get('jira work-item')?.startedAt);
      expect(new Set(passes)).toEqual(new Set([deaths[0]?.last.get('jira work-item')?.startedAt]));
      expect(last.last.get('jira work-item')?.done).toBe(calm.last.get('jira work-item')?.done);

      const urls = Object.fromEntries(Object.entries(sandbox.tools).map(([tool, { url }]) => [tool, url])) as Parameters<typeof toolContents>[0];
      const contents = await toolContents(urls, sandbox.story);
      const expected = await held(undisturbed.location, contents);
      for (const { connection, kind } of contents) expect((expected[`${connection} ${kind}`] as readonly object[]).filter((one) => !('id' in one))).toEqual([]);
      expect(await held(killed.location, contents)).toEqual(expected);
    } finally {
      await Promise.all([undisturbed.drop(), killed.drop()]);
    }
  }, 300_000);
});
