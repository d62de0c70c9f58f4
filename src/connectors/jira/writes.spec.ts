import { recentWrites } from './writes.ts';

describe('What a connection wrote a moment ago', () => {
  it('is the newest fifty at most, for Jira refuses a search that reconciles more', () => {
    const writes = recentWrites({ now: () => new Date('2026-03-02T09:00:00Z') });
    for (let id = 1; id <= 60; id += 1) writes.note(String(id));
    writes.note('11');
    expect(writes.list()).toEqual([...Array.from({ length: 49 }, (_, nth) => nth + 12), 11]);
  });

  it('is forgotten after five minutes, when search has surely caught up', () => {
    let now = Date.parse('2026-03-02T09:00:00Z');
    const writes = recentWrites({ now: () => new Date(now) });
    writes.note('1');
    now += 5 * 60_000;
    writes.note('2');
    expect(writes.list()).toEqual([1, 2]);
    now += 1;
    expect(writes.list()).toEqual([2]);
  });
});
