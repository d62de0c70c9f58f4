import { defaultFieldResolver, GraphQLError, isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { viewerOf, type RequestContext } from '../../resolvers/context.ts';
import { matrix, type Row } from './matrix.ts';
import { counts, countsEverywhere, placesOf, type NamedInput } from './place.ts';
import { refused, written } from './written.ts';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;
type Field = GraphQLField<unknown, RequestContext>;

/** Lets every field that the matrix names be asked for by those alone whom it names. @throws Error for a root field without a row, and a row without a field. */
export function heedAuthorization(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => (type == null ? [] : Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)));
  for (const name of roots) rowOf(name);
  for (const [name, row] of Object.entries(matrix)) guard(fieldOf(schema, name), row, name.startsWith('Mutation.'));
  return schema;
}

function fieldOf(schema: GraphQLSchema, name: string): Field {
  const [typeName = '', fieldName = ''] = name.split('.');
  const type = schema.getType(typeName);
  const field: Field | undefined = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field === undefined) throw new Error(`src/server/authorization/matrix.ts has a row for ${name}, which the schema does not have`);
  return field;
}

function rowOf(name: string): Row {
  const row = matrix[name];
  if (row === undefined) throw new Error(`${name} has no row in src/server/authorization/matrix.ts: say there who may, in docs by npm run docs, and in mayDo of test/system/door.test.ts`);
  return row;
}

function guard(field: Field, row: Row, isAct: boolean): void {
  const { resolve = defaultFieldResolver as Resolve, subscribe } = field;
  if (isAct) {
    field.resolve = (root, given: { readonly input?: NamedInput }, context, info): unknown => written(context, { act: field.name, input: given.input ?? {}, isWrittenByVerb: row.isWrittenByVerb === true }, async () => {
      await checkAct(context, field.name, row, given.input ?? {});
      return resolve(root, given, context, info);
    });
    return;
  }
  const asked = (next: Resolve): Resolve => (root, given, context, info): unknown => {
    const refusal = refusalOf(context, field.name, row);
    return refusal === null ? next(root, given, context, info) : refused(context, field.name, refusal);
  };
  field.resolve = asked(resolve);
  if (subscribe !== undefined) field.subscribe = asked(subscribe);
}

/** Null for who has one of the roles. */
function refusalOf(context: RequestContext, field: string, { roles }: Row): GraphQLError | null {
  const viewer = viewerOf(context);
  if (viewer.roles.some((role) => roles.includes(role))) return null;
  return forbidden(`${field} takes the role ${roles.join(' or ')}; you have ${viewer.roles.join(', ')}.`);
}

async function checkAct(context: RequestContext, field: string, row: Row, input: NamedInput): Promise<void> {
  const refusal = refusalOf(context, field, row);
  if (refusal !== null) throw refusal;
  const viewer = viewerOf(context);
  if (countsEverywhere(viewer, row.roles) || counts(viewer, row.roles, await placesOf(input, context.hub))) return;
  throw forbidden(`${field}: your roles count for some services or environments only, and this reaches beyond them.`);
}

const forbidden = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
