import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ParseOptions, type ValidationContext, type ValidationRule } from 'graphql';

/** Largest request body, as express understands it. */
export const bodyLimit = '256kb';
/** The same, for a message over a socket. */
export const bodyLimitBytes = 256 * 1024;

const depth = 14;
const aliases = 30;
const directives = 50;
const tokens = 3_000;

/** What the limits add to Apollo Server. */
interface OperationLimits {
  readonly validationRules: ValidationRule[];
  readonly parseOptions: ParseOptions;
}

/**
 * Refuses operations that are too deep or too large before any tool is asked. Cost per field is issue 6.
 * Tokens are counted by the parser itself, which stops at the limit; the rules report instead of throwing, and add no
 * Apollo plugin: one that throws while it parses answers 500, and the package's own says the text of any unexpected error.
 */
export function operationLimits(): OperationLimits {
  const armor = new ApolloArmor({
    blockFieldSuggestion: { enabled: false },
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    maxDepth: limit(depth, `This operation is nested too deep: ${depth} levels are the most.`),
    maxAliases: { ...limit(aliases, `This operation uses too many aliases: ${aliases} are the most.`), allowList: [] },
    maxDirectives: limit(directives, `This operation uses too many directives: ${directives} are the most.`),
  }).protect();
  return { validationRules: armor.validationRules, parseOptions: { maxLexicalTokens: tokens } };
}

function limit(n: number, words: string): { n: number; propagateOnRejection: false; onReject: ((context: ValidationContext | null) => void)[] } {
  return { n, propagateOnRejection: false, onReject: [(context) => context?.reportError(new GraphQLError(words, { extensions: { code: 'TOO_COMPLEX' } }))] };
}

/** Whether an error is the parser's refusal to read on past the token limit; graphql-js gives it no code of its own. */
export function isTooManyTokens(error: unknown): boolean {
  return error instanceof GraphQLError && /^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message);
}

export const tooManyTokens = `This operation is too long: ${tokens} tokens are the most.`;
