import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openStore, type StoreLocation } from '../../src/store/index.ts';
import { numbers } from './paged-tool.ts';

const node = path.join(import.meta.dirname, '../../node_modules/.bin/node');

/**
 * Syncs into a database in a process that is killed with SIGKILL each time it has come as far as the next of `kills`
 * (numbers of records kept), and started again. Answers how many times it was killed.
 */
export async function syncWithKills(location: StoreLocation, records: number, kills: readonly number[]): Promise<number> {
  let killed = 0;
  for (;;) {
    const end = await run(location, records, kills[killed]);
    if (end === 'finished') return killed;
    killed += 1;
  }
}

/** Ends 'killed' once the process has kept at least `killAt` records. */
function run(location: StoreLocation, records: number, killAt: number | undefined): Promise<'finished' | 'killed'> {
  const child = spawn(node, [path.join(import.meta.dirname, 'sync-child.ts')], {
    env: { PATH: process.env['PATH'], SYNC_STORE: JSON.stringify(location), SYNC_RECORDS: String(records), ...(killAt !== undefined && { SYNC_KILL_AT: String(killAt) }) }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let isFinished = false;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  createInterface(child.stdout).on('line', (line) => {
    const { done, finished } = JSON.parse(line) as { readonly done?: number; readonly finished?: true };
    isFinished = finished === true;
    if (!isFinished && killAt !== undefined && (done ?? 0) >= killAt) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (isFinished) resolve('finished');
      else if (signal === 'SIGKILL') resolve('killed');
      else reject(new Error(`the syncing process ended with ${String(code ?? signal)}: ${said}`));
    });
  });
}

/** Digest of what every copy says that a database holds of the tool; when it was read is another in each run. */
export async function contentsOf(location: StoreLocation, records: number): Promise<{ readonly count: number; readonly digest: string }> {
  const store = await openStore(location, { clock: { now: () => new Date() } });
  try {
    const names = numbers(1, records).map((id) => `sn:change:${id}`);
    const copies = [...(await store.copies.find('change', names)).values()];
    const said = copies.map(({ content, ...copy }) => ({ ...copy, fetchedAt: null, content: { ...content as object, source: null } }));
    return { count: copies.length, digest: createHash('sha256').update(JSON.stringify(said)).digest('hex') };
  } finally {
    await store.close();
  }
}
