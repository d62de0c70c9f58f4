import 'reflect-metadata';
import { specifiedDirectives, type GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage, type PubSub } from 'type-graphql';
import { resolvers } from '../resolvers/index.ts';
import { freshnessDirective } from '../schema/freshness.directive.ts';
import { authorize } from './authorization.ts';

/** The executable schema; arguments are checked by the scalars and by the rooms, not by a validator on classes. */
export function buildHubSchema(): Promise<GraphQLSchema> {
  readPlainFieldsPlainly();
  return buildSchema({ resolvers, directives: [...specifiedDirectives, freshnessDirective], authChecker: authorize, validate: false, pubSub: noTopics });
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
 * of through a chain of middlewares that is empty: most fields of a page are such. A role on a field needs that chain, so
 * types that bear one keep it.
 */
function readPlainFieldsPlainly(): void {
  const { objectTypes, authorizedFields } = getMetadataStorage();
  const guarded = new Set(authorizedFields.map(({ target }) => target));
  for (const type of objectTypes) if (!guarded.has(type.target)) type.simpleResolvers ??= true;
}
