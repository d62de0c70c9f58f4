import type { HttpClient, HttpRequest } from '../http/index.ts';
import { judging } from '../../domain/ports/ask.ts';
import type { Instance } from './instance.ts';
import { compared } from './query.ts';
import { readAll, readFirst, readWanted } from './table.ts';
import { sysIdOf, valueOf } from './wire.ts';

interface Kept { readonly id: string; readonly isHidden: boolean; readonly group: string }

/** A table whose limit is applied before its access rules, as ServiceNow's is. */
function instanceWith(rows: readonly Kept[], change: { told?: string | null; onRequest?: (count: number, rows: Kept[]) => void; extra?: Kept } = {}): { instance: Instance; asked: HttpRequest<unknown>[] } {
  const kept = [...rows];
  const asked: HttpRequest<unknown>[] = [];
  const http: HttpClient = {
    send(request) {
      asked.push(request);
      change.onRequest?.(asked.length, kept);
      const query = String(request.query?.['sysparm_query']);
      const after = /sys_id>(\w+)/.exec(query)?.[1] ?? '';
      const groups = /groupIN([\w,]+)/.exec(query)?.[1]?.split(',');
      const matching = kept.filter(({ id, group }) => id > after && (groups?.includes(group) ?? true)).sort((a, b) => (a.id < b.id ? -1 : 1));
      const [offset, limit] = [Number(request.query?.['sysparm_offset']), Number(request.query?.['sysparm_limit'])];
      const page = [...matching.slice(offset, offset + limit), ...(change.extra === undefined ? [] : [change.extra])];
      const result = page.filter(({ isHidden }) => !isHidden).map(({ id, group }) => ({ sys_id: { value: id, display_value: id }, group: { value: group, display_value: group } }));
      const told = change.told === undefined ? String(matching.length) : change.told;
      return Promise.resolve({ status: 200, headers: told === null ? {} : { 'x-total-count': told }, body: request.schema.parse({ result }) });
    },
  };
  return { instance: { name: 'snow', url: 'http://x', http, clock: { now: () => new Date('2026-11-23T05:00:00Z') } }, asked };
}

function rowsOf(count: number, isHidden: (index: number) => boolean = () => false): Kept[] {
  return Array.from({ length: count }, (_, index) => ({ id: index.toString(16).padStart(32, '0'), isHidden: isHidden(index), group: `g${index % 7}` }));
}
const question = { table: 'task_ci', conditions: [], fields: ['group'], expects: () => true, ask: judging, doing: 'reading rows' };

it('reads every row, by pages that start after the last one seen', async () => {
  const { instance, asked } = instanceWith(rowsOf(1_203));
  const answer = await readAll(instance, question);
  expect(answer).toMatchObject({ hidden: 0, isCut: false, fetchedAt: '2026-11-23T05:00:00.000Z', rows: { length: 1_203 } });
  expect(asked).toHaveLength(3);
  expect(asked.map(({ query }) => query?.['sysparm_offset'])).toEqual([0, 0, 0]);
  expect(asked[0]?.query).toMatchObject({ sysparm_display_value: 'all', sysparm_fields: 'sys_id,group', sysparm_query: 'ORDERBYsys_id' });
});

it.each<[string, (index: number) => boolean]>([
  ['every second row', (index) => index % 2 === 0],
  ['the end of each page', (index) => index % 500 > 450],
  ['a whole page', (index) => index >= 500 && index < 1_000],
  ['two pages in the middle', (index) => index >= 300 && index < 1_400],
  ['everything', () => true],
])('does not take a short or empty page for the end where access rules hide %s', async (_name, isHidden) => {
  const rows = rowsOf(1_900, isHidden);
  const answer = await readAll(instanceWith(rows).instance, question);
  expect(answer.rows.map(sysIdOf)).toEqual(rows.filter((row) => !row.isHidden).map(({ id }) => id));
  expect(answer.hidden).toBe(rows.filter((row) => row.isHidden).length);
});

it('loses and doubles no row when others come and go between the pages', async () => {
  const rows = rowsOf(1_000);
  const { instance } = instanceWith(rows, { onRequest: (count, kept) => { if (count === 2) kept.splice(0, 100, ...Array.from({ length: 3 }, (_, index) => ({ id: `0000000000000000000000000000000${index}x`, isHidden: false, group: 'g1' }))); } });
  const ids = (await readAll(instance, question)).rows.map(sysIdOf);
  expect(ids).toEqual(expect.arrayContaining(rows.slice(100).map(({ id }) => id)));
  expect(new Set(ids).size).toBe(ids.length);
});

it.each([[null], [''], ['many'], ['-1']])('does not believe an answer whose total is %j', async (told) => {
  await expect(readAll(instanceWith(rowsOf(3), { told }).instance, question)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
});

it('does not read on for ever', async () => {
  await expect(readAll(instanceWith(rowsOf(3), { told: '1000000' }).instance, question)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
});

it('refuses an answer with a row that was not asked for, instead of passing it on', async () => {
  const { instance } = instanceWith(rowsOf(70), { extra: { id: 'f'.repeat(32), isHidden: false, group: 'other' } });
  await expect(readWanted(instance, question, [{ field: 'group', value: 'g1' }])).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('not asked for') as string } });
});

it('asks for many values in few requests, each with a short address, and for none in none', async () => {
  const { instance, asked } = instanceWith(rowsOf(0));
  const ids = Array.from({ length: 400 }, (_, index) => ({ field: 'group', value: index.toString(16).padStart(32, 'a') }));
  await readWanted(instance, { ...question, fields: Array.from({ length: 30 }, (_, index) => `some_quite_long_column_name_${index}`) }, ids);
  for (const { query } of asked) expect(Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&').length).toBeLessThan(5_800);
  expect(asked).toHaveLength(4);
  expect(await readWanted(instance, question, [])).toMatchObject({ rows: [], hidden: 0 });
  expect(asked).toHaveLength(4);
});

it('lists the first rows and says what was cut and what was hidden', async () => {
  const rows = rowsOf(30, (index) => index === 2);
  const order = { field: 'sys_id' };
  expect(await readFirst(instanceWith(rows).instance, question, order, 10)).toMatchObject({ rows: { length: 9 }, hidden: 1, isCut: true });
  expect(await readFirst(instanceWith(rows).instance, question, order, 40)).toMatchObject({ rows: { length: 29 }, hidden: 1, isCut: false });
  expect((await readFirst(instanceWith(rows).instance, { ...question, conditions: [compared('sys_id', '>', rows[27]?.id ?? '')] }, order, 40)).rows.map((row) => valueOf(row, 'group'))).toEqual(['g0', 'g1']);
});
