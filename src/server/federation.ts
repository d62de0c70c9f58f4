import { extendSchema, isUnionType, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../resolvers/context.ts';
import { entitiesOf } from '../resolvers/entities.ts';
import { federationFields, subgraphSdl } from '../schema/federation.ts';
import { nodeTypeName } from '../schema/node.type.ts';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

/** The contract and what a Federation 2 gateway asks beside it. Who may not introspect is refused `_service` by the door (limits/guard.ts). */
export function federated(contract: GraphQLSchema): GraphQLSchema {
  const schema = extendSchema(contract, parse(federationFields(contract)));
  const fields = schema.getQueryType()?.getFields();
  const [entities, service, noun] = [fields?.['_entities'], fields?.['_service'], schema.getType('_Entity')];
  if (entities === undefined || service === undefined || !isUnionType(noun)) throw new Error('the schema was not extended by what federationFields names');
  const answerEntities: Resolve = (_root, { representations }: { readonly representations: readonly unknown[] }, context) => entitiesOf(representations, context);
  let sdl: string | null = null;
  entities.resolve = answerEntities;
  // Few hubs are asked for it, and to print it takes a tenth of the time in which a hub starts.
  service.resolve = () => ({ sdl: sdl ??= subgraphSdl(contract) });
  noun.resolveType = (thing: { readonly id: string; readonly kind?: string }) => nodeTypeName(thing);
  return schema;
}
