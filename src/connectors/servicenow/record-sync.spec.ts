import { judging } from '../../domain/ports/ask.ts';
import type { HttpClient, HttpRequest } from '../http/index.ts';
import type { Instance } from './instance.ts';
import { createRecordSync } from './record-sync.ts';
import { readCursor, writeCursor } from './sync-cursor.ts';
import { incidentFields, incidentOf } from './translate/trouble.ts';

interface Kept { readonly id: string; updated: string; readonly isHidden: boolean }
const now = new Date('2026-11-23T05:00:00Z');

/** A table that orders, limits, and only then hides, as ServiceNow does; it understands the one query a sync may ask. */
function tableOf(rows: readonly Kept[], spoil: { readonly isUnordered?: boolean; readonly isUnaware?: boolean; readonly onPage?: (nth: number, kept: Kept[]) => void } = {}) {
  const kept = rows.map((row) => ({ ...row }));
  const asked: HttpRequest<unknown>[] = [];
  const http: HttpClient = {
    send(request) {
      asked.push(request);
      spoil.onPage?.(asked.length, kept);
      const query = String(request.query?.['sysparm_query']);
      const [, since = '', , after = '', id = ''] = /^(?:sys_updated_on>=([\d :-]+)\^(sys_updated_on>([\d :-]+)\^ORsys_id>(\w+)\^)?)?ORDERBYsys_updated_on\^ORDERBYsys_id$/.exec(query) ?? ['', 'no such query'];
      const matching = spoil.isUnaware === true ? kept : kept.filter((row) => row.updated >= since && (after === '' || row.updated > after || row.id > id));
      if (spoil.isUnordered !== true) matching.sort((a, b) => `${a.updated}${a.id}`.localeCompare(`${b.updated}${b.id}`));
      const [offset, limit] = [Number(request.query?.['sysparm_offset']), Number(request.query?.['sysparm_limit'])];
      const result = matching.slice(offset, offset + limit).filter(({ isHidden }) => !isHidden).map((row) => ({ sys_id: row.id, sys_updated_on: row.updated, number: `INC${row.id.slice(-7)}` }));
      return Promise.resolve({ status: 200, headers: { 'x-total-count': String(matching.length) }, body: request.schema.parse({ result }) });
    },
  };
  const instance: Instance = { name: 'snow', url: 'http://x', http, clock: { now: () => now } };
  return { asked, kept, sync: createRecordSync(instance, { table: 'incident', fields: incidentFields, isBare: true, translate: (all, origin) => all.map((row) => incidentOf(row, origin)) }) };
}

const second = (nth: number): string => new Date(Date.UTC(2026, 10, 22) + nth * 1_000).toISOString().slice(0, 19).replace('T', ' ');
function rowsOf(count: number, updated: (nth: number) => string, isHidden: (nth: number) => boolean = () => false): Kept[] {
  return Array.from({ length: count }, (_, nth) => ({ id: ((nth * 7_919) % 100_003).toString(16).padStart(32, '0'), updated: updated(nth), isHidden: isHidden(nth) }));
}

async function readAll({ sync }: ReturnType<typeof tableOf>, from: string | null = null): Promise<{ ids: string[]; hidden: number; cursor: string; pages: number }> {
  const ids: string[] = [];
  let [hidden, pages] = [0, 0];
  for (let cursor = from; ;) {
    const page = await sync.page(cursor, judging);
    ids.push(...page.records.map(({ id }) => id.slice('snow:incident:'.length)));
    hidden += page.hidden;
    pages += 1;
    if (page.isLast) return { ids, hidden, cursor: page.cursor, pages };
    cursor = page.cursor;
  }
}

describe('a sync over (sys_updated_on, sys_id)', () => {
  it.each<[string, (nth: number) => string]>([['one second', () => second(1)], ['a few seconds', (nth) => second(nth % 3)], ['a second each', second]])('skips no row where 4,321 rows share %s, and doubles none', async (_name, updated) => {
    const table = tableOf(rowsOf(4_321, updated));
    const { ids, hidden, pages } = await readAll(table);
    expect([new Set(ids).size, ids.length, hidden, pages]).toEqual([4_321, 4_321, 0, 5]);
    expect((await readAll(table, (await readAll(table)).cursor)).ids).toEqual([]);
  });

  it.each<[string, (nth: number) => boolean]>([
    ['every third', (nth) => nth % 3 === 0], ['the first page', (nth) => nth < 1_100], ['two pages in the middle', (nth) => nth > 900 && nth < 3_300], ['the end', (nth) => nth > 3_000], ['all', () => true],
  ])('takes no short or empty page for the end where access rules hide %s, and counts each hidden row once', async (_name, isHidden) => {
    const rows = rowsOf(4_000, second, isHidden);
    const { ids, hidden } = await readAll(tableOf(rows));
    expect(ids).toEqual(rows.filter((row) => !row.isHidden).map(({ id }) => id));
    expect(hidden).toBe(rows.filter((row) => row.isHidden).length);
  });

  it('brings a row that changes while pages are read once more, and loses none of those that stood still', async () => {
    const rows = rowsOf(3_000, second);
    const moved = rows.slice(0, 500).map(({ id }) => id);
    const table = tableOf(rows, { onPage: (nth, kept) => { if (nth === 2) for (const row of kept) if (moved.includes(row.id)) row.updated = second(9_000); } });
    const { ids } = await readAll(table);
    expect(new Set(ids).size).toBe(3_000);
    expect(ids.slice(-500).sort()).toEqual([...moved].sort());
  });

  it('reads a second again that is not long over', async () => {
    const recent = rowsOf(5, () => '2026-11-23 04:59:58');
    const table = tableOf(recent);
    const { cursor } = await readAll(table);
    expect((await readAll(table, cursor)).ids.sort()).toEqual(recent.map(({ id }) => id).sort());
    expect(readCursor(cursor)).toMatchObject({ moment: '2026-11-23 04:59:50', id: null });
  });

  it('does not believe rows out of order, before the cursor, or whose moment is hidden', async () => {
    await expect(readAll(tableOf(rowsOf(10, (nth) => second(10 - nth)), { isUnordered: true }))).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
    await expect(readAll(tableOf(rowsOf(1_500, second), { isUnaware: true }))).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('not asked for') as string } });
    await expect(readAll(tableOf(rowsOf(3, () => '')))).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('keeps its place as text', () => {
    const place = { moment: '2026-11-22 00:00:01', id: 'a'.repeat(32), offset: 900, left: 12, all: 40 };
    expect(readCursor(writeCursor(place))).toEqual(place);
    for (const strange of [null, '', 'x', '2026|1', `${writeCursor(place)}|9`]) expect(readCursor(strange)).toEqual({ moment: null, id: null, offset: 0, left: null, all: null });
  });
});
