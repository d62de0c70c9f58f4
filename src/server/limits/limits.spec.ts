import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, getIntrospectionQuery } from 'graphql';
import { attacks, honest, tryAttacks } from './attacks.fixture.ts';
import { costOf } from './cost.ts';
import { operationGuard } from './index.ts';
import { parse } from 'graphql';

const schema = buildSchema(readFileSync(path.join(import.meta.dirname, '../../../schema.graphql'), 'utf8'));

it('refuses every attack, and lets every honest query through', () => {
  expect([attacks.length >= 60, honest.length >= 100]).toEqual([true, true]);
  const { passed, honestRefused } = tryAttacks(schema, { rounds: 0 });
  expect({ passed, honestRefused }).toEqual({ passed: [], honestRefused: [] });
});

it('lets the schema be asked for as tools ask', () => {
  expect(operationGuard(schema)({ query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true }) })).toHaveProperty('cost');
  expect(operationGuard(schema)({ query: `{ release(key: "x") ${'{ dependsOn '.repeat(10)}{ key }${' }'.repeat(10)} }` })).toHaveProperty('cost');
});

it.each([
  ['{ viewer { roles } }', {}, 1],
  ['{ release(key: "x") { key name } }', {}, 1],
  ['{ releases(first: 30) { nodes { key } } }', {}, 1 + 30],
  ['query ($n: Int) { releases(first: $n) { nodes { key } } }', { n: 7 }, 1 + 7],
  ['{ releases { nodes { key } } }', {}, 1 + 20],
  ['{ releases(first: 100000) { nodes { key } } }', {}, 1 + 500],
  ['{ releases(first: 10) { nodes { dependsOn { key } } } }', {}, 1 + 10 * (1 + 1)],
  ['{ release(key: "x") { dependsOn { dependsOn { key } } } }', {}, 1 + 1 + 2],
  ['{ ...A ...A } fragment A on Query { viewer { roles } }', {}, 2],
  ['query A { viewer { roles } } query B { search(text: "x", first: 1) { totalCount } }', {}, 1],
])('%s costs', (query, variables, cost) => {
  expect(costOf(schema, parse(query), query.startsWith('query A') ? 'A' : null, variables)).toBe(cost);
});

it('measures a document that is sent again by its operation and by how long its variables make its lists', () => {
  const measure = operationGuard(schema);
  const query = 'query A($n: Int, $ids: [ID!]!, $key: String!) { releases(first: $n) { nodes { key } } nodes(ids: $ids) { ... on Release { owner { name } } } release(key: $key) { key } } query B { viewer { roles } }';
  const costs = [['A', { n: 7, ids: ['a'], key: 'x' }], ['A', { n: 8, ids: ['a'], key: 'x' }], ['A', { n: 7, ids: ['a', 'b', 'c'], key: 'y' }], ['B', {}]] as const;
  for (const turn of ['first', 'again']) {
    expect([turn, ...costs.map(([operationName, variables]) => measure({ query, operationName, variables }))]).toEqual([turn, ...costs.map(([operationName, variables]) => ({ cost: costOf(schema, parse(query), operationName, variables), isIntrospection: false }))]);
  }
  expect(new Set(costs.map(([operationName, variables]) => costOf(schema, parse(query), operationName, variables))).size).toBe(4);
});
