import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../resolvers/context.ts';
import { aroundEachResolver } from './each-resolver.ts';

/** The end of one query. It begins to run when the operation is known to be a query. */
export class QueryDeadline {
  readonly #leaving = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #passed: Promise<never> | null = null;

  /** Ends what tools are asked for this query alone. */
  get signal(): AbortSignal {
    return this.#leaving.signal;
  }

  start(milliseconds: number): void {
    this.#passed = new Promise<never>((_resolve, reject) => {
      this.#timer = setTimeout(() => {
        // First the fields, then the tools: whoever waits hears that time was up, and not that a tool failed.
        reject(exceeded(milliseconds));
        this.#leaving.abort();
      }, milliseconds);
    });
    this.#passed.catch(() => undefined);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** What a field answers, or the error that time was up. */
  heeded(answer: unknown): unknown {
    return this.#passed !== null && answer instanceof Promise ? Promise.race([answer, this.#passed]) : answer;
  }
}

export interface TimedContext extends RequestContext {
  readonly deadline?: QueryDeadline;
}

function exceeded(milliseconds: number): GraphQLError {
  return new GraphQLError(`This query was not answered whole within ${milliseconds / 1_000} s: what is missing is null. Ask for less at once, or for older copies.`, { extensions: { code: 'DEADLINE_EXCEEDED' } });
}

/** Lets a query run so long; a mutation has no such end: what it began in a tool must not be left half done, and each of its questions has an end of its own. */
export function deadlineOfQueries(milliseconds: number): ApolloServerPlugin<TimedContext> {
  return {
    requestDidStart: () => Promise.resolve({
      didResolveOperation({ operation, contextValue: { deadline } }) {
        if (operation?.operation === OperationTypeNode.QUERY) deadline?.start(milliseconds);
        return Promise.resolve();
      },
      willSendResponse({ contextValue: { deadline } }) {
        deadline?.stop();
        return Promise.resolve();
      },
    }),
  };
}

/** Lets every field that waits for something stop waiting when its query's time is up; it is null then, and what is there already stays. */
export function heedDeadline(schema: GraphQLSchema): GraphQLSchema {
  return aroundEachResolver<TimedContext>(schema, (resolve) => (root, given, context, info) => {
    const answer = resolve(root, given, context, info);
    return context.deadline === undefined ? answer : context.deadline.heeded(answer);
  });
}
