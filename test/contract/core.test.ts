import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLField, type GraphQLNamedType, type GraphQLSchema } from 'graphql';

const root = path.join(import.meta.dirname, '../..');
const contractFile = path.join(root, '../shared/contract/core.graphql');
const isThere = existsSync(contractFile);
const suite = isThere ? describe : describe.skip;

const read = (file: string): GraphQLSchema => buildSchema(readFileSync(file, 'utf8'));

/** Types, fields, arguments, inputs and values that ours has of the contract and has otherwise, as sentences. */
export function differences(ours: GraphQLSchema, contract: GraphQLSchema): readonly string[] {
  return Object.values(ours.getTypeMap()).filter(({ name }) => !name.startsWith('__')).flatMap((type) => {
    const agreed = contract.getType(type.name);
    return agreed === undefined ? [] : typeDifferences(type, agreed);
  });
}

function typeDifferences(type: GraphQLNamedType, agreed: GraphQLNamedType): readonly string[] {
  if (type.constructor !== agreed.constructor) return [`${type.name} is another kind of type`];
  if ((isObjectType(type) || isInterfaceType(type)) && (isObjectType(agreed) || isInterfaceType(agreed))) {
    const missing = agreed.getInterfaces().filter(({ name }) => !type.getInterfaces().some((one) => one.name === name));
    return [...missing.map(({ name }) => `${type.name} does not implement ${name}`), ...Object.values(type.getFields()).flatMap((field) => fieldDifferences(type.name, field, agreed.getFields()[field.name]))];
  }
  if (isInputObjectType(type) && isInputObjectType(agreed)) {
    return Object.values(type.getFields()).flatMap((field) => {
      const other = agreed.getFields()[field.name];
      if (other === undefined) return [];
      return [...differ(`${type.name}.${field.name}`, String(field.type), String(other.type)), ...differ(`${type.name}.${field.name} default`, String(field.defaultValue), String(other.defaultValue))];
    });
  }
  if (isEnumType(type) && isEnumType(agreed)) {
    return agreed.getValues().filter(({ name }) => type.getValue(name) === undefined).map(({ name }) => `${type.name} lacks ${name}`);
  }
  if (isUnionType(type) && isUnionType(agreed)) return differ(type.name, type.getTypes().map(String).sort().join(), agreed.getTypes().map(String).sort().join());
  return [];
}

function fieldDifferences(type: string, field: GraphQLField<unknown, unknown>, agreed: GraphQLField<unknown, unknown> | undefined): readonly string[] {
  if (agreed === undefined) return [];
  return [
    ...differ(`${type}.${field.name}`, String(field.type), String(agreed.type)),
    ...agreed.args.flatMap((argument) => {
      const own = field.args.find(({ name }) => name === argument.name);
      if (own === undefined) return [`${type}.${field.name} lacks the argument ${argument.name}`];
      return [...differ(`${type}.${field.name}(${argument.name})`, String(own.type), String(argument.type)), ...differ(`${type}.${field.name}(${argument.name}) default`, JSON.stringify(own.defaultValue), JSON.stringify(argument.defaultValue))];
    }),
    ...field.args.filter(({ name, type: own }) => String(own).endsWith('!') && !agreed.args.some((argument) => argument.name === name)).map(({ name }) => `${type}.${field.name} demands ${name}, which the contract does not have`),
  ];
}

const differ = (what: string, ours: string, agreed: string): readonly string[] => (ours === agreed ? [] : [`${what} is ${ours}, agreed was ${agreed}`]);

suite(`schema.graphql against the core contract${isThere ? '' : ' (skipped: ../shared/contract is not here)'}`, () => {
  it('has what it has of the contract with exactly its types, nullability, arguments and defaults', () => {
    expect(differences(read(path.join(root, 'schema.graphql')), read(contractFile))).toEqual([]);
  });
});

describe('the comparison bites', () => {
  const agreed = buildSchema('interface N { id: ID! } type A implements N { id: ID! b(first: Int = 20): [String!]! } enum E { X Y } input I { k: String! } type Query { a: A e(i: I): E }');
  it.each([
    ['nullability', 'type A { id: ID! b(first: Int = 20): [String]! } type Query { a: A }', 'A.b is [String]!'],
    ['a default', 'type A { b(first: Int = 50): [String!]! } type Query { a: A }', 'default is 50'],
    ['an argument', 'type A { b: [String!]! } type Query { a: A }', 'lacks the argument first'],
    ['an interface', 'type A { id: ID! } type Query { a: A }', 'does not implement N'],
    ['an enum value', 'enum E { X } type Query { e(i: String): E }', 'E lacks Y'],
    ['an input', 'input I { k: String } type Query { e(i: I): String }', 'I.k is String'],
  ])('on %s', (_what, ours, words) => {
    expect(differences(buildSchema(ours), agreed).join('\n')).toContain(words);
  });
});
