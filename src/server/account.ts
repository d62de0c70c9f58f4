import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { NextFunction, Request, Response } from 'express';
import type { RequestContext } from '../resolvers/context.ts';
import { within, type WorkInHand } from './work-in-hand.ts';

export const operationOutcomes = ['OK', 'PARTIAL', 'FAILED', 'REFUSED', 'GONE'] as const;
export type OperationOutcome = (typeof operationOutcomes)[number];

/** What one GraphQL request came to. Holds nothing that its client wrote but the name of the operation. */
export interface Account {
  /** Null: refused before it was read. */
  type: 'query' | 'mutation' | 'subscription' | null;
  name: string | null;
  /** SHA-256 of the document. */
  hash: string | null;
  /** As the limits count it; null when it was not measured. */
  cost: number | null;
  /** `extensions.code` of each error in the answer. */
  codes: readonly string[];
  hasData: boolean;
}

export interface AccountedContext extends RequestContext {
  readonly account?: Account;
}

/** Told of each request once its answer has ended, or its client has hung up. */
export type Accounted = (account: Account, about: { readonly outcome: OperationOutcome; readonly status: number; readonly seconds: number }) => void;

/** Keeps an account of each request below it; it is told as a part of what the request did (`locals.hand`). */
export function accounts(told: Accounted): (request: Request, response: Response, next: NextFunction) => void {
  return (_request, response, next) => {
    const beganAtMs = performance.now();
    const account: Account = { type: null, name: null, hash: null, cost: null, codes: [], hasData: false };
    response.locals['account'] = account;
    // The end comes by the socket, which knows nothing of the work in hand.
    response.once('close', AsyncLocalStorage.bind(() => {
      within((response.locals['hand'] ?? {}) as WorkInHand, () => { told(account, { outcome: outcomeOf(account, response.writableFinished), status: response.statusCode, seconds: (performance.now() - beganAtMs) / 1_000 }); });
    }));
    next();
  };
}

export function accountOf(response: Response): Account | undefined {
  return response.locals['account'] as Account | undefined;
}

/** Notes what the operation is and what its answer holds. */
export const accountOfOperation: ApolloServerPlugin<AccountedContext> = {
  requestDidStart: () => Promise.resolve({
    didResolveOperation({ operation, operationName, queryHash, contextValue: { account } }) {
      if (account === undefined || operation === undefined) return Promise.resolve();
      account.type = operation.operation;
      account.name = operationName;
      account.hash = queryHash;
      return Promise.resolve();
    },
    willSendResponse({ response, contextValue: { account } }) {
      if (account === undefined || response.body.kind !== 'single') return Promise.resolve();
      const { data, errors = [] } = response.body.singleResult;
      account.codes = errors.map(({ extensions }) => String(extensions?.['code']));
      account.hasData = data != null;
      return Promise.resolve();
    },
  }),
};

function outcomeOf({ type, codes, hasData }: Account, isAnswered: boolean): OperationOutcome {
  if (!isAnswered) return 'GONE';
  if (type === null) return 'REFUSED';
  if (codes.length === 0) return 'OK';
  return hasData ? 'PARTIAL' : 'FAILED';
}
