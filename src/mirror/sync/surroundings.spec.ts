import { SourceError } from '../../domain/error.ts';
import type { ConcernedItems, UnreadItems } from '../../domain/ports/concerned-items.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import { down, item, toolOf } from '../mirror.fixture.ts';
import { Surroundings } from './surroundings.ts';

const day = 86_400_000;
const relation = 'ci.impactedServices';

/** Items a to e, of which a relation is always to be read; and what was asked of whom. */
function scene(relate: (ids: readonly string[]) => Promise<ReadonlyMap<string, never[]>> = (ids) => Promise.resolve(new Map(ids.map((id) => [id, []])))): { readonly ask: (cursor: string | null) => ReturnType<NonNullable<ReturnType<Surroundings['pages']>>['page']>; readonly asked: UnreadItems[]; readonly related: (readonly string[])[]; readonly move: (milliseconds: number) => void } {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const [asked, related]: [UnreadItems[], (readonly string[])[]] = [[], []];
  let nowMs = Date.parse('2026-11-23T05:00:00.000Z');
  const items: ConcernedItems = {
    unread: (question) => {
      asked.push(question);
      const left = all.filter((id) => id > (question.after ?? '') && !question.except.includes(id));
      return Promise.resolve({ ids: left.slice(0, question.limit), left: left.length });
    },
  };
  const surroundings = new Surroundings({ items, targets: ['cmdb:ci:T'], clock: { now: () => new Date(nowMs) }, settings: { wholeEveryMs: day, atOnce: 2, lookBackMs: 90 * day } });
  const { connection } = toolOf('cmdb', () => Promise.resolve([item('1', 'one')]));
  const reading: Connection = { ...connection, relations: { [relation]: { relate: (ids) => { related.push(ids); return relate(ids); } } } };
  const pages = surroundings.pages(reading, relation, 1_000);
  if (pages === undefined) throw new Error('the connection answers it');
  return { ask: (cursor) => pages.page(cursor, { purpose: 'judge', maxAgeMs: 0 }), asked, related, move: (milliseconds) => { nowMs += milliseconds; } };
}

test('asks about a few items at a time, from the first to the last, and then begins anew', async () => {
  const { ask, asked, related } = scene();
  const first = await ask(null);
  expect(first).toMatchObject({ isLast: false, cursor: 'b', total: 5, hidden: 0, records: [{ kind: relation, identity: 'a', fetchedAt: '2026-11-23T05:00:00.000Z' }, { identity: 'b' }] });
  const second = await ask(first.cursor);
  const last = await ask(second.cursor);
  expect(last).toMatchObject({ isLast: true, cursor: '', total: null });
  expect(await ask(last.cursor)).toMatchObject({ cursor: 'b', total: 5 });
  expect(related).toEqual([['a', 'b'], ['c', 'd'], ['e'], ['a', 'b']]);
  expect(asked[0]).toEqual({ connection: 'cmdb', relation, targets: ['cmdb:ci:T'], incidentsSince: '2026-08-25T05:00:00.000Z', readBefore: '2026-11-22T05:00:00.000Z', except: [], after: null, limit: 2 });
});

test('does not ask again and again about an item of which its tool says nothing', async () => {
  const { ask, asked, move } = scene((ids) => Promise.resolve(new Map(ids.filter((id) => id !== 'a').map((id) => [id, []]))));
  expect((await ask(null)).records.map(({ identity }) => identity)).toEqual(['b']);
  await ask(null);
  move(day);
  await ask(null);
  expect(asked.map(({ except }) => except)).toEqual([[], ['a'], []]);
});

test('tells a tool’s failure as the tool’s, and our own as our own', async () => {
  await expect(scene(() => Promise.reject(new TypeError('x'))).ask(null)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  await expect(scene(() => Promise.reject(new SourceError('cmdb', down))).ask(null)).rejects.toMatchObject({ problem: down });
  await expect(scene(() => new Promise(() => undefined)).ask(null)).rejects.toMatchObject({ problem: { code: 'TIMEOUT' } });
  const surroundings = new Surroundings({ items: { unread: () => Promise.reject(new RangeError('our database')) }, targets: [], clock: { now: () => new Date() }, settings: { wholeEveryMs: day, atOnce: 2, lookBackMs: day } });
  const { connection } = toolOf('cmdb', () => Promise.resolve([]));
  await expect(surroundings.pages({ ...connection, relations: { [relation]: { relate: () => Promise.resolve(new Map()) } } }, relation, 1_000)?.page(null, { purpose: 'judge', maxAgeMs: 0 })).rejects.toThrow('our database');
  expect(surroundings.pages(connection, relation, 1_000)).toBeUndefined();
});
