import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoreLocation } from './index.ts';
import { openDatabase } from './open-database.ts';
import { storeQueues } from './open-store.ts';
import { silent } from './store.log.ts';
import { openWorkQueue } from './work.queue.ts';

const here = import.meta.dirname;
const cache = path.join(here, '../../node_modules/.cache/muster');

/**
 * An embedded database in memory whose tables, the work queue's among them, are up to date. To make one takes seconds of processor time, and hundreds of
 * tests want one: they begin from a dump of it, made by the first that needs one after the tables were altered.
 */
export async function emptyDatabase(): Promise<StoreLocation> {
  const file = path.join(cache, `empty-database-${digestOfTables()}.tar`);
  const bytes = await readFile(file).catch(() => dump(file));
  return { directory: null, template: new Blob([new Uint8Array(bytes)]) };
}

/** Of all that makes the tables, and of what keeps them; the queue's own come with a package. */
function digestOfTables(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'views', 'entities']) {
    for (const name of readdirSync(path.join(here, folder)).toSorted()) hash.update(name).update(readFileSync(path.join(here, folder, name)));
  }
  for (const file of ['open-store.ts', 'work.queue.ts', '../../package-lock.json']) hash.update(readFileSync(path.join(here, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Written beside and renamed, since other processes may be about to do the same. */
async function dump(file: string): Promise<Uint8Array> {
  const open = await openDatabase({ directory: null }, { now: () => new Date() }, silent);
  try {
    const { embedded } = open;
    if (embedded === null) throw new Error('a database in memory is embedded');
    const work = await openWorkQueue({ embedded }, silent);
    await Promise.all(storeQueues.map((queue) => work.prepare(queue)));
    await work.queue.stop();
    const bytes = new Uint8Array(await (await embedded.dumpDataDir('none')).arrayBuffer());
    const beside = `${file}.${randomBytes(4).toString('hex')}`;
    mkdirSync(cache, { recursive: true });
    writeFileSync(beside, bytes);
    renameSync(beside, file);
    return bytes;
  } finally {
    await open.close();
  }
}
