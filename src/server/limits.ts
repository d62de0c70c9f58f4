import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ValidationRule } from 'graphql';

/** Largest request body, as express understands it. */
export const bodyLimit = '256kb';

const refuse = (words: string) => (): never => {
  throw new GraphQLError(words, { extensions: { code: 'TOO_COMPLEX' } });
};

/** What the limits add to Apollo Server. Their package declares Apollo's CommonJS types, which are the same at run time. */
interface OperationLimits {
  readonly validationRules: ValidationRule[];
  readonly plugins: readonly ApolloServerPlugin[];
}

/** Refuses operations that are too deep or too large before any tool is asked. Cost per field is issue 6. */
export function operationLimits(): OperationLimits {
  const depth = 14;
  const aliases = 30;
  const directives = 50;
  const tokens = 3_000;
  const armor = new ApolloArmor({
    blockFieldSuggestion: { enabled: false },
    costLimit: { enabled: false },
    maxDepth: { n: depth, onReject: [refuse(`This operation is nested too deep: ${depth} levels are the most.`)] },
    maxAliases: { n: aliases, allowList: [], onReject: [refuse(`This operation uses too many aliases: ${aliases} are the most.`)] },
    maxDirectives: { n: directives, onReject: [refuse(`This operation uses too many directives: ${directives} are the most.`)] },
    maxTokens: { n: tokens, onReject: [refuse(`This operation is too long: ${tokens} tokens are the most.`)] },
  }).protect();
  return { validationRules: armor.validationRules, plugins: armor.plugins as unknown as OperationLimits['plugins'] };
}
