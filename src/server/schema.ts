import 'reflect-metadata';
import { specifiedDirectives, type GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage, type PubSub } from 'type-graphql';
import { resolvers } from '../resolvers/index.ts';
import { freshnessDirective } from '../schema/freshness.directive.ts';
import { describe } from '../schema/words/index.ts';
import { heedAuthorization } from './authorization/index.ts';
import { federated } from './federation.ts';

/**
 * The public contract, as schema.graphql prints it; arguments are checked by the scalars and by the rooms, not by a validator on classes. Whether
 * it is a schema at all the door asks of what it becomes (Apollo Server, as it starts), once.
 */
export async function buildContract(): Promise<GraphQLSchema> {
  readPlainFieldsPlainly();
  return describe(await buildSchema({ resolvers, directives: [...specifiedDirectives, freshnessDirective], validate: false, skipCheck: true, pubSub: noTopics }));
}

/** The executable schema: the contract, what a gateway asks beside it, and who may. */
export async function buildHubSchema(): Promise<GraphQLSchema> {
  return heedAuthorization(federated(await buildContract()));
}

/** Every subscription says itself whom it listens to; type-graphql wants to be handed a way to, all the same. */
const noTopics: PubSub = {
  publish: noTopic,
  subscribe: noTopic,
};
function noTopic(topic: string): never {
  throw new Error(`nothing is published by topic, and "${topic}" was`);
}

/**
 * A field without a resolver of its own is read off its object by graphql-js itself, as `simpleResolvers` asks for, instead
 * of through a chain of middlewares that is empty: most fields of a page are such. A decorator for roles would be skipped
 * by that, and would be a second place that says who may.
 */
function readPlainFieldsPlainly(): void {
  const { objectTypes, authorizedFields } = getMetadataStorage();
  if (authorizedFields.length > 0) throw new Error(`@Authorized stands on ${authorizedFields.map(({ fieldName }) => fieldName).join(', ')}: who may stands in src/server/authorization/matrix.ts alone`);
  for (const type of objectTypes) type.simpleResolvers ??= true;
}
