import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { freshPostgres } from '../../../test/system/database.ts';
import { say } from '../cold.ts';

const run = promisify(execFile);
const parts = 4;

/** The most memory, MiB, that a process of its own holds which syncs that share of everything twice; told beside what it holds for a quarter of it. */
export async function measureMemory(server: string, share: number): Promise<number> {
  const [quarter, whole] = [await peakOf(server, share / parts), await peakOf(server, share)];
  say(`peak RSS of a syncing process: ${quarter.toFixed(0)} MiB for a quarter of the records, ${whole.toFixed(0)} MiB for all`);
  return whole;
}

async function peakOf(server: string, share: number): Promise<number> {
  const database = await freshPostgres(server);
  try {
    const environment = { PATH: process.env['PATH'], SYNC_STORE: JSON.stringify(database.location), SYNC_SHARE: String(share) };
    const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, 'whole.run.ts')], { env: environment });
    return (JSON.parse(stdout) as { readonly peakMb: number }).peakMb;
  } finally {
    await database.drop();
  }
}
