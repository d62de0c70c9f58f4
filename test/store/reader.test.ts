import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { sqlCommand } from '../../src/server/sql-command.ts';
import { onPostgres, type Given } from '../../src/store/each-database.fixture.ts';
import { fullName, views } from '../../src/store/views/index.ts';

/** What the command prints, and its exit code. */
function printed(...words: readonly string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const [out, err]: [string[], string[]] = [[], []];
  const code = sqlCommand(words, { print: (text) => void out.push(text), complain: (text) => void err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('muster sql', () => {
  test('prints for a role of the name that is asked for, muster_reader when none is', () => {
    expect(printed('grants')).toMatchObject({ code: 0, out: expect.stringContaining('to muster_reader;') as string });
    expect(printed('revokes', '--role', 'analysts')).toMatchObject({ code: 0, out: expect.stringContaining('drop role analysts;') as string });
    expect(printed('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: muster sql grants') as string });
  });

  test.each([[['grants', '--role', 'a"; drop table x; --']], [['grants', '--role', 'pg_monitor']], [['grants', '--role', '']], [['give']], [[]], [['grants', 'more']], [['grants', '--rôle', 'x']]])('prints nothing for %j', (words) => {
    expect(printed(...words)).toMatchObject({ code: 2, out: '' });
  });
});

onPostgres('The role of analysts', (given) => { describe('that muster sql grants', () => {
  const role = `muster_reader_${randomBytes(4).toString('hex')}`;
  let client: Client;
  /** As the role: what a superuser may do is left behind, and of the role’s own settings none helps. */
  const as = async (text: string): Promise<unknown> => {
    await client.query(`set session authorization ${role}`);
    try { return (await client.query(text)).rows; } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; } finally { await client.query('rollback; reset session authorization'); }
  };
  const refused = '42501';

  beforeAll(async () => {
    client = new Client({ connectionString: await connectionOf(given) });
    await client.connect();
    await client.query(printed('grants', '--role', role).out);
    await client.query(printed('grants', '--role', role).out); // the same again
  });
  afterAll(async () => {
    await client.query(printed('revokes', '--role', role).out);
    expect((await client.query(`select from pg_roles where rolname = '${role}'`)).rowCount).toBe(0);
    await client.end();
  });

  test('reads every view, one that a later hub adds too', async () => {
    for (const view of views) expect([fullName(view), await as(`select count(*)::int as n from (select * from ${fullName(view)}) as v`)]).toEqual([fullName(view), [{ n: fullName(view) === 'report.version' ? 1 : 0 }]]);
    await client.query('create view report.later as select id from muster.release');
    expect(await as('select * from report.later')).toEqual([]);
    await client.query('drop view report.later');
  });

  test('reads and writes nothing else of the hub: no table, no column, no sequence, no function', async () => {
    const of = async (sql: string): Promise<readonly string[]> => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
    const tables = await of(`select oid::regclass::text as name from pg_class where relnamespace in (select oid from pg_namespace where nspname in ('muster', 'pgboss')) and relkind in ('r', 'p', 'v', 'm')`);
    expect(tables).toEqual(expect.arrayContaining(['muster.api_token', 'muster.audit_entry', 'muster.copy', 'muster.assessment_facts', 'muster.migration', 'pgboss.job']));
    for (const table of tables) {
      const each = [`select from ${table}`, `table ${table}`, `insert into ${table} default values`, `delete from ${table}`, `truncate ${table}`, `begin; lock table ${table}`, `copy ${table} to stdout`];
      for (const statement of each) expect([statement, await as(statement)]).toEqual([statement, refused]);
    }
    for (const sequence of await of(`select oid::regclass::text as name from pg_class where relnamespace = 'muster'::regnamespace and relkind = 'S'`)) expect([sequence, await as(`select nextval('${sequence}')`)]).toEqual([sequence, refused]);
    expect(await as(`select muster.tell('{}')`)).toBe(refused);
  });

  test('writes nothing anywhere', async () => {
    const attempts = [
      'create table public.x ()', 'create temporary table x ()', 'create schema x', 'create table report.x ()', 'create view mirror.x as select 1', 'create or replace view report.freeze as select 1 as id', 'drop view report.freeze', 'create function public.f() returns int language sql as $$ select 1 $$',
      `insert into report.sync (connection, kind) values ('x', 'y')`, `update report.plan set deployer = 'x'`, 'delete from report.freeze', `copy report.release to '/tmp/x'`, `alter role ${role} createdb`, `select pg_read_file('/etc/hostname')`, 'set role postgres',
    ];
    for (const statement of attempts) expect([statement, await as(statement)]).toEqual([statement, refused]);
    expect((await client.query(`select distinct table_schema as schema, privilege_type as may from information_schema.role_table_grants where grantee = '${role}' order by 1`)).rows).toEqual([{ schema: 'mirror', may: 'SELECT' }, { schema: 'report', may: 'SELECT' }]);
  });

  test('sees no row that a view leaves out through a function of its own', async () => {
    const { rows } = await client.query(`select c.oid::regclass::text as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where n.nspname in ('report', 'mirror') and not ('security_barrier=true' = any(coalesce(c.reloptions, '{}')))`);
    expect(rows).toEqual([]);
  });

  test('is refused, and not made, where it could do more', async () => {
    const other = `${role}_too_much`;
    await client.query(`create role ${other} in role pg_read_all_data`);
    try {
      await expect(client.query(printed('grants', '--role', other).out)).rejects.toThrow(`${other} could do more than read the views: `);
      await client.query('rollback');
      expect((await client.query(`select has_schema_privilege('public', 'report', 'usage') as open, exists (select from information_schema.role_table_grants where grantee = '${other}') as granted`)).rows).toEqual([{ open: false, granted: false }]);
    } finally {
      await client.query(`drop role ${other}`);
    }
  });
}); });

async function connectionOf(given: Given): Promise<string> {
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  url.pathname = `/${String((await given.sql('select current_database() as name'))[0]?.['name'])}`;
  return url.href;
}
