import { randomUUID } from 'node:crypto';
import type { SyncStatus } from '../../src/domain/ports/sync-store.ts';
import { runPass, type PassEnd } from '../../src/mirror/sync/pass.ts';
import { syncDefaults, Sync } from '../../src/mirror/sync/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { freshDatabase, type TestDatabase } from '../system/database.ts';
import { failing, numbers, PagedTool } from './paged-tool.ts';

const name = { connection: 'sn', kind: 'change' } as const;
const minute = 60_000;
const day = 1_440 * minute;

describe('The sync of a kind', () => {
  let database: TestDatabase;
  let store: Store;
  let nowMs = Date.parse('2026-11-20T00:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const iso = (): string => clock.now().toISOString();
  beforeAll(async () => {
    database = await freshDatabase();
    store = await openStore(database.location, { clock });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  /** Each test has the one sync to itself: everything is forgotten before. */
  let tool: PagedTool;
  let connection = 'sn';
  beforeEach(() => {
    tool = new PagedTool(10);
    connection = `t${randomUUID().slice(0, 8)}`;
  });
  const mine = () => ({ ...name, connection });
  const toolOfMine = () => {
    const own = tool.connection(connection);
    const page = async (cursor: string | null) => {
      const read = await tool.page(cursor);
      return { ...read, records: read.records.map((record) => ({ ...record, id: record.id.replace('sn:', `${connection}:`), source: { ...record.source, connection, reference: record.source.reference.replace('sn:', `${connection}:`) } })) };
    };
    return { ...own, syncs: { change: { page } } };
  };
  const pass = (signal = new AbortController().signal, runner = 'one'): Promise<PassEnd> =>
    runPass({ store: store.syncs, clock, runner, settings: { ...syncDefaults, batch: 20 }, deadlineOf: () => 10_000 }, toolOfMine(), mine(), signal);
  const standing = async (ids: readonly number[]): Promise<number> => (await store.copies.find('change', ids.map((id) => `${connection}:change:${id}`))).size;
  const status = async (): Promise<SyncStatus | undefined> => (await store.syncs.statuses()).find((one) => one.connection === connection);
  const pause = (milliseconds: number): void => {
    nowMs += milliseconds;
    tool.readAgainAt(iso());
  };

  test('reads everything once, then only what changed', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    expect(await pass()).toBe('FINISHED');
    expect(await standing(numbers(1, 45))).toBe(45);
    expect(await status()).toMatchObject({ state: 'WAITING', done: 45, total: 45, finishedAt: iso(), problem: null });
    expect(tool.asked).toEqual([null, '10', '20', '30', '40']);
    expect(await pass()).toBe('TAKEN'); // It is not its time.
    pause(minute);
    tool.put([7], 'second', iso());
    expect(await pass()).toBe('FINISHED');
    expect(tool.asked.slice(5)).toEqual(['45']);
    expect((await store.copies.find('change', [`${connection}:change:7`])).get(`${connection}:change:7`)?.content).toMatchObject({ title: 'second' });
    expect(await status()).toMatchObject({ done: 1, total: null });
  });

  test('that a 429 cuts off empties nothing, waits as long as it was told, and goes on where it stood', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    tool.before = (cursor) => { if (cursor === '30') throw failing('RATE_LIMITED', new Date(nowMs + 10 * minute).toISOString()); };
    expect(await pass()).toBe('FAILED');
    expect(await standing(numbers(1, 45))).toBe(30);
    expect(await status()).toMatchObject({ state: 'FAILING', done: 30, finishedAt: null, problem: { code: 'RATE_LIMITED', message: 'It is down.' } });
    tool.before = () => undefined;
    pause(9 * minute);
    expect(await pass()).toBe('TAKEN');
    pause(minute);
    expect(await pass()).toBe('FINISHED');
    expect(tool.asked).toEqual([null, '10', '20', '30', '30', '40']);
    expect(await standing(numbers(1, 45))).toBe(45);
    expect(await status()).toMatchObject({ state: 'WAITING', done: 45, total: 45, problem: null });
  });

  test('marks what a whole pass did not see, keeps it, and takes it back when it is seen again', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    await pass();
    const before = iso();
    tool.remove([3, 44]);
    pause(minute);
    await pass(); // Of what changed: who is gone it cannot tell.
    expect(await standing([3, 44])).toBe(2);
    pause(day);
    expect(await pass()).toBe('FINISHED');
    expect(await standing(numbers(1, 45))).toBe(43);
    const was = (await store.history.asOf('change', [`${connection}:change:3`], before)).get(`${connection}:change:3`);
    const is = (await store.history.asOf('change', [`${connection}:change:3`], iso())).get(`${connection}:change:3`);
    expect([was?.goneBecause, is?.goneBecause]).toEqual([null, expect.stringContaining('deleted, or hidden from us by access rules')]);
    expect(is?.copy.content).toMatchObject({ title: 'first' });

    tool.put([3], 'first', iso());
    pause(minute);
    await pass();
    expect(await standing([3, 44])).toBe(1);
  });

  test('that suddenly sees less than half believes it only the second time', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    await pass();
    pause(day);
    tool.remove(numbers(1, 45));
    expect(await pass()).toBe('FINISHED');
    expect(await standing(numbers(1, 45))).toBe(45);
    tool.hidden = 45;
    pause(1);
    expect(await pass()).toBe('FINISHED');
    expect(await standing(numbers(1, 45))).toBe(0);
    const gone = (await store.history.asOf('change', [`${connection}:change:1`], iso())).get(`${connection}:change:1`);
    expect(gone?.goneBecause).toContain('which hid 45 records in that reading');
  });

  test('whose whole pass is cut off has nobody marked, whatever it did not see', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    await pass();
    pause(day);
    tool.remove([40]);
    tool.before = (cursor) => { if (cursor === '20') throw failing('UNEXPECTED_ANSWER'); };
    expect(await pass()).toBe('FAILED');
    expect(await standing(numbers(1, 45))).toBe(45);
    tool.before = () => undefined;
    pause(20 * minute);
    expect(await pass()).toBe('FINISHED');
    expect(await standing(numbers(1, 45))).toBe(44);
  });

  test('that is stopped hands over at the page it stood at, and what a lost turn still writes is not kept', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    const ending = new AbortController();
    tool.before = (cursor) => { if (cursor === '20') ending.abort(); };
    expect(await pass(ending.signal)).toBe('STOPPED');
    expect(await standing(numbers(1, 45))).toBe(20);
    const turn = await store.syncs.takeTurn(mine(), 'two', 1_000, day);
    expect(turn).toMatchObject({ cursor: '20', isWhole: true, isFirst: true });
    expect(await store.syncs.takeTurn(mine(), 'three', 1_000, day)).toBeNull();
    pause(1_001);
    expect(await pass()).toBe('FINISHED');
    if (turn === null) throw new Error('there was no turn');
    expect(await store.syncs.keepPages(mine(), turn, { copies: [], cursor: '0', total: null, hidden: 0 }, 1_000)).toBe(false);
    await store.syncs.finish(mine(), turn, 0);
    expect(await status()).toMatchObject({ state: 'WAITING', done: 45 });
  });

  test('says in our words what it cannot understand, and is not led in a circle', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    tool.before = () => { throw new TypeError('secret of the tool'); };
    expect(await pass()).toBe('FAILED');
    expect((await status())?.problem).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: 'Its answer could not be understood.' });
    pause(minute);
    await store.syncs.request([mine()]);
    const circle = { ...toolOfMine(), syncs: { change: { page: () => Promise.resolve({ records: [], cursor: 'same', isLast: false, total: null, hidden: 0 }) } } };
    const end = await runPass({ store: store.syncs, clock, runner: 'one', settings: syncDefaults, deadlineOf: () => 10_000 }, circle, mine(), new AbortController().signal);
    expect(end).toBe('FAILED');
    expect((await status())?.problem?.message).toContain('leads back to the same');
  });

  test('runs by itself on every node, and each page is asked for once', async () => {
    tool.put(numbers(1, 45), 'first', iso());
    const one = toolOfMine();
    const connections = { all: [one], byName: () => one };
    const nodes = [1, 2].map(() => new Sync({ connections, store: store.syncs, history: store.history, clock, deadlineOf: () => 10_000, settings: { lookMs: 5, batch: 20 } }));
    for (const node of nodes) node.start();
    while ((await status())?.finishedAt == null) await new Promise((resolve) => { setTimeout(resolve, 20); });
    await Promise.all(nodes.map((node) => node.stop()));
    expect(tool.asked).toEqual([null, '10', '20', '30', '40']);
    expect(await standing(numbers(1, 45))).toBe(45);
  });
});
