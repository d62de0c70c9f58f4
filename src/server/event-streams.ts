import type { Request, RequestHandler, Response } from 'express';
import { createHandler } from 'graphql-sse/lib/use/express';
import type { GraphQLFormattedError } from 'graphql';
import { stillSignedIn, type SignIn } from './sign-in/index.ts';
import { answerOf, type ContextOf, type Events, type Subscriptions } from './subscriptions.ts';

export interface EventStreamOptions {
  readonly subscriptions: Subscriptions;
  readonly signIn: SignIn;
  readonly contextOf: ContextOf;
}

/** graphql-sse: one subscription per request, as an event stream. Stands behind the sign-in. */
export function eventStreams({ subscriptions, signIn, contextOf }: EventStreamOptions): RequestHandler {
  const handle = createHandler({
    // Null: no stream is reserved, so that none can be taken over by its token.
    authenticate: () => null,
    async onSubscribe({ context: { res }, raw }, { query, variables, operationName }) {
      const { requestId } = res.locals as { readonly requestId: string };
      const begun = await subscriptions.begin({ query, variables, operationName }, async () => contextOf(await stillSignedIn(signIn, raw.headers.authorization), requestId));
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
