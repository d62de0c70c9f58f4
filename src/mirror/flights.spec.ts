import { setTimeout as pause } from 'node:timers/promises';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import { acting, judging } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import { answering, item, live, mirrorOver, page, toolOf } from './mirror.fixture.ts';

describe('What is on its way', () => {
  const slow = (items: readonly ConfigurationItem[] = [item('1', 'one'), item('2', 'two')]) => toolOf('cmdb', async () => { await pause(30); return items; });

  test('is asked for once by pages that want it at the same time, and again by those who judge, act or want it live', async () => {
    const cmdb = slow();
    const mirror = mirrorOver([cmdb]);
    const pages = await Promise.all([mirror.read('ci', ['cmdb:ci:one'], page), mirror.read('ci', ['cmdb:ci:one', 'cmdb:ci:two'], page), mirror.read('ci', ['cmdb:ci:two'], page)]);
    expect(pages.map((readings) => [...readings].map(([name, { state }]) => `${name} ${state}`).sort())).toEqual([['cmdb:ci:one found'], ['cmdb:ci:one found', 'cmdb:ci:two found'], ['cmdb:ci:two found']]);
    expect(cmdb.calls.map((lookups) => lookups.flatMap((lookup) => ('key' in lookup ? [lookup.key] : [])))).toEqual([['one'], ['two']]);
    await Promise.all([mirror.read('ci', ['cmdb:ci:one'], page), ...[live, judging, acting].map((ask) => mirror.read('ci', ['cmdb:ci:one'], ask))]);
    expect(cmdb.calls).toHaveLength(2 + 3);
  });

  test('is shared by relations and searches too', async () => {
    let calls = 0;
    const count = async <T>(answer: T): Promise<T> => { calls += 1; await pause(30); return answer; };
    const connection: Connection = {
      ...answering('cmdb').connection,
      relations: { 'ci.dependsOn': { relate: (ids) => count(new Map(ids.map((id) => [id, []]))) } },
      finders: { 'cis.list': { find: () => count({ records: [item('1', 'one')], isComplete: true }) } },
    };
    const mirror = mirrorOver([{ connection }]);
    const about = (text: string | null) => ({ text, className: null, environment: null, limit: 10 });
    const related = await Promise.all([page, page].map((ask) => mirror.relate('ci.dependsOn', ['cmdb:ci:1'], ask)));
    expect([calls, related.map((readings) => readings.get('cmdb:ci:1')?.state)]).toEqual([1, ['found', 'found']]);
    const found = await Promise.all([page, page].map((ask) => mirror.find('cis.list', about(null), ask)));
    expect([calls, found.map(([one]) => one?.records.length)]).toEqual([2, [1, 1]]);
    await Promise.all([mirror.find('cis.list', about(null), page), mirror.find('cis.list', about('x'), page), ...[live, judging].map((ask) => mirror.find('cis.list', about(null), ask))]);
    expect(calls).toBe(2 + 4);
  });

  test('is awaited no longer than the asker has time, and no longer remembered once it failed', async () => {
    const hanging = toolOf('hangs', () => new Promise(() => undefined));
    const mirror = mirrorOver([hanging]);
    const first = mirror.read('ci', ['hangs:ci:y'], page);
    const began = performance.now();
    const readings = await mirror.read('ci', ['hangs:ci:y'], { ...page, beganAtMs: performance.now() - 1_000 });
    expect(readings.get('hangs:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    expect(performance.now() - began).toBeLessThan(100);
    expect((await first).get('hangs:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    await mirror.read('ci', ['hangs:ci:y'], page);
    expect(hanging.calls).toHaveLength(2);
  });
});
