import { setTimeout as pause } from 'node:timers/promises';
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

  it('are not remembered when they are very many', async () => {
    state = 'x'.repeat(1024 * 1024);
    const both = async (): Promise<readonly Row[]> => (await Promise.all([gather('select $1', [9]), gather('select $1', [0])]))[0];
    const first = await both();
    const again = await both();
    state = 'OPEN';
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
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

describe('the same read, asked for by many', () => {
  /** Statements sent, each answered when the test says so. */
  let sent: { readonly text: string; readonly land: (rows: readonly Row[]) => void; readonly lose: (error: Error) => void }[];
  const open = () => {
    sent = [];
    return gathered((text) => new Promise<readonly Row[]>((land, lose) => { sent.push({ text, land, lose }); }));
  };
  const turn = async (): Promise<void> => { await new Promise((passed) => { setImmediate(() => { setImmediate(passed); }); }); };

  it('goes once for all who asked before it left, and nobody can alter what others read too', async () => {
    const gather = open();
    const both = Promise.all([gather('select $1', [1]), gather('select $1', [1])]);
    await turn();
    expect(sent.map(({ text }) => text)).toEqual(['select $1']);
    sent[0]?.land([{ n: 1 }]);
    const [one, other] = await both;
    expect(one).toEqual([{ n: 1 }]);
    expect(other).toBe(one);
    expect(() => { (one[0] as { n: number }).n = 2; }).toThrow(TypeError);
  });

  it('goes once more for all who asked while it was on its way: nobody is answered with what was read before they asked', async () => {
    const gather = open();
    const first = gather('select $1', [1]);
    await turn();
    const later = Promise.all([gather('select $1', [1]), gather('select $1', [1])]);
    await turn();
    expect(sent).toHaveLength(1);
    sent[0]?.land([{ n: 'before' }]);
    expect(await first).toEqual([{ n: 'before' }]);
    await turn();
    expect(sent).toHaveLength(2);
    sent[1]?.land([{ n: 'since' }]);
    expect(await later).toEqual([[{ n: 'since' }], [{ n: 'since' }]]);
  });

  it('is not waited for with other values', async () => {
    const gather = open();
    void gather('select $1', [1]);
    await turn();
    void gather('select $1', [2]);
    await turn();
    expect(sent).toHaveLength(2);
  });

  it('is not waited for when its connection says nothing any more', async () => {
    const gather = open();
    void gather('select $1', [1]);
    await turn();
    const second = gather('select $1', [1]);
    while (sent.length < 2) await pause(10);
    sent[1]?.land([{ n: 2 }]);
    expect(await second).toEqual([{ n: 2 }]);
  });

  it('that fails, fails for all who asked for it, and is asked anew by whoever comes next', async () => {
    const gather = open();
    const both = Promise.allSettled([gather('select $1', [1]), gather('select $1', [1])]);
    await turn();
    sent[0]?.lose(new Error('gone'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = gather('select $1', [1]);
    await turn();
    sent[1]?.land([]);
    expect(await again).toEqual([]);
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
