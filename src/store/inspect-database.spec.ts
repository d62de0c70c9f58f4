import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inspectDatabase, openStore } from './index.ts';
import { migrations } from './migrations/index.ts';

const server = process.env['DATABASE_URL'];
const names = migrations.map(({ name }) => name);
const clock = { now: (): Date => new Date() };

(server === undefined ? describe.skip : describe)(`looking into a database, on PostgreSQL${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, () => {
  const database = `muster_test_${randomBytes(6).toString('hex')}`;
  const user = `${database}_reader`;
  const urlAs = (role?: string): string => {
    const url = new URL(server ?? 'postgres://not-given');
    url.pathname = `/${database}`;
    if (role !== undefined) Object.assign(url, { username: role, password: 'of-a-test' });
    return url.href;
  };
  const sql = async (at: string, ...texts: readonly string[]): Promise<void> => {
    const client = new Client({ connectionString: at });
    await client.connect();
    try {
      for (const text of texts) await client.query(text);
    } finally {
      await client.end();
    }
  };

  beforeAll(() => sql(server ?? '', `create database ${database}`, `create role ${user} login password 'of-a-test'`));
  afterAll(() => sql(server ?? '', `drop database ${database} with (force)`, `drop role ${user}`));

  it('tells what is pending before and after, and makes nothing itself', async () => {
    const before = await inspectDatabase(urlAs(), clock);
    expect(before).toMatchObject({ version: expect.stringMatching(/^\d+/) as string, pending: names, unknown: [], mayMigrate: true });
    expect(Math.abs(before.clockAheadMs)).toBeLessThan(60_000);
    expect((await inspectDatabase(urlAs(), clock)).pending).toEqual(names);
    await (await openStore({ databaseUrl: urlAs() }, { clock })).close();
    expect(await inspectDatabase(urlAs(), clock)).toMatchObject({ pending: [], unknown: [] });
  });

  it('tells of migrations that a newer version ran, and of one that is missing', async () => {
    await sql(urlAs(), `update muster.migration set name = '99-of-tomorrow' where name = '${names.at(-1) ?? ''}'`);
    expect(await inspectDatabase(urlAs(), clock)).toMatchObject({ pending: [names.at(-1)], unknown: ['99-of-tomorrow'], tooNewBy: null });
  });

  it('tells whether autovacuum is on', async () => {
    const client = new Client({ connectionString: urlAs() });
    await client.connect();
    const { rows: [shown] } = await client.query<{ readonly autovacuum: string }>('show autovacuum').finally(() => client.end());
    expect(await inspectDatabase(urlAs(), clock)).toMatchObject({ isVacuumed: shown?.autovacuum === 'on' });
  });

  it('tells that an account may make no tables, and who that is', async () => {
    await sql(urlAs(), `grant usage on schema muster to ${user}`, `grant select on all tables in schema muster to ${user}`);
    expect(await inspectDatabase(urlAs(user), clock)).toMatchObject({ userName: user, mayMigrate: false });
  });
});
