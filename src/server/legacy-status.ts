import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../resolvers/context.ts';

/** What Apollo calls a document or variables that are not right, beside the operation limits, which are reported as validation. */
const wellFormedButWrong: readonly unknown[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

/**
 * Who accepts `application/json` alone is a client from before application/graphql-response+json, which takes any other status
 * than 200 for a failure of the way here: it is told of its mistake in the body (GraphQL over HTTP, "Legacy Watershed").
 */
export const legacyStatus: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve({
    willSendResponse({ request, response, errors = [] }) {
      const isLegacy = request.http?.headers.get('accept')?.trim().toLowerCase() === 'application/json';
      if (isLegacy && response.http.status === 400 && errors.some(({ extensions }) => wellFormedButWrong.includes(extensions['code']))) response.http.status = 200;
      return Promise.resolve();
    },
  }),
};
