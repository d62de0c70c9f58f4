import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { bodyLimitBytes } from './limits/index.ts';
import { stillSignedIn, type SignIn } from './sign-in/index.ts';
import type { ContextOf, Events, Subscriptions } from './subscriptions.ts';

export interface SocketOptions {
  readonly subscriptions: Subscriptions;
  readonly signIn: SignIn;
  readonly contextOf: ContextOf;
}

/** How many subscriptions one socket may hold at once. */
const mostPerSocket = 50;
/** How long a client may take to answer that its socket is closed, milliseconds. */
const farewellMs = 1_000;

/** graphql-ws at /graphql: who is not signed in by `connection_init` is closed with 4403. Answers how to end all sockets. */
export function openSockets(server: Server, { subscriptions, signIn, contextOf }: SocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: bodyLimitBytes });
  const headers = new WeakMap<object, string>();
  const served = useServer<Record<string, unknown>, Partial<Extra>>({
    isProd: true,
    async onConnect(context) {
      const header = context.connectionParams?.['authorization'];
      if (typeof header !== 'string' || await signIn(header) === null) return false;
      headers.set(context, header);
      return true;
    },
    async onSubscribe(context, _id, asked) {
      const header = headers.get(context);
      if (header === undefined) throw new Error('an operation came over a socket without a signed-in viewer: connection_init must refuse it');
      if (Object.keys(context.subscriptions).length > mostPerSocket) return [tooMany];
      const begun = await subscriptions.begin(asked, async () => contextOf(await stillSignedIn(signIn, header), randomUUID()));
      return 'errors' in begun ? begun.errors : { schema: subscriptions.schema, document: begun.document, operationName: asked.operationName, contextValue: begun.events };
    },
    // It has begun already, by our rules: what is left to do is to read it.
    subscribe: ({ contextValue }: ExecutionArgs) => contextValue as Events,
    onError: (_context, _id, _asked, errors) => subscriptions.said(errors),
    onNext: (_context, _id, _asked, _args, result) => result as object,
  }, sockets);
  return async () => {
    const impatient = setTimeout(() => { for (const socket of sockets.clients) socket.terminate(); }, farewellMs);
    await served.dispose();
    clearTimeout(impatient);
  };
}

const tooMany = new GraphQLError(`This socket has ${mostPerSocket} subscriptions already, which are the most: end one, or open another socket.`, { extensions: { code: 'TOO_COMPLEX' } });
