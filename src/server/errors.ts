import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { SourceError, UserMistake } from '../domain/error.ts';
import type { SourceProblem } from '../domain/source.ts';
import type { RequestContext } from '../resolvers/context.ts';
import type { ErrorCode } from './error-codes.ts';
import { isTooManyTokens, tooManyTokens } from './limits/index.ts';
import type { Log } from './log.ts';

/** Codes that Apollo and graphql-js give to what a client did wrong, in the contract's words. */
const clientCodes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_USER_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  TOO_COMPLEX: 'TOO_COMPLEX',
  RATE_LIMITED: 'RATE_LIMITED',
  DOCUMENT_NOT_TRUSTED: 'DOCUMENT_NOT_TRUSTED',
  DEADLINE_EXCEEDED: 'DEADLINE_EXCEEDED',
};

/**
 * What a client is told. People's mistakes and tools' failures are said in Muster's own words with a code; anything
 * unexpected is masked and logged, so that nothing of a tool, a query or a stack leaks.
 */
export function formatErrors(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const where = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
    if (cause instanceof SourceError) {
      return { ...sourceFailure(cause.connection, cause.problem), ...where };
    }
    if (cause instanceof UserMistake) return { message: cause.message, ...where, extensions: { code: 'BAD_USER_INPUT', userErrorCode: cause.code } };
    if (isTooManyTokens(error)) return { message: tooManyTokens, ...where, extensions: { code: 'TOO_COMPLEX' } };
    const code = clientCodes[codeOf(error) ?? String(formatted.extensions?.['code'])];
    if (code !== undefined) return { message: formatted.message, ...where, extensions: { code, ...(code === 'RATE_LIMITED' && { retryAt: formatted.extensions?.['retryAt'] }) } };
    log.error({ err: cause, path: formatted.path }, 'an operation failed unexpectedly');
    return { message: 'Muster failed to answer this; the log of the hub says why, under this request’s id.', ...where, extensions: { code: 'INTERNAL' } };
  };
}

/** The code that an error was born with: Apollo gives whatever a validation rule reports a code of its own. */
function codeOf(error: unknown): string | undefined {
  const born = error instanceof GraphQLError ? error.originalError : undefined;
  return born instanceof GraphQLError && typeof born.extensions['code'] === 'string' ? born.extensions['code'] : undefined;
}

/** One tool that is down fails many fields: the answer says so once per connection, at the first field, or without one when lists merely lack its records. */
export const oneErrorPerSource: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve({
    willSendResponse({ response, contextValue }) {
      if (response.body.kind !== 'single') return Promise.resolve();
      const { singleResult } = response.body;
      const errors = withNoted(singleResult.errors ?? [], contextValue);
      if (errors.length > 0) singleResult.errors = errors;
      return Promise.resolve();
    },
  }),
};

/** The errors of an answer with those of sources that lists merely lack records of: one per source. */
export function withNoted(errors: readonly GraphQLFormattedError[], { failures }: RequestContext): readonly GraphQLFormattedError[] {
  return firstPerSource([...errors, ...failures.all().map(([connection, problem]) => sourceFailure(connection, problem))]);
}

function sourceFailure(connection: string, problem: SourceProblem): GraphQLFormattedError {
  return { message: `${connection}: ${problem.message}`, extensions: { code: 'SOURCE_UNAVAILABLE', connection, problem: problem.code, retryAt: problem.retryAt } };
}

/** And one for all that a query's deadline left unanswered. */
export function firstPerSource(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const seen = new Set<string>();
  return errors.filter(({ extensions }) => {
    const code = extensions?.['code'];
    if (code !== 'SOURCE_UNAVAILABLE' && code !== 'DEADLINE_EXCEEDED') return true;
    const source = code === 'DEADLINE_EXCEEDED' ? '' : String(extensions?.['connection']);
    if (seen.has(source)) return false;
    seen.add(source);
    return true;
  });
}

export const unauthenticated = new GraphQLError('Sign in: send Authorization: Bearer <access token>.', { extensions: { code: 'UNAUTHENTICATED' } });
