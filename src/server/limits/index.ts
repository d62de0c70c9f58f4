import { GraphQLError, type ParseOptions } from 'graphql';
import { most } from './guard.ts';

export { budgetPerViewer, rateLimited, type Spend } from './budget.ts';
export { operationGuard, type AskedOperation, type Measure } from './guard.ts';

/** Largest request body, as express understands it. */
export const bodyLimit = '256kb';
/** For administrators, who hand in whole feeds: 50,000 people are 12 MB. */
export const administratorsBodyLimit = '16mb';
/** The same, for a message over a socket. */
export const bodyLimitBytes = 256 * 1024;

/** Tokens are counted by the parser itself, which stops at the limit. */
export const parseOptions: ParseOptions = { maxLexicalTokens: most.tokens };

/** Whether an error is the parser's refusal to read on past the token limit; graphql-js gives it no code of its own. */
export function isTooManyTokens(error: unknown): boolean {
  return error instanceof GraphQLError && /^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message);
}

export const tooManyTokens = `This operation is too long: ${most.tokens} tokens are the most.`;
