import type { SyncedPages } from '../domain/ports/sync-store.ts';
import { eachDatabase } from './each-database.fixture.ts';

const minute = 60_000;
const name = { connection: 'jira', kind: 'work-item' } as const;
const pages = (count: number, from = 0): SyncedPages => ({
  copies: Array.from({ length: count }, (_nothing, index) => ({ kind: 'work-item', identity: `jira:work-item:${from + index}`, connection: 'jira', reference: null, content: {}, fetchedAt: '2026-11-23T05:00:00.000Z' })), cursor: `after ${from + count}`, total: 5, hidden: 1,
});

eachDatabase('what readings say of themselves', (given) => {
  const lines = async (kind: string): Promise<unknown> => (await given.store().reader.read((snapshot) => snapshot.rows({ text: 'select at, read_at, done, total, hidden, failures, problem, place from muster.reading where kind = $1 order by at', values: [kind] })))
    .map(({ at, read_at: readAt, done, total, hidden, failures, problem, place }) => [minutes(at), readAt === null ? null : minutes(readAt), done, total, hidden, failures, (problem as { code: string } | null)?.code ?? null, place]);
  const minutes = (moment: unknown): number => (new Date(moment as string).getTime() - Date.parse('2026-11-23T05:00:00.000Z')) / minute;

  test('is kept from each moment on at which it is news, and forgotten but for the last when pruned', async () => {
    const { syncs, history } = given.store();
    const first = await syncs.takeTurn(name, 'a', minute, 1_000 * minute);
    if (first === null) throw new Error('nobody else takes turns here');
    given.clock.advance(minute);
    await syncs.keepPages(name, first, pages(2), minute);
    given.clock.advance(minute);
    await syncs.giveUp(name, first, { code: 'RATE_LIMITED', message: 'later', sinceAt: '2026-11-23T05:02:00.000Z', retryAt: null }, () => 0);
    given.clock.advance(minute);
    const again = await syncs.takeTurn(name, 'a', minute, 1_000 * minute);
    if (again === null) throw new Error('nobody else takes turns here');
    await syncs.keepPages(name, again, pages(3, 2), minute);
    given.clock.advance(minute);
    await syncs.finish(name, again, minute);
    const told = [[0, null, 0, null, 0, 0, null, ''], [1, null, 2, 5, 1, 0, null, ''], [2, null, 2, 5, 1, 1, 'RATE_LIMITED', ''], [3, null, 5, 5, 2, 1, 'RATE_LIMITED', ''], [4, 4, 5, 5, 2, 0, null, '']];
    expect(await lines('work-item')).toEqual(told);
    // Somebody whose turn is over says nothing.
    await syncs.finish(name, first, minute);
    await syncs.giveBack(name, first);
    expect(await lines('work-item')).toEqual(told);
    await history.prune('2026-11-23T05:03:30.000Z');
    expect(await lines('work-item')).toEqual(told.slice(3));
  });

  test('is kept of what others deploy too, by its place', async () => {
    const { observations } = given.store();
    const place = { connection: 'github', serviceKey: 'payments', environment: 'production' };
    const turn = await observations.takeTurn(place, 'a', minute);
    if (turn === null) throw new Error('nobody else takes turns here');
    await observations.keep(place, turn, { sightings: [], cursor: '2026-11-23T05:00:00.000Z' }, minute);
    given.clock.advance(2 * minute);
    const next = await observations.takeTurn(place, 'a', minute);
    if (next === null) throw new Error('nobody else takes turns here');
    await observations.giveUp(place, next, { code: 'TIMEOUT', message: 'slow', sinceAt: '2026-11-23T05:06:00.000Z', retryAt: null }, () => 0);
    expect(await lines('deployment')).toEqual([[4, 4, 0, null, 0, 0, null, 'payments production'], [6, 4, 0, null, 0, 1, 'TIMEOUT', 'payments production']]);
  });
});
