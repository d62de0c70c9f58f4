import { Pool, type PoolClient } from 'pg';
import { onPostgres } from './each-database.fixture.ts';
import { PromptClient } from './prompt-client.ts';

onPostgres('Connections of the pool', () => {
  let pool: Pool;
  beforeAll(() => { pool = new Pool({ connectionString: process.env['DATABASE_URL'], Client: PromptClient, max: 2 }); });
  afterAll(() => pool.end());
  const holding = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  };

  test('answer each statement with its own rows, however many wait', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => holding(async (client) => (await client.query<{ n: number }>('select $1::int as n', [n])).rows)));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => [{ n }]));
  });

  test('say what was wrong with a statement, and take the next one', async () => {
    await holding(async (client) => {
      await expect(client.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
      expect((await client.query('select 1 as n', [])).rows).toEqual([{ n: 1 }]);
    });
  });

  test('say so when they are lost', async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    const { rows: [own] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid', []);
    const asleep = client.query('select pg_sleep($1)', [30]);
    await pool.query('select pg_terminate_backend($1)', [own?.pid]);
    await expect(asleep).rejects.toThrow('terminating connection');
    client.release(true);
  });

  test('take every other form of a question as pg does', async () => {
    await holding(async (client) => {
      expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
      expect((await client.query({ text: 'select $1::int as n', values: [2] })).rows).toEqual([{ n: 2 }]);
      expect(await new Promise((told) => { client.query('select $1::int as n', [3], (_error, { rows }) => { told(rows); }); })).toEqual([{ n: 3 }]);
    });
  });
});
