import type { Place } from './place.ts';

/** A criterion in AQL's JSON that only this file can make, so that every value in it was quoted. */
export interface Criterion {
  readonly text: string;
}

/** The server refuses longer queries (apis/README.md §9). */
const longestQuery = 6_000;
/** Room for `items.find({"$or":[…]})` and the include. */
const frame = 300;
/** Permissions are checked on repo, path and name: without them the query is refused. */
const ownFields = ['repo', 'path', 'name', 'size', 'sha256'] as const;

/** Fields that values from outside may be compared with. */
export type ComparedField = 'repo' | 'path' | 'name' | 'sha256' | 'type' | 'modified' | 'updated' | '@build.name' | '@build.number';

export function equals(field: ComparedField, value: string): Criterion {
  return { text: `${quoted(field)}:${quoted(value)}` };
}

/** In the tool's own order: of texts as its database sorts them. */
export function compares(field: ComparedField, operator: '$gt' | '$gte' | '$lt' | '$lte', value: string): Criterion {
  return { text: `${quoted(field)}:{"${operator}":${quoted(value)}}` };
}

/** Wildcards `*` and `?` in the pattern are live: put only what `withoutWildcards` lets pass beside your own. */
export function matches(field: 'path' | 'name', pattern: string): Criterion {
  return { text: `${quoted(field)}:{"$match":${quoted(pattern)}}` };
}

/** Null for a text that would be a pattern itself; AQL has no way to escape a wildcard. */
export function withoutWildcards(text: string): string | null {
  return /[*?]/.test(text) ? null : text;
}

/** In a folder of that name, or anywhere below one; the name must hold no wildcard. */
export function inFolder(folder: string): Criterion {
  return anyOf([equals('path', folder), matches('path', `*/${folder}`), matches('path', `${folder}/*`), matches('path', `*/${folder}/*`)]);
}

export function allOf(...criteria: readonly Criterion[]): Criterion {
  return { text: criteria.map(({ text }) => text).join(',') };
}

/** As allOf, for criteria on the same fields, which would hide each other in one object. */
export function bothOf(one: Criterion, other: Criterion): Criterion {
  return { text: `"$and":[{${one.text}},{${other.text}}]` };
}

export function anyOf(criteria: readonly Criterion[]): Criterion {
  return { text: `"$or":[${criteria.map(({ text }) => `{${text}}`).join(',')}]` };
}

/** One criterion per folder, each short enough for a query: `{repo, path, $or: [names]}`. */
export function atPlaces(places: readonly Place[]): readonly Criterion[] {
  const folders = Map.groupBy(places, ({ repo, path }) => JSON.stringify([repo, path]));
  return [...folders.values()].flatMap((inFolder) => {
    const [first] = inFolder;
    if (first === undefined) return [];
    const folder = allOf(equals('repo', first.repo), equals('path', first.path));
    const names = [...new Set(inFolder.map(({ name }) => name))].map((name) => equals('name', name));
    return packed(names, longestQuery - frame - folder.text.length).map((some) => allOf(folder, anyOf(some)));
  });
}

/** Whole queries that together ask for files matching any of the criteria, properties included: never sorted or limited. */
export function itemQueries(criteria: readonly Criterion[]): readonly string[] {
  return packed(criteria, longestQuery - frame).map((some) => {
    const [only, ...more] = some;
    const where = only !== undefined && more.length === 0 ? only : anyOf(some);
    return `items.find({${allOf(equals('type', 'file'), where).text}}).include(${fields('property')})`;
  });
}

/** One page of places, in no promised order (sorting without a repository scans everything); a limit forbids asking for properties. */
export function pageQuery(criterion: Criterion, offset: number, limit: number): string {
  const where = allOf(equals('type', 'file'), criterion);
  return `items.find({${where.text}}).include(${fields()}).offset(${offset}).limit(${limit})`;
}

/** One query for everything that fits, whole: with when it was modified and its properties, hence never sorted or limited. */
export function stretchQuery(criterion: Criterion): string {
  return `items.find({${allOf(equals('type', 'file'), criterion).text}}).include(${fields('modified', 'property')})`;
}

/** The next places in the order of a sync, without properties: those would void sort and limit (apis/README.md §9). */
export function orderQuery(criterion: Criterion, offset: number, limit: number): string {
  const sorted = ['modified', 'repo', 'path', 'name'].map(quoted).join(',');
  return `items.find({${allOf(equals('type', 'file'), criterion).text}}).include(${sorted}).sort({"$asc":[${sorted}]}).offset(${offset}).limit(${limit})`;
}

function fields(...more: readonly string[]): string {
  return [...ownFields, ...more].map(quoted).join(',');
}

/** Fills lists of criteria up to `room` characters each; one that is too long by itself stands alone, and the tool refuses it. */
function packed(criteria: readonly Criterion[], room: number): readonly (readonly Criterion[])[] {
  const lists: Criterion[][] = [];
  let left = 0;
  for (const criterion of criteria) {
    const size = criterion.text.length + '{},'.length;
    const last = lists.at(-1);
    if (last !== undefined && size <= left) {
      last.push(criterion);
      left -= size;
    } else {
      lists.push([criterion]);
      left = room - size;
    }
  }
  return lists;
}

/** JSON's own escapes of `"` and `\` are AQL's too. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
