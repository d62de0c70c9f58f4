import 'reflect-metadata';
import { specifiedDirectives, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { resolvers } from '../resolvers/index.ts';
import { freshnessDirective } from '../schema/freshness.directive.ts';
import { authorize } from './authorization.ts';

/** The executable schema; arguments are checked by the scalars and by the rooms, not by a validator on classes. */
export function buildHubSchema(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers, directives: [...specifiedDirectives, freshnessDirective], authChecker: authorize, validate: false });
}
