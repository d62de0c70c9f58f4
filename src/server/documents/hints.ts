import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { viewerOf, type RequestContext } from '../../resolvers/context.ts';
import type { Documents } from './trusted.ts';

/** What graphql-js guesses from the schema: whoever may not ask for it is not told of it word by word either. */
export function withoutHint(error: GraphQLFormattedError): GraphQLFormattedError {
  return error.extensions?.['code'] === 'BAD_USER_INPUT' ? { ...error, message: error.message.replace(/ ?Did you mean .+\?$/, '') } : error;
}

/** Answers over HTTP: those of viewers who may not introspect hint at nothing. */
export function noHints(documents: Documents): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => Promise.resolve({
      willSendResponse({ response: { body }, contextValue }) {
        if (body.kind !== 'single' || body.singleResult.errors === undefined || documents.mayIntrospect(viewerOf(contextValue))) return Promise.resolve();
        body.singleResult.errors = body.singleResult.errors.map(withoutHint);
        return Promise.resolve();
      },
    }),
  };
}
