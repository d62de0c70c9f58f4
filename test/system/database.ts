import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createEmptyDatabase, emptyDatabase, urlOf } from '../../src/store/empty-database.fixture.ts';
import type { StoreLocation } from '../../src/store/index.ts';

/** A database of a test's own, and how to be rid of it. */
export interface TestDatabase {
  readonly location: StoreLocation;
  drop(): Promise<void>;
}

/** A fresh database on the PostgreSQL of DATABASE_URL; without one, PGlite in the folder, or in memory. */
export async function freshDatabase(directory: string | null = null): Promise<TestDatabase> {
  const server = process.env['DATABASE_URL'];
  if (server !== undefined) return freshPostgres(server);
  return { location: directory === null ? await emptyDatabase() : { directory }, drop: () => Promise.resolve() };
}

export async function freshPostgres(server: string): Promise<TestDatabase & { readonly location: { readonly databaseUrl: string } }> {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  await createEmptyDatabase(server, name);
  return { location: { databaseUrl: urlOf(server, name) }, drop: () => administer(server, `drop database if exists ${name} with (force)`) };
}

/** One statement on a connection of its own. */
export async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
