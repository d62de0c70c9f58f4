import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { fieldWords, inputWords } from './fields.ts';
import { sharedWords } from './shared.ts';
import { sameValues, valueWords } from './values.ts';

interface Describable { description?: string | null | undefined }

/**
 * Lets everything that has no description of its own say what its word means: a field of its type first, then the word, which means the same wherever
 * it stands. Inputs and payloads say which act they are of.
 */
export function describe(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    say(type, typeWords(type));
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) say(field, inputWords[`${type.name}.${field.name}`] ?? sharedWords[field.name]);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        say(field, fieldWords[`${type.name}.${field.name}`] ?? sharedWords[field.name]);
        for (const argument of field.args) say(argument, inputWords[`${type.name}.${field.name}.${argument.name}`] ?? sharedWords[argument.name]);
      }
    }
    if (isEnumType(type)) describeValues(type, schema);
  }
  return schema;
}

function say(one: Describable, words: string | undefined): void {
  if (words !== undefined) one.description ??= words;
}

function typeWords({ name }: GraphQLNamedType): string | undefined {
  const [, act, part] = /^(\w+)(Input|Payload)$/.exec(name) ?? [];
  if (act !== undefined) return `What ${act.charAt(0).toLowerCase()}${act.slice(1)} ${part === 'Input' ? 'is given' : 'answers'}.`;
  return rootWords[name];
}

const rootWords: Readonly<Record<string, string>> = {
  Query: 'What can be asked.',
  Mutation: 'What can be done. Each act takes one `input`, and answers what a person can mend as `userErrors`.',
  Subscription: 'What can be watched. Each begins with how it stands now.',
};

function describeValues(type: GraphQLEnumType, schema: GraphQLSchema): void {
  const same = schema.getType(sameValues[type.name] ?? '');
  if (isEnumType(same)) describeValues(same, schema);
  for (const value of type.getValues()) say(value, valueWords[type.name]?.[value.name] ?? (isEnumType(same) ? same.getValue(value.name)?.description ?? undefined : undefined));
}
