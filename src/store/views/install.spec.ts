import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { MovedClock } from '../each-database.fixture.ts';
import { openDatabase, type OpenDatabase } from '../open-database.ts';
import { query } from '../sql.ts';
import { silent } from '../store.log.ts';
import { installViews, views, viewsVersion } from './index.ts';

describe('Installing the views', () => {
  let open: OpenDatabase;
  const em = (): SqlEntityManager => open.root.fork();
  const sql = (text: string): ReturnType<typeof query> => query(em(), text);
  const columnsOf = async (view: string): Promise<number> => Number((await sql(`select count(*) as n from pg_attribute where attrelid = '${view}'::regclass and attnum > 0`))[0]?.['n']);
  const mark = async (): Promise<unknown> => (await sql(`select obj_description('report'::regnamespace, 'pg_namespace') as mark`))[0]?.['mark'];
  beforeAll(async () => { open = await openDatabase({ directory: null }, new MovedClock(), silent); }, 120_000);
  afterAll(() => open.close());

  test('does nothing where they stand', async () => {
    const standing = `select oid, xmin::text as written from pg_class where relnamespace in ('report'::regnamespace, 'mirror'::regnamespace) order by oid`;
    const before = await sql(standing);
    await installViews(em());
    expect(before.length).toBe(views.length);
    expect(await sql(standing)).toEqual(before);
  });

  test('brings those of an older hub up to date: rights on them and what was built over them stay', async () => {
    await sql('drop view report.freeze');
    await sql('create view report.freeze as select id, name from muster.freeze');
    await sql(`comment on schema report is 'Views for analysts, version 0, sha256 x: docs/sql.md.'`);
    await sql('create role analyst');
    await sql('grant select on report.freeze to analyst');
    await sql('create view public.ours as select name from report.freeze');
    await installViews(em());
    expect(await columnsOf('report.freeze')).toBe(views.find(({ name }) => name === 'freeze')?.columns.length);
    expect(await sql(`select has_table_privilege('analyst', 'report.freeze', 'select') as may, (select count(*)::int from public.ours) as rows`)).toEqual([{ may: true, rows: 0 }]);
    expect(await mark()).toMatch(`Views for analysts, version ${viewsVersion}, sha256`);
    await sql('drop view public.ours');
  });

  test('leaves those of a newer hub alone', async () => {
    await sql('create or replace view report.version as select 1 as number, 2 as more');
    await sql(`comment on schema report is 'Views for analysts, version ${viewsVersion + 1}, sha256 x: docs/sql.md.'`);
    await installViews(em());
    expect(await columnsOf('report.version')).toBe(2);
  });
});
