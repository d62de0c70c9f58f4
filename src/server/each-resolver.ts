import { isIntrospectionType, isObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';

type Given = Readonly<Record<string, unknown>>;
export type Resolve<Context> = (root: unknown, given: Given, context: Context, info: GraphQLResolveInfo) => unknown;

/**
 * Puts something around every resolver of a schema, and answers the schema. GraphQL's own types are left as they are: every
 * schema of the process shares them, and wrapped they would break the next hub's.
 */
export function aroundEachResolver<Context>(schema: GraphQLSchema, around: (resolve: Resolve<Context>) => Resolve<Context>): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) field.resolve = around(field.resolve);
    }
  }
  return schema;
}
