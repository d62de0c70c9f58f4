import { randomBytes } from 'node:crypto';
import type { Catalogue } from '../../src/domain/ports/catalogue.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { reportDesk, type ReportDesk } from '../../src/reports/index.ts';
import { openDatabase, type OpenDatabase } from '../../src/store/open-database.ts';
import { reportReader } from '../../src/store/report.reader.ts';
import { query } from '../../src/store/sql.ts';
import { connections, now, services, type Execute } from './fill.ts';

/** The 52 weeks that are filled. */
export const year = { since: '2025-12-01', until: '2026-11-30' };
export const clock = { now: () => new Date(now) };
export const silent = { warn: () => undefined, error: () => undefined };
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export const catalogue = {
  environments: [{ name: 'production', isProduction: true, policy: 'p' }],
  services: Array.from({ length: services }, (_nothing, index) => ({ key: `s-${index}`, name: `s-${index}`, record: null, workItems: null, artifacts: null, deployers: {}, targets: { production: { connection: 'servicenow', className: 'app', match: `s-${index}`, versionAttribute: 'version', discoverySource: 'x' } } })),
  policies: [], environment: () => undefined, service: () => undefined,
  policyOf: () => ({ name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: [], gates: [] }),
} satisfies Catalogue;

export const deskOver = (open: OpenDatabase): ReportDesk => reportDesk({
  reader: reportReader(open.root, { isEmbedded: open.embedded !== null }), catalogue, clock, occurrences: () => [], connections: { all: connections.map((name) => ({ name, isProduction: true } as Connection)) },
});
export const executeOn = (open: OpenDatabase): Execute => (text, values = []) => query(open.root.fork(), text, values);

/**
 * Works on a database of its own on the server, which is gone afterwards; or on the one of this name, which is filled when it
 * is not there yet, and stays: what takes longest is done once.
 */
export async function onPostgres<T>(kept: string | null, fill: (open: OpenDatabase) => Promise<unknown>, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const name = kept ?? `muster_bench_${randomBytes(4).toString('hex')}`;
  const isThere = (await administer('select from pg_database where datname = $1', [name])) > 0;
  if (!isThere) await administer(`create database ${name}`);
  let isFilled = isThere;
  try {
    const url = new URL(server);
    url.pathname = `/${name}`;
    const open = await openDatabase({ databaseUrl: url.href }, clock, silent);
    try {
      if (!isThere) await fill(open);
      isFilled = true;
      return await work(open);
    } finally {
      await open.close();
    }
  } finally {
    if (kept === null || !isFilled) await administer(`drop database ${name} with (force)`);
  }
}

/** Answers how many rows there were. */
async function administer(statement: string, values: readonly unknown[] = []): Promise<number> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: server });
  await client.connect();
  try { return (await client.query(statement, [...values])).rowCount ?? 0; } finally { await client.end(); }
}
