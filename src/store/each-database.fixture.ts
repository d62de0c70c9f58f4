import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createEmptyDatabase, emptyDatabase, urlOf } from './empty-database.fixture.ts';
import { openStore } from './index.ts';
import type { Store, StoreLocation } from './index.ts';

/** A clock that stands until a test moves it. */
export class MovedClock {
  #now = new Date('2026-11-23T05:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

export interface Given {
  readonly clock: MovedClock;
  readonly isEmbedded: boolean;
  store(): Store;
  /** A second node on the same database; PostgreSQL only. */
  anotherNode(): Promise<Store>;
  /** A connection that stays open while the suite runs, for transactions; PostgreSQL only. */
  connection(): Promise<Client>;
  /** Raw SQL on a connection of its own; PostgreSQL only. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

const databaseUrl = process.env['DATABASE_URL'];
/** Set by .ci/run where the embedded database has had its turn already. */
const isOnlyPostgres = process.env['MUSTER_TEST_DATABASES'] === 'postgresql';
/** Opening takes a second; on a machine with much else to do it has taken more than a test's thirty. */
const openWithinMs = 120_000;

/** Runs a suite on PGlite in memory and, where DATABASE_URL names a server, on a database of its own there. */
export function eachDatabase(title: string, suite: (given: Given) => void): void {
  if (isOnlyPostgres) describe.skip(`${title}, on PGlite (skipped: MUSTER_TEST_DATABASES is postgresql)`, () => { suite(givenOn(null)); });
  else describe(`${title}, on PGlite`, () => { suite(givenOn(null)); });
  onPostgres(title, suite);
}

/** The same for a suite that opens the database itself: given the server, or null for PGlite. */
export function eachServer(title: string, suite: (server: string | null) => void): void {
  (isOnlyPostgres ? describe.skip : describe)(`${title}, on PGlite${isOnlyPostgres ? ' (skipped: MUSTER_TEST_DATABASES is postgresql)' : ''}`, () => { suite(null); });
  (databaseUrl === undefined ? describe.skip : describe)(`${title}, on PostgreSQL${databaseUrl === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, () => { suite(databaseUrl ?? 'postgres://not-given'); });
}

/** For races, which a database with one connection cannot show. */
export function onPostgres(title: string, suite: (given: Given) => void): void {
  const reportedAs = databaseUrl === undefined ? describe.skip : describe;
  const reason = databaseUrl === undefined ? ' (skipped: DATABASE_URL is not set)' : '';
  reportedAs(`${title}, on PostgreSQL${reason}`, () => { suite(givenOn(databaseUrl ?? 'postgres://not-given')); });
}

function givenOn(server: string | null): Given {
  const clock = new MovedClock();
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  const location = async (): Promise<StoreLocation> => (server === null ? emptyDatabase() : { databaseUrl: urlOf(server, name) });
  // What is being opened, not what was: a store that opens after its beforeAll was given up is closed all the same, since
  // one left open keeps jest from ever ending.
  const opening: Promise<Store>[] = [];
  const open = (): Promise<Store> => {
    const store = location().then((at) => openStore(at, { clock }));
    opening.push(store);
    return store;
  };
  const connections: Client[] = [];
  let store: Store | undefined;
  beforeAll(async () => {
    if (server !== null) await createEmptyDatabase(server, name);
    store = await open();
  }, openWithinMs);
  afterAll(async () => {
    for (const client of connections) await client.end();
    for (const opened of await Promise.allSettled(opening)) if (opened.status === 'fulfilled') await opened.value.close();
    if (server !== null) await administer(server, `drop database if exists ${name} with (force)`);
  }, openWithinMs);
  return {
    clock,
    isEmbedded: server === null,
    store: () => {
      if (store === undefined) throw new Error('the store is open only while a test runs');
      return store;
    },
    anotherNode: open,
    connection: async () => {
      const client = new Client({ connectionString: urlOf(server ?? '', name) });
      connections.push(client);
      await client.connect();
      return client;
    },
    sql: (text, values) => ask(server === null ? '' : urlOf(server, name), text, values),
  };
}

/** One statement on the server itself, outside any database of a test. */
export async function administer(server: string, statement: string): Promise<void> {
  await ask(server, statement);
}

async function ask(url: string, text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 25_000 });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
