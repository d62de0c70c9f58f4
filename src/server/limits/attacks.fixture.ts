import { parse, validate, type GraphQLSchema } from 'graphql';
import { operationGuard, parseOptions, type AskedOperation } from './index.ts';

type Asked = AskedOperation & { readonly name: string };

const times = (count: number, make: (nth: number) => string): string => Array.from({ length: count }, (_, nth) => make(nth)).join(' ');
const nested = (depth: number, field = 'dependsOn', leaf = 'key'): string => `${`${field} { `.repeat(depth)}${leaf}${' }'.repeat(depth)}`;
const release = (selection: string): string => `{ release(key: "x") { ${selection} } }`;

/** A fragment that spreads the next one `width` times: width to the power of levels fields, from a few hundred bytes. */
function bomb(levels: number, width: number): string {
  const fragments = times(levels, (nth) => `fragment F${nth} on Release { ${times(width, () => `...F${nth + 1}`)} }`);
  return `${release('...F0')} ${fragments} fragment F${levels} on Release { key name version }`;
}

function nestedBomb(levels: number, width: number): string {
  const fragments = times(levels, (nth) => `fragment F${nth} on Release { ${times(width, (at) => `a${at}: dependsOn { ...F${nth + 1} }`)} }`);
  return `${release('...F0')} ${fragments} fragment F${levels} on Release { key }`;
}

const variations: readonly (readonly [string, readonly string[]])[] = [
  ['nested too deep', [15, 50, 500].map((depth) => release(nested(depth)))],
  ['nested too deep in inline fragments', [15, 200].map((depth) => release(`${'... on Release { dependsOn { '.repeat(depth)}key${' } }'.repeat(depth)}`))],
  ['nested without end', [2_900, 9_000].map((depth) => '{ a '.repeat(depth))],
  ['many aliases', [31, 400, 10_000].map((count) => `{ ${times(count, (nth) => `a${nth}: viewer { roles }`)} }`)],
  ['many aliases of __typename', [31, 900, 10_000].map((count) => `{ ${times(count, (nth) => `a${nth}: __typename`)} }`)],
  ['aliases below', [31, 600].map((count) => release(times(count, (nth) => `a${nth}: key`)))],
  ['one field many times', [21, 900, 2_900, 10_000].map((count) => `{ ${'__typename '.repeat(count)} }`)],
  ['one object many times', [21, 700].map((count) => `{ ${'viewer { roles } '.repeat(count)} }`)],
  ['many directives', [51, 700].map((count) => `{ __typename ${'@include(if: true) '.repeat(count)} }`)],
  ['directives that there are not', [51, 1_400, 10_000].map((count) => `{ __typename ${'@aa '.repeat(count)} }`)],
  ['directives on fragments', [51, 300].map((count) => `{ ...A ${'@skip(if: false) '.repeat(count)} } fragment A on Query { __typename }`)],
  ['a fragment bomb', [bomb(10, 2), bomb(20, 2), bomb(30, 2), bomb(12, 4), bomb(40, 3)]],
  ['a nested fragment bomb', [nestedBomb(6, 5), nestedBomb(12, 2)]],
  ['a fragment within itself', ['{ ...A } fragment A on Query { __typename ...A }', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', release('...A').concat(' fragment A on Release { dependsOn { ...A } }'), `{ ...F0 } ${times(40, (nth) => `fragment F${nth} on Query { ...F${(nth + 1) % 40} }`)}`]],
  ['fragments that nobody spreads', [51, 400].map((count) => `{ __typename } ${times(count, (nth) => `fragment F${nth} on Query { __typename }`)}`)],
  ['many operations', [51, 500].map((count) => times(count, (nth) => `query Q${nth} { __typename }`))],
  ['introspection in a circle', ['{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }', '{ __type(name: "Query") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }', `{ __schema { types { ${nested(30, 'ofType', 'name')} } } }`]],
  ['lists in lists', ['{ releases(first: 500) { nodes { changes(first: 500) { nodes { key } } } } }', '{ releases(first: 500) { nodes { workItems(first: 500) { nodes { assignee { name } } } } } }', '{ releases(first: 200) { nodes { changes(first: 100) { nodes { tasks { key } } } } } }', `{ search(text: "a", first: 500) { nodes { ... on Release { changes(first: 500) { nodes { number } } } } } }`]],
  ['unicode', [`{ ${'é'.repeat(500)} }`, `{ viewer { roles } } # ${'𝒳'.repeat(40_000)}`, '{ v\u202eiewer { roles } }', 'query ($a: String = "\u0000") { __typename }']],
  ['long text', [`{ release(key: "${'x'.repeat(100_000)}") { key } }`, `#${'x'.repeat(100_000)}\n{ viewer { roles } }`, `{ ${'x'.repeat(66_000)} }`]],
  ['types without end', [`query ($a: ${'['.repeat(2_000)}Int${']'.repeat(2_000)}) { __typename }`, `query (${times(600, (nth) => `$v${nth}: Int`)}) { __typename }`]],
  ['values without end', [`{ nodes(ids: ${'['.repeat(2_000)}${']'.repeat(2_000)}) { id } }`, `{ releases(filter: ${'{ a: '.repeat(900)}1${' }'.repeat(900)}) { totalCount } }`]],
  ['definitions that are none', ['type Query { a: Int } { __typename }', 'extend type Query { a: Int }', 'schema { query: Query }']],
];

export const attacks: readonly Asked[] = [
  ...variations.flatMap(([name, queries]) => queries.map((query, nth) => ({ name: `${name} (${nth + 1})`, query }))),
  { name: 'a long page by a variable', query: 'query ($n: Int) { releases(first: $n) { nodes { changes(first: $n) { nodes { key } } } } }', variables: { n: 500 } },
];

const fields = [
  'key name version state', 'key description owner { name } createdAt', 'key serviceKey train environments { environment { name } }', 'key package { digest revision sealedAt }',
  'key changes(first: 20) { nodes { number state type } totalCount }', 'key workItems(first: 50) { nodes { key title progress } totalCount }', 'key dependsOn { key state dependsOn { key state } }',
  'key readiness(environment: "production") { outcome verdicts { outcome because gate { name } } }', 'key deployments(first: 10) { nodes { id state } }', 'key stakeholders { role person { name } }',
];
const lists = [
  'changes(first: 100) { nodes { number state risk } pageInfo { hasNextPage endCursor } }', 'workItems(first: 100) { nodes { key title } }', 'deployments(first: 50) { nodes { id state } totalCount }', 'incidents(first: 50) { nodes { number } }',
  'freezes(first: 20) { nodes { name next(count: 3) { startAt endAt } } }', 'services(first: 100) { nodes { name } }', 'connections { name isReachable }', 'environments { name }', 'gates { name sentence }', 'viewer { roles actor { name } }',
];

/** What portals and scripts ask, each field in several lengths and beside others. */
export const honest: readonly Asked[] = [
  ...fields.flatMap((selection, at) => [
    { name: `one release (${at})`, query: `query Page($key: String!) { release(key: $key) { ${selection} } }`, variables: { key: 'payments-2.4.0' } },
    ...[20, 100, 200].map((first) => ({ name: `${first} releases (${at})`, query: `query Board($first: Int) { releases(first: $first) { nodes { ${selection} } pageInfo { hasNextPage endCursor } totalCount } }`, variables: { first } })),
    { name: `ten releases by alias (${at})`, query: `{ ${times(10, (nth) => `r${nth}: release(key: "r-${nth}") { ...Part }`)} } fragment Part on Release { ${selection} }` },
  ]),
  ...lists.flatMap((selection, at) => [
    { name: `a list (${at})`, query: `{ ${selection} }` },
    ...[0, 3, 6, 9].map((other) => ({ name: `two lists (${at}, ${other})`, query: `{ ${selection} ${lists[(at + other) % lists.length] === selection ? '' : lists[(at + other) % lists.length] ?? ''} }` })),
  ]),
];

export interface Attacked {
  readonly attacks: number;
  readonly passed: readonly string[];
  /** Took more than 20 ms of CPU to refuse, in the median. */
  readonly slow: readonly string[];
  readonly honest: number;
  readonly honestRefused: readonly string[];
}

const mostCpuMs = 20;

/** How the door takes each of them before any resolver runs. `rounds` 0: nothing is timed. */
export function tryAttacks(schema: GraphQLSchema, { rounds }: { readonly rounds: number }): Attacked {
  const guard = operationGuard(schema);
  const isRefused = (asked: Asked): boolean => 'refused' in guard(asked) || isInvalid(schema, asked.query);
  const passed = attacks.filter((asked) => !isRefused(asked)).map(({ name }) => name);
  const slow = rounds === 0 ? [] : attacks.filter((asked) => cpuMs(rounds, () => isRefused(asked)) > mostCpuMs).map(({ name }) => name);
  return { attacks: attacks.length, passed, slow, honest: honest.length, honestRefused: honest.filter(isRefused).map(({ name }) => name) };
}

function isInvalid(schema: GraphQLSchema, query: string): boolean {
  try {
    return validate(schema, parse(query, parseOptions)).length > 0;
  } catch {
    return true;
  }
}

/** Milliseconds of CPU, the median of so many after three to warm up. */
function cpuMs(rounds: number, work: () => unknown): number {
  const taken: number[] = [];
  for (let nth = -3; nth < rounds; nth += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    if (nth >= 0) taken.push((user + system) / 1_000);
  }
  return taken.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}
