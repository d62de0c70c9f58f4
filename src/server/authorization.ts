import { GraphQLError } from 'graphql';
import type { AuthCheckerFn } from 'type-graphql';
import type { Role } from '../domain/person.ts';
import type { RequestContext } from '../resolvers/context.ts';

/** Lets a field through when the viewer has one of the roles that stand on it; names the roles it takes otherwise. */
export const authorize: AuthCheckerFn<RequestContext, Role> = ({ context, info }, roles) => {
  if (context.viewer?.roles.some((role) => roles.includes(role))) return true;
  throw new GraphQLError(`${info.fieldName} takes the role ${roles.join(' or ')}; you have ${context.viewer?.roles.join(', ') ?? 'none'}.`, { extensions: { code: 'FORBIDDEN' } });
};
