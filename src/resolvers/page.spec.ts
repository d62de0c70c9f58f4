import { UserMistake } from '../domain/error.ts';
import { pageOf, pageRequest } from './page.ts';

const items = ['a', 'b', 'c', 'd', 'e'];
const page = (first: number, after: string | null): ReturnType<typeof pageOf<string, string>> => pageOf(items, pageRequest({ first, after }), (item) => item, (item) => item.toUpperCase());

describe('a page', () => {
  it('walks a list once, from cursor to cursor', () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: ReturnType<typeof page> = page(2, after);
      seen.push(...nodes);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('knows the whole list’s count on every page', () => {
    expect(page(2, null)).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    expect(page(500, null)).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false } });
    expect(page(0, null)).toMatchObject({ nodes: [], pageInfo: { startCursor: null, endCursor: null } });
  });

  it('refuses sizes and cursors that are none', () => {
    expect(() => page(-1, null)).toThrow(UserMistake);
    expect(() => page(501, null)).toThrow('between 0 and 500');
    expect(() => page(2, 'bm9uZQ')).toThrow('not a cursor');
  });
});
