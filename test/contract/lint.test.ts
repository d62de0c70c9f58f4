import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { fieldWords, inputWords } from '../../src/schema/words/fields.ts';
import { sharedWords } from '../../src/schema/words/shared.ts';
import { valueWords } from '../../src/schema/words/values.ts';
import { schemaFile } from './last-release.ts';
import { lint, partsOf } from './lint.ts';

const printed = readFileSync(schemaFile, 'utf8');

it('schema.graphql is in the house’s style, and all of it is described', () => {
  expect(lint(buildSchema(printed))).toEqual([]);
});

it('the words for what says nothing of its own are all said', () => {
  const parts = partsOf(buildSchema(printed));
  const said = new Map(parts.map(({ where, description }) => [where, description]));
  const byWord = Map.groupBy(parts, ({ where }) => where.split('.').at(-1));
  const values = Object.fromEntries(Object.entries(valueWords).flatMap(([type, words]) => Object.entries(words).map(([value, words]) => [`${type}.${value}`, words])));
  expect(Object.entries({ ...fieldWords, ...inputWords, ...values }).filter(([where, words]) => said.get(where) !== words).map(([where]) => where)).toEqual([]);
  expect(Object.entries(sharedWords).filter(([word, words]) => byWord.get(word)?.some(({ description }) => description === words) !== true).map(([word]) => word)).toEqual([]);
});

describe('a planted mistake', () => {
  const honest = `
    "A." type Query { "A." thing("A." id: ID!): Thing "A." records("A." first: Int "A." after: String): RecordConnection "A." things("A." first: Int "A." after: String): ThingConnection }
    "A." type Mutation { "A." doThing("A." input: DoThingInput!): DoThingPayload }
    "A." input DoThingInput { "A." key: String! "A." clientMutationId: String }
    "A." type DoThingPayload { "A." thing: Thing "A." userErrors: [UserError!]! "A." clientMutationId: String }
    "A." type UserError { "A." message: String! }
    "A." interface Node { "A." id: ID! }
    "A." interface SourceRecord implements Node { "A." id: ID! }
    "A." type Record implements Node & SourceRecord { "A." id: ID! }
    "A." type Thing implements Node { "A." id: ID! "A." isOpen: Boolean "A." madeAt: DateTime "A." records: [Record] "A." state: State "A." old: Int @deprecated(reason: "Use state, until 2027-01-31.") }
    "A." enum State { "A." NEW_ONE }
    "A." scalar DateTime
    "A." type PageInfo { "A." hasNextPage: Boolean! }
    "A." type RecordConnection { "A." edges: [RecordEdge!]! "A." nodes: [Record]! "A." pageInfo: PageInfo! "A." totalCount: Int }
    "A." type RecordEdge { "A." cursor: String! "A." node: Record }
    "A." type ThingConnection { "A." edges: [ThingEdge!]! "A." nodes: [Thing!]! "A." pageInfo: PageInfo! "A." totalCount: Int! }
    "A." type ThingEdge { "A." cursor: String! "A." node: Thing! }
    "A." directive @fresh("A." age: Int) on FIELD`;

  it('is not in what is honest', () => {
    expect(lint(buildSchema(honest))).toEqual([]);
  });

  it.each([
    ['"A." type Thing', 'type Thing', 'Thing is not described'],
    ['"A." isOpen', 'isOpen', 'Thing.isOpen is not described'],
    ['thing("A." id', 'thing(id', 'Query.thing.id is not described'],
    ['"A." NEW_ONE', 'NEW_ONE', 'State.NEW_ONE is not described'],
    ['"A." key: String!', 'key: String!', 'DoThingInput.key is not described'],
    ['"A." directive', 'directive', '@fresh is not described'],
    ['@fresh("A." age', '@fresh(age', '@fresh.age is not described'],
    ['"A." isOpen', '" " isOpen', 'Thing.isOpen is not described'],
    ['"A." isOpen', '"open" isOpen', 'Thing.isOpen is not described by sentences'],
    [', until 2027-01-31', '', 'Thing.old is deprecated without a day'],
    ['until 2027-01-31', 'until 2027-02-31', 'Thing.old is deprecated without a day'],
    ['State', 'state', 'state is not in PascalCase'],
    ['isOpen: Boolean', 'is_open: Boolean', 'Thing.is_open is not in camelCase'],
    ['key: String!', 'Key: String!', 'DoThingInput.Key is not in camelCase'],
    ['NEW_ONE', 'newOne', 'State.newOne is not in CAPITALS'],
    ['isOpen: Boolean', 'open: Boolean', 'Thing.open is true or false'],
    ['madeAt: DateTime', 'made: DateTime', 'Thing.made is an instant'],
    ['madeAt: DateTime', 'madeAt: String', 'Thing.madeAt ends in At'],
    ['records: [Record]', 'records: [State]', 'Thing.records: items of a list'],
    ['"A." records("A." first: Int "A." after: String)', '"A." records("A." first: Int)', 'Query.records is a page'],
    ['): RecordConnection', '): RecordConnection!', 'Query.records can fail'],
    ['nodes: [Record]!', 'nodes: [Record!]!', 'RecordConnection.nodes is [Record!]!, and should be [Record]!'],
    ['nodes: [Thing!]!', 'nodes: [Thing]!', 'ThingConnection.nodes is [Thing]!'],
    ['"A." node: Thing!', '"A." node: Thing', 'ThingEdge.node is Thing, and should be Thing!'],
    ['"A." totalCount: Int }', '}', 'RecordConnection.totalCount is missing'],
    ['"A." cursor: String! "A." node: Record', '"A." node: Record', 'RecordEdge.cursor is missing'],
    ['input: DoThingInput!', 'input: DoThingInput', 'Mutation.doThing takes input: DoThingInput!'],
    ['input: DoThingInput!)', 'input: DoThingInput! "A." more: Int)', 'Mutation.doThing takes input: DoThingInput!'],
    ['): DoThingPayload', '): DoThingPayload!', 'Mutation.doThing answers DoThingPayload'],
    ['"A." key: String! "A." clientMutationId: String', '"A." key: String!', 'DoThingInput has clientMutationId'],
    ['"A." userErrors: [UserError!]! "A." clientMutationId: String', '"A." userErrors: [UserError!]!', 'DoThingPayload has clientMutationId'],
    ['userErrors: [UserError!]!', 'userErrors: [UserError!]', 'DoThingPayload has userErrors'],
    ['"A." thing: Thing "A." userErrors', '"A." thing: Thing! "A." userErrors', 'DoThingPayload.thing may be null'],
  ])('%s → %s is told', (part, put, words) => {
    const planted = honest.replaceAll(part, put);
    if (planted === honest) throw new Error('nothing was planted');
    expect(lint(buildSchema(planted)).join('\n')).toContain(words);
  });
});
