import type { Request, RequestHandler, Response } from 'express';
import { createHandler } from 'graphql-sse/lib/use/express';
import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from '../domain/person.ts';
import { answerOf, type ContextOf, type Events, type Subscriptions } from './subscriptions.ts';

export interface EventStreamOptions {
  readonly subscriptions: Subscriptions;
  readonly contextOf: ContextOf;
}

/** graphql-sse: one subscription per request, as an event stream. Stands behind the sign-in. */
export function eventStreams({ subscriptions, contextOf }: EventStreamOptions): RequestHandler {
  const handle = createHandler({
    // Null: no stream is reserved, so that none can be taken over by its token.
    authenticate: () => null,
    async onSubscribe({ context: { res } }, { query, variables, operationName }) {
      const { viewer, requestId } = res.locals as { readonly viewer: Viewer; readonly requestId: string };
      const begun = await subscriptions.begin({ query, variables, operationName }, () => contextOf(viewer, requestId));
      return 'errors' in begun ? refused(subscriptions.said(begun.errors)) : begun.events;
    },
  });
  return async (request: Request, response: Response) => {
    if (request.headers.accept !== 'text/event-stream') {
      response.status(406).json({ errors: [{ message: 'Subscriptions are answered as text/event-stream: accept it.', extensions: { code: 'BAD_USER_INPUT' } }] });
      return;
    }
    await handle(request, response);
  };
}

/** A stream of one answer: a client of event streams reads errors there. */
async function *refused(errors: readonly GraphQLFormattedError[]): Events {
  yield await Promise.resolve(answerOf({}, errors));
}
