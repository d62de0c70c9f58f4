import { allOf, anyOf, atPlaces, equals, itemQueries, matches, pageQuery, withoutWildcards } from './aql.ts';

function place(nth: number, folder = 'f') {
  return { repo: 'r', path: folder, name: `file-${nth}.tgz` };
}

describe('AQL', () => {
  it('groups names by folder and asks for what permissions are checked on', () => {
    const [query, ...more] = itemQueries(atPlaces([place(1), place(2), place(1, 'g'), place(1)]));
    expect(more).toEqual([]);
    expect(query).toBe('items.find({"type":"file","$or":[{"repo":"r","path":"f","$or":[{"name":"file-1.tgz"},{"name":"file-2.tgz"}]},{"repo":"r","path":"g","$or":[{"name":"file-1.tgz"}]}]}).include("repo","path","name","size","sha256","property")');
  });

  it('never sorts, limits or offsets beside properties', () => {
    expect(itemQueries([equals('name', 'x')]).join('')).not.toMatch(/\.(sort|limit|offset)\(/);
    expect(pageQuery(equals('name', 'x'), 20, 10)).toMatch(/\.include\([^)]*\)\.offset\(20\)\.limit\(10\)$/);
    expect(pageQuery(equals('name', 'x'), 20, 10)).not.toContain('property');
  });

  it.each([1, 50, 500, 3_000])('splits %d files into queries the server takes', (count) => {
    const names = (queries: readonly string[]) => queries.flatMap((query) => [...query.matchAll(/file-\d+\.tgz/g)].map(([name]) => name));
    const inOneFolder = itemQueries(atPlaces(Array.from({ length: count }, (_, nth) => place(nth))));
    const inMany = itemQueries(atPlaces(Array.from({ length: count }, (_, nth) => place(nth, `folder/${nth % 97}/1.0.0`))));
    for (const queries of [inOneFolder, inMany]) {
      expect(queries.every((query) => query.length <= 6_000)).toBe(true);
      expect(new Set(names(queries)).size).toBe(count);
      expect(names(queries)).toHaveLength(count);
    }
    expect(inOneFolder.length).toBeLessThanOrEqual(Math.ceil((count * 30) / 5_000) + 1);
  });

  it('asks nothing when there is nothing to ask', () => {
    expect(itemQueries(atPlaces([]))).toEqual([]);
  });

  it.each(['"}).include("*', '\\', 'a"b', '\\"}, {"repo":"secret'])('a value cannot leave its quotes: %j', (value) => {
    const text = equals('name', value).text;
    expect(JSON.parse(`{${text}}`)).toEqual({ name: value });
  });

  it('keeps outside text from being a pattern', () => {
    expect(withoutWildcards('2.4.0')).toBe('2.4.0');
    expect(withoutWildcards('2.*')).toBeNull();
    expect(withoutWildcards('2.?.0')).toBeNull();
  });

  it('puts criteria together as JSON', () => {
    const criterion = allOf(equals('@build.name', 'pay'), anyOf([matches('path', '*/1.0'), equals('path', '1.0')]));
    expect(JSON.parse(`{${criterion.text}}`)).toEqual({ '@build.name': 'pay', '$or': [{ path: { $match: '*/1.0' } }, { path: '1.0' }] });
  });
});
