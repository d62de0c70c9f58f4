import { randomBytes } from 'node:crypto';
import { administer } from '../each-database.fixture.ts';
import { urlOf } from '../empty-database.fixture.ts';
import { openDatabase, type OpenDatabase, type StoreLocation } from '../open-database.ts';
import { query, type Row } from '../sql.ts';
import { silent } from '../store.log.ts';
import { migrations } from './index.ts';

/** A database that a hub of before a migration has left. */
export interface Migrated {
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Executes these as that hub would have, and then migrates. */
  readonly migratedAfter: (statements: readonly string[]) => Promise<void>;
}

/** For a suite on one server, or on PGlite (null): `migration` and those that follow it run only after what was there before. */
export function migratedFrom(migration: string, server: string | null): Migrated {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  const clock = { now: () => new Date('2026-11-23T05:00:00.000Z') };
  let open: OpenDatabase | undefined;
  const sql = (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => (open === undefined ? Promise.reject(new Error('nothing is open')) : query(open.root.fork(), text, values));
  const reopen = async (location: StoreLocation): Promise<void> => { open = await openDatabase(location, clock, silent); };
  beforeAll(async () => { if (server !== null) await administer(server, `create database ${name}`); });
  afterAll(async () => {
    await open?.close();
    if (server !== null) await administer(server, `drop database if exists ${name} with (force)`);
  });
  return {
    sql,
    async migratedAfter(statements) {
      const later = migrations.splice(migrations.findIndex((one) => one.name === migration));
      try {
        await reopen(server === null ? { directory: null } : { databaseUrl: urlOf(server, name) });
        for (const statement of statements) await sql(statement);
      } finally {
        migrations.push(...later);
      }
      const before = open;
      const template = await before?.embedded?.dumpDataDir('none');
      await before?.close();
      await reopen(server === null ? { directory: null, ...(template && { template }) } : { databaseUrl: urlOf(server, name) });
    },
  };
}
