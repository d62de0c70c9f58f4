import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { StoreLocation } from './index.ts';
import { openDatabase } from './open-database.ts';
import type { OpenDatabase } from './open-database.ts';
import { queueAt, storeQueues } from './open-store.ts';
import { sqlState } from './retry.ts';
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
  return withTables({ directory: null }, async ({ embedded }) => {
    if (embedded === null) throw new Error('a database in memory is embedded');
    const bytes = new Uint8Array(await (await embedded.dumpDataDir('none')).arrayBuffer());
    const beside = `${file}.${randomBytes(4).toString('hex')}`;
    mkdirSync(cache, { recursive: true });
    writeFileSync(beside, bytes);
    renameSync(beside, file);
    return bytes;
  });
}

/** Makes all tables, the queue's among them, and works on them before the database is closed. */
async function withTables<T>(location: StoreLocation, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const open = await openDatabase(location, { now: () => new Date() }, silent);
  try {
    const queue = await openWorkQueue(queueAt(location, open), silent);
    await Promise.all(storeQueues.map((name) => queue.prepare(name)));
    await queue.queue.stop();
    return await work(open);
  } finally {
    await open.close();
  }
}

/** Held shared by whoever copies a template, and alone by whoever makes one. */
const templateLock = 1_297_437_778;

/**
 * A database of this name on a server, with tables that are up to date, as emptyDatabase has them: a copy of a template. The first that wants one after the
 * tables were altered makes that, in place of the one of before; it stays on the server, since the next run wants it too.
 */
export async function createEmptyDatabase(server: string, name: string): Promise<void> {
  const template = `muster_template_${digestOfTables()}`;
  const client = new Client({ connectionString: server });
  const copy = (): Promise<unknown> => client.query(`create database ${name} template ${template}`);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock_shared($1)', [templateLock]);
    const isThere = await copy().then(() => true, (error: unknown) => {
      if (sqlState(error) === unknownDatabase) return false;
      throw error;
    });
    await client.query('select pg_advisory_unlock_shared($1)', [templateLock]);
    if (isThere) return;
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    await makeTemplate(client, server, template);
    await copy();
  } finally {
    await client.end();
  }
}

const unknownDatabase = '3D000';

/** Named so once it is whole. */
async function makeTemplate(client: Client, server: string, template: string): Promise<void> {
  const { rows } = await client.query<{ readonly name: string }>(`select datname as name from pg_database where starts_with(datname, 'muster_template_')`);
  if (rows.some(({ name }) => name === template)) return;
  for (const { name } of rows) await client.query(`drop database if exists ${name}`);
  const making = 'muster_template_in_the_making';
  await client.query(`create database ${making}`);
  await withTables({ databaseUrl: urlOf(server, making) }, () => Promise.resolve());
  await client.query(`alter database ${making} rename to ${template}`);
}

/** The address of a database on the server. */
export function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
