import { openDatabase } from './open-database.ts';
import { databaseOver } from './database.ts';
import { gathered } from './gathered.ts';
import type { Row } from './sql.ts';
import { silent } from './store.log.ts';

describe('reads gathered from one turn', () => {
  const sent: string[] = [];
  let state = 'OPEN';
  const gather = gathered((text, values) => {
    sent.push(text);
    if (text.includes('broken')) return Promise.reject(new Error('broken'));
    if (!text.includes('json_agg')) return Promise.resolve([{ alone: values[0] }]);
    return Promise.resolve([{ read_0: JSON.stringify([{ n: values[0], steps: [{ state }] }]), read_1: null }]);
  });
  beforeEach(() => { sent.length = 0; });

  it('go as one statement, with parameters numbered on; no rows are none', async () => {
    const answers = await Promise.all([gather('select $1, $2', [1, 2]), gather('select $1', [3])]);
    expect(sent).toEqual(['select (select json_agg(row_to_json(row_of))::text from (select $1, $2) as row_of) as read_0, (select json_agg(row_to_json(row_of))::text from (select $3) as row_of) as read_1']);
    expect(answers).toEqual([[{ n: 1, steps: [{ state: 'OPEN' }] }], []]);
  });

  it('are the same rows for as long as the database says the same, and nobody can alter them', async () => {
    const both = async (n: number): Promise<readonly Row[]> => (await Promise.all([gather('select $1', [n]), gather('select $1', [0])]))[0];
    const first = await both(1);
    expect(await both(1)).toBe(first);
    expect(await both(2)).not.toBe(first);
    expect(() => { (first as { n: number }[]).length = 0; }).toThrow(TypeError);
    state = 'DONE';
    expect(await both(1)).toEqual([{ n: 1, steps: [{ state: 'DONE' }] }]);
    state = 'OPEN';
  });

  it('of one go as they are', async () => {
    expect(await gather('select $1', [7])).toEqual([{ alone: 7 }]);
    expect(sent).toEqual(['select $1']);
  });

  it('one that fails costs itself alone', async () => {
    const answers = await Promise.allSettled([gather('select broken', []), gather('select $1', [4])]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(sent).toHaveLength(3);
  });

  it('many go a dozen at a time', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, n) => gather('select $1', [n])));
    expect(sent).toHaveLength(3);
  });
});

describe('rows that came gathered', () => {
  it('are in order and read as if they had come alone', async () => {
    const open = await openDatabase({ directory: null }, { now: () => new Date() }, silent);
    const database = databaseOver(open.root);
    const numbers = 'select n, n::text as text, n = 3 as truth, jsonb_build_object(\'n\', n) as json, null::text as nothing from generate_series(1, $1::int) as n order by n desc';
    const [many, few] = await Promise.all([database.gather(numbers, [5]), database.gather(numbers, [2])]);
    expect(many).toEqual(await database.query(numbers, [5]));
    expect(few).toEqual(await database.query(numbers, [2]));
    await open.close();
  });
});
