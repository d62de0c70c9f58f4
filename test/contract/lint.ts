import {
  getNamedType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isSpecifiedDirective, isSpecifiedScalarType, isUnionType,
  type GraphQLEnumValue, type GraphQLField, type GraphQLInputField, type GraphQLNamedType, type GraphQLOutputType, type GraphQLSchema,
} from 'graphql';
import { promisedUntil } from './breaking.ts';

type Field = GraphQLField<unknown, unknown>;
export interface Part {
  /** Type, Type.field, Type.field.argument, Enum.VALUE or @directive. */
  readonly where: string;
  readonly description: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

/** What in a schema is not in the house's style, one sentence each: DESIGN §10 and the head of the core contract. */
export function lint(schema: GraphQLSchema): readonly string[] {
  const types = ownTypes(schema);
  return [
    ...partsOf(schema).flatMap(partMistakes),
    ...types.flatMap((type) => [...nameMistakes(type), ...fieldsOf(type).flatMap((field) => fieldMistakes(schema, type, field)), ...pageMistakes(schema, type)]),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(actMistakes),
  ];
}

const ownTypes = (schema: GraphQLSchema): readonly GraphQLNamedType[] => Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));

/** Everything that wants a description. */
export function partsOf(schema: GraphQLSchema): readonly Part[] {
  const below = (where: string, parts: readonly (Field | GraphQLInputField | GraphQLEnumValue)[]): readonly Part[] => parts.flatMap((part) => [
    { where: `${where}.${part.name}`, description: part.description, deprecationReason: part.deprecationReason },
    ...('args' in part ? part.args.map(({ name, description, deprecationReason }) => ({ where: `${where}.${part.name}.${name}`, description, deprecationReason })) : []),
  ]);
  return [
    ...ownTypes(schema).flatMap((type) => [{ where: type.name, description: type.description }, ...below(type.name, [...fieldsOf(type), ...(isInputObjectType(type) ? Object.values(type.getFields()) : []), ...(isEnumType(type) ? type.getValues() : [])])]),
    ...schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive)).flatMap(({ name, description, args }) => [{ where: `@${name}`, description }, ...args.map((argument) => ({ where: `@${name}.${argument.name}`, description: argument.description }))]),
  ];
}

function partMistakes({ where, description, deprecationReason }: Part): readonly string[] {
  const said = description == null || description.trim() === '' ? [`${where} is not described: say it in its decorator, or in src/schema/words`] : /[.?…]\)?$/.test(description.trim()) ? [] : [`${where} is not described by sentences: "${description.slice(-40)}"`];
  if (deprecationReason == null) return said;
  return promisedUntil(deprecationReason) === null ? [...said, `${where} is deprecated without a day: say "until YYYY-MM-DD" in the reason`] : said;
}

function fieldsOf(type: GraphQLNamedType): readonly Field[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function nameMistakes(type: GraphQLNamedType): readonly string[] {
  const names = [...fieldsOf(type).flatMap((field) => [field.name, ...field.args.map(({ name }) => name)]), ...(isInputObjectType(type) ? Object.keys(type.getFields()) : [])];
  return [
    ...(/^[A-Z][A-Za-z0-9]*$/.test(type.name) ? [] : [`${type.name} is not in PascalCase`]),
    ...names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name)).map((name) => `${type.name}.${name} is not in camelCase`),
    ...(isEnumType(type) ? type.getValues().filter(({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name)).map(({ name }) => `${type.name}.${name} is not in CAPITALS`) : []),
    ...(isInputObjectType(type) !== /(Input|Filter)$/.test(type.name) ? [`${type.name}: inputs, and only they, end in Input or Filter`] : []),
  ];
}

/** Boolean fields are sentences that are true or false; their verbs. */
const verbs = /^(is|has|may|was|needs|matches|tests|backs)[A-Z]/;

function fieldMistakes(schema: GraphQLSchema, type: GraphQLNamedType, field: Field): readonly string[] {
  const where = `${type.name}.${field.name}`;
  const answered = getNamedType(field.type);
  return [
    ...(answered.name === 'DateTime' && !/(At|^at|^since)$/.test(field.name) ? [`${where} is an instant: its name ends in At`] : []),
    ...(answered.name !== 'DateTime' && /[a-z]At$/.test(field.name) ? [`${where} ends in At and is no instant`] : []),
    ...(answered.name === 'Boolean' && !verbs.test(field.name) ? [`${where} is true or false: its name begins with is, has, may or another verb`] : []),
    ...(mayLackItems(field.type) && !livesElsewhere(schema, answered) ? [`${where}: items of a list are null only where another tool supplies them one by one`] : []),
    ...(answered.name.endsWith('Connection') && !['first', 'after'].every((name) => field.args.some((argument) => argument.name === name)) ? [`${where} is a page: it takes first and after`] : []),
    ...(type.name === 'Query' && answered.name.endsWith('Connection') && isNonNullType(field.type) ? [`${where} can fail, and takes its neighbours along: make it nullable`] : []),
  ];
}

function mayLackItems(type: GraphQLOutputType): boolean {
  const list = isNonNullType(type) ? type.ofType : type;
  return isListType(list) && !isNonNullType(list.ofType);
}

/** A record of another tool; and what may be one. */
function livesElsewhere(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  const record = schema.getType('SourceRecord');
  if (type === record || type.name === 'Node') return true;
  return isObjectType(type) && type.getInterfaces().some((one) => one === record);
}

/** Relay's cursor specification, with nodes and totalCount; a record of another tool may be missing on its own. */
function pageMistakes(schema: GraphQLSchema, type: GraphQLNamedType): readonly string[] {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return [];
  const name = type.name.slice(0, -'Connection'.length);
  const edge = schema.getType(`${name}Edge`);
  if (!isObjectType(edge)) return [`${type.name} has no ${name}Edge`];
  const node = edge.getFields()['node']?.type;
  if (node === undefined) return [`${name}Edge has no node`];
  const item = getNamedType(node);
  const nullable = !isUnionType(item) && livesElsewhere(schema, item);
  const wanted: readonly (readonly [string, string | undefined, string])[] = [
    [`${type.name}.edges`, type.getFields()['edges']?.type.toString(), `[${name}Edge!]!`],
    [`${type.name}.nodes`, type.getFields()['nodes']?.type.toString(), nullable ? `[${item.name}]!` : `[${item.name}!]!`],
    [`${type.name}.pageInfo`, type.getFields()['pageInfo']?.type.toString(), 'PageInfo!'],
    [`${type.name}.totalCount`, type.getFields()['totalCount']?.type.toString().replace('!', ''), 'Int'],
    [`${name}Edge.cursor`, edge.getFields()['cursor']?.type.toString(), 'String!'],
    [`${name}Edge.node`, node.toString(), nullable ? item.name : `${item.name}!`],
  ];
  return wanted.filter(([, is, should]) => is !== should).map(([where, is, should]) => `${where} is ${is ?? 'missing'}, and should be ${should}`);
}

/** One input of its own, a nullable payload of its own, and in both clientMutationId. */
function actMistakes(act: Field): readonly string[] {
  const own = `${act.name.charAt(0).toUpperCase()}${act.name.slice(1)}`;
  const input = act.args.find(({ name }) => name === 'input');
  const [given, payload] = [input === undefined ? undefined : getNamedType(input.type), getNamedType(act.type)];
  const answers = isObjectType(payload) ? payload.getFields() : {};
  return [
    ...(act.args.length === 1 && input?.type.toString() === `${own}Input!` ? [] : [`Mutation.${act.name} takes input: ${own}Input! and nothing else`]),
    ...(act.type.toString() === `${own}Payload` ? [] : [`Mutation.${act.name} answers ${own}Payload, and may be null`]),
    ...(isInputObjectType(given) && given.getFields()['clientMutationId']?.type.toString() === 'String' ? [] : [`${own}Input has clientMutationId: String`]),
    ...(answers['clientMutationId']?.type.toString() === 'String' ? [] : [`${own}Payload has clientMutationId: String`]),
    ...(answers['userErrors']?.type.toString() === '[UserError!]!' ? [] : [`${own}Payload has userErrors: [UserError!]!`]),
    ...Object.values(answers).filter(({ name, type }) => name !== 'userErrors' && isNonNullType(type)).map(({ name }) => `${own}Payload.${name} may be null: the act may be refused`),
  ];
}
