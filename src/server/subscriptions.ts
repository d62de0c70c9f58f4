import { createSourceEventStream, execute, getOperationAST, GraphQLError, OperationTypeNode, parse, validate, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Viewer } from '../domain/person.ts';
import { viewerOf, type RequestContext } from '../resolvers/context.ts';
import type { Documents } from './documents/index.ts';
import { withNoted } from './errors.ts';
import { operationGuard, parseOptions, rateLimited, type Spend } from './limits/index.ts';
import { placesPerViewer } from './places.ts';
import { within } from './work-in-hand.ts';

/** What is asked for over a socket or an event stream. */
export interface Asked {
  /** Nothing, where the document is asked for by its id. */
  readonly query: string;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** What a subscription costs when it begins, of its viewer's minute. */
  readonly spend: Spend;
}

/** The context of one event. */
export type ContextOf = (viewer: Viewer, requestId: string) => RequestContext;
export type Events = AsyncGenerator<ExecutionResult, undefined>;

/** A subscription that has begun, or why it was refused. */
type Subscribed = { readonly events: Events; readonly document: DocumentNode; readonly text: string } | { readonly errors: readonly GraphQLError[] };

/** Subscriptions of one door, by the rules and limits of every operation. */
export interface Subscriptions {
  readonly schema: GraphQLSchema;
  /**
   * Each event is answered in a context of its own, so that none shows what an earlier one read; one that cannot be had ends the
   * subscription. A viewer may hold so many at once, over both transports.
   */
  begin(asked: Asked, contextOf: () => Promise<RequestContext>): Promise<Subscribed>;
  /** Errors as a client is told them. */
  said(errors?: readonly GraphQLError[]): readonly GraphQLFormattedError[];
  /** How many are being listened to. */
  readonly size: number;
  /** Ends them all. */
  close(): Promise<void>;
}

export function subscriptions({ schema, formatError, documents, spend }: SubscriptionOptions): Subscriptions {
  const guard = operationGuard(schema);
  const open = new Set<Events>();
  const places = placesPerViewer(mostPerViewer);
  const said = (errors: readonly GraphQLError[] = []): readonly GraphQLFormattedError[] => errors.map((error) => formatError(formattedOf(error), error));
  const read = (asked: Asked, viewer: Viewer): ReadOperation => {
    try {
      const trusted = documents.read(asked, viewer);
      if ('refused' in trusted) return { errors: [trusted.refused] };
      const text = trusted.text ?? '';
      const measured = guard({ ...asked, query: text });
      if ('refused' in measured) return { errors: [measured.refused] };
      const document = parse(text, parseOptions);
      const errors = validate(schema, document, undefined, { hideSuggestions: !documents.mayIntrospect(viewer) });
      return errors.length > 0 ? { errors } : onlySubscription({ document, text, cost: measured.cost }, asked);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
  return {
    schema, said,
    async begin(asked, contextOf) {
      const contextValue = await contextOf();
      const operation = read(asked, viewerOf(contextValue));
      if ('errors' in operation) return operation;
      const spent = await spend(viewerOf(contextValue), operation.cost);
      if (spent?.isOver === true) return { errors: [rateLimited(spent)] };
      const free = places(viewerOf(contextValue));
      if (free === null) return { errors: [tooMany] };
      const args: ExecutionArgs = { schema, document: operation.document, operationName: asked.operationName, variableValues: asked.variables };
      const source = await createSourceEventStream({ ...args, contextValue }).catch((error: unknown) => ({ errors: [unlocated(error)] }));
      if ('errors' in source) {
        free();
        return { errors: source.errors ?? [] };
      }
      const failed = (error: unknown): ExecutionResult => answerOf({}, [formatError(formattedOf(error instanceof Error ? error : new Error(String(error))), error)]);
      const answered = async (event: unknown): Promise<ExecutionResult> => {
        const contextValue = await contextOf();
        const { errors, ...result } = await within({ requestId: contextValue.requestId }, () => execute({ ...args, rootValue: event, contextValue }));
        return answerOf(result, withNoted(said(errors), contextValue));
      };
      const events = answering(source as AsyncGenerator<unknown, undefined>, { answered, failed, ended: () => { if (open.delete(events)) free(); } });
      open.add(events);
      return { events, document: operation.document, text: operation.text };
    },
    get size() { return open.size; },
    async close() { await Promise.all([...open].map((events) => events.return(undefined))); },
  };
}

/** How many subscriptions one viewer may hold at once: each is read for by itself. */
const mostPerViewer = 100;
const tooMany = new GraphQLError(`You hold ${mostPerViewer} subscriptions already, which are the most: end one first.`, { extensions: { code: 'TOO_COMPLEX' } });

interface ReadSubscription { readonly document: DocumentNode; readonly text: string; readonly cost: number }
type ReadOperation = ReadSubscription | { readonly errors: readonly GraphQLError[] };

function onlySubscription(read: ReadSubscription, { operationName }: Asked): ReadOperation {
  if (getOperationAST(read.document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION) return read;
  return { errors: [new GraphQLError('Only a subscription is answered here: send queries and mutations by POST to /graphql.', { extensions: { code: 'BAD_USER_INPUT' } })] };
}

/** An answer with errors in the words of the contract; graphql-js types them as its own, and both transports write them as they are. */
export function answerOf(result: Pick<ExecutionResult, 'data'>, errors: readonly GraphQLFormattedError[]): ExecutionResult {
  return errors.length === 0 ? result : Object.assign({}, result, { errors }) as unknown as ExecutionResult;
}

/** graphql-js takes an error that has a path of its own, as a UserMistake has, for one that it located, and throws it. */
function unlocated(error: unknown): GraphQLError {
  return new GraphQLError('The subscription could not begin.', { path: [], originalError: error instanceof Error ? error : new Error(String(error)) });
}

/** What graphql-js itself refuses before any field is asked has neither code nor path: the client's mistake. Everything else has a path, and is masked. */
function formattedOf(error: GraphQLError | Error): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) return { message: 'failed' };
  const { path, ...formatted } = error.toJSON();
  if (path === undefined && formatted.extensions?.['code'] === undefined) return { ...formatted, extensions: { code: 'BAD_REQUEST' } };
  return { ...formatted, ...(path !== undefined && path.length > 0 && { path }) };
}

interface Answering {
  readonly answered: (event: unknown) => Promise<ExecutionResult>;
  readonly failed: (error: unknown) => ExecutionResult;
  readonly ended: () => void;
}

/** Each event answered; one that cannot be is the last. Unlike an async generator's, its `return` does not wait for an event that may never come. */
function answering(source: AsyncGenerator<unknown, undefined>, { answered, failed, ended }: Answering): Events {
  const over = { done: true, value: undefined } as const;
  const end = async (): Promise<typeof over> => {
    ended();
    await source.return(undefined);
    return over;
  };
  return {
    async next() {
      try {
        const event = await source.next();
        return event.done === true ? await end() : { done: false, value: await answered(event.value) };
      } catch (error) {
        await end();
        return { done: false, value: failed(error) };
      }
    },
    return: end,
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() { return this; },
    async [Symbol.asyncDispose]() { await end(); },
  };
}
