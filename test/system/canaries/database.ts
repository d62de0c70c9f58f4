import { randomBytes } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { muster } from '../../cli/muster.ts';

/** Names of tables or views, each with all that is in it as text. */
type Read = readonly (readonly [name: string, rows: string])[];

/** Where the hub keeps what it remembers, and what is in it once the hub has ended. */
export interface KeptIn {
  readonly environment: Readonly<Record<string, string>>;
  tables(): Promise<Read>;
  /** As the role that `muster sql grants` makes reads them; null where there are none. */
  views(): Promise<Read | null>;
  close(): Promise<void>;
}

type Ask = (text: string) => Promise<{ readonly rows: readonly unknown[] }>;

const tables = `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
const views = `select quote_ident(schemaname) || '.' || quote_ident(viewname) as name from pg_views where schemaname in ('report', 'mirror') order by 1`;

async function all(ask: Ask, names: string): Promise<Read> {
  const read: (readonly [string, string])[] = [];
  for (const { name } of (await ask(names)).rows as readonly { readonly name: string }[]) read.push([name, JSON.stringify((await ask(`select t::text from ${name} t`)).rows)]);
  return read;
}

export async function databaseOf(server: string | null, folder: string): Promise<KeptIn> {
  if (server === null) {
    return {
      environment: {}, views: () => Promise.resolve(null), close: () => Promise.resolve(),
      async tables() {
        const database = await PGlite.create({ dataDir: folder });
        try { return await all((text) => database.query(text), tables); } finally { await database.close(); }
      },
    };
  }
  const suffix = randomBytes(6).toString('hex');
  const url = new URL(server);
  url.pathname = `/muster_canaries_${suffix}`;
  const role = `muster_reader_${suffix}`;
  const connected = async <T>(to: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: to });
    await client.connect();
    try { return await work(client); } finally { await client.end(); }
  };
  const printed = async (word: 'grants' | 'revokes'): Promise<string> => (await muster(['sql', word, '--role', role], { env: {} })).stdout;
  await connected(server, (client) => client.query(`create database ${url.pathname.slice(1)}`));
  return {
    environment: { DATABASE_URL: url.href },
    tables: () => connected(url.href, (client) => all((text) => client.query(text), tables)),
    views: () => connected(url.href, async (client) => {
      await client.query(await printed('grants'));
      try {
        const { rows } = await client.query<{ name: string }>(views);
        await client.query(`set session authorization ${role}`);
        return await all((text) => (text === views ? Promise.resolve({ rows }) : client.query(text)), views);
      } finally {
        await client.query('reset session authorization');
        await client.query(await printed('revokes'));
      }
    }),
    close: () => connected(server, async (client) => { await client.query(`drop database if exists ${url.pathname.slice(1)} with (force)`); }),
  };
}
