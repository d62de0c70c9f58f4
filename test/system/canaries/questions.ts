import { getNamedType, isAbstractType, isEnumType, isLeafType, isNonNullType, isObjectType, type GraphQLField, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { least } from '../every-cell.ts';

type Field = GraphQLField<unknown, unknown>;
export interface Question { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }

/** What arguments are given by their names, so that something is answered. */
const known: Readonly<Record<string, unknown>> = {
  key: 'ledger-1.9.2', releaseKey: 'ledger-1.9.2', environment: 'production', name: 'production', text: 'ledger', serviceKey: 'ledger', channel: 'desk', reason: 'tried', first: 3,
  id: 'release:ledger-1.9.2', ids: ['release:ledger-1.9.2'], service: 'ledger', deployer: 'github-ledger', packageRevision: 1, version: '9', idempotencyKey: 'canary', title: 'A change',
  from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', basis: 'LIVE',
};

/** Every query of the schema, each root field with what stands below it to a depth, the parts of a release each by itself, and every mutation with little. */
export function questionsOf(schema: GraphQLSchema, depth: number): readonly Question[] {
  const queries = fieldsOf(schema.getQueryType());
  const release = queries.find(({ name }) => name === 'release');
  return [
    ...queries.map((field) => ask('query', field, selection(schema, getNamedType(field.type), depth))),
    ...fieldsOf(schema.getType('Release')).flatMap((part) => (release === undefined ? [] : [ask('query', release, `{ ${written(schema, part, depth)} }`)])),
    ...fieldsOf(schema.getMutationType()).map((field) => ask('mutation', field, selection(schema, getNamedType(field.type), 2))),
  ];
}

function fieldsOf(type: GraphQLNamedType | null | undefined): readonly Field[] {
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

function ask(kind: string, field: Field, below: string): Question {
  const given = field.args.filter(({ type, name }) => isNonNullType(type) || name === 'first');
  const head = given.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const variables = Object.fromEntries(given.map(({ name, type }) => [name, valueOf(name, least(type))]));
  return { query: `${kind}${head === '' ? '' : ` (${head})`} { ${field.name}${given.length === 0 ? '' : `(${given.map(({ name }) => `${name}: $${name}`).join(', ')})`} ${below} }`, variables };
}

function valueOf(name: string, fallback: unknown): unknown {
  if (name === 'input' && typeof fallback === 'object' && fallback !== null) return Object.fromEntries(Object.entries(fallback).map(([key, value]) => [key, known[key] ?? value]));
  return known[name] ?? fallback;
}

/** A field below, with its arguments written out; what needs one that nobody knows is left out. */
function written(schema: GraphQLSchema, field: Field, depth: number): string {
  const given = field.args.filter(({ type, name }) => isNonNullType(type) || name === 'first');
  if (given.some(({ name }) => known[name] === undefined)) return '__typename';
  const values = given.map(({ name, type }) => `${name}: ${isEnumType(getNamedType(type)) && typeof known[name] === 'string' ? known[name] : JSON.stringify(known[name])}`).join(', ');
  return `${field.name}${values === '' ? '' : `(${values})`} ${selection(schema, getNamedType(field.type), depth - 1)}`;
}

function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) return `{ __typename ${depth <= 0 ? '' : schema.getPossibleTypes(type).map((one) => `... on ${one.name} { ${leavesOf(one)} }`).join(' ')} }`;
  const fields = fieldsOf(type).filter((field) => isLeafType(getNamedType(field.type)) || depth > 0);
  return `{ __typename ${fields.map((field) => written(schema, field, depth)).join(' ')} }`;
}

function leavesOf(type: GraphQLNamedType): string {
  return ['__typename', ...fieldsOf(type).filter((field) => field.name === 'id' && isLeafType(getNamedType(field.type))).map(({ name }) => name)].join(' ');
}
