import type { NextFunction, Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../domain/person.ts';
import { accountOf } from '../account.ts';
import type { Documents } from '../documents/index.ts';
import { rateLimited, type Spend } from './budget.ts';
import type { AskedOperation, Measure } from './guard.ts';

export interface Limits {
  readonly measure: Measure;
  readonly spend: Spend;
  readonly documents: Documents;
}

/** Answers what is too complex (400), asks for the schema and may not (403), or more than its viewer may ask in a minute (429), before Apollo sees it; anything that is no single operation is left to Apollo to refuse. */
export function limited({ measure, spend, documents }: Limits): (request: Request, response: Response, next: NextFunction) => Promise<void> {
  return async (request, response, next) => {
    const asked = askedOf(request);
    const measured = asked === null ? { cost: 1, isIntrospection: false } : measure(asked);
    const account = accountOf(response);
    if (account !== undefined && 'cost' in measured) account.cost = measured.cost;
    if ('refused' in measured) {
      if (account !== undefined) account.codes = ['TOO_COMPLEX'];
      response.status(400).json({ errors: [measured.refused.toJSON()] });
      return;
    }
    if (measured.isIntrospection && !documents.mayIntrospect(response.locals['viewer'] as Viewer)) {
      if (account !== undefined) account.codes = ['FORBIDDEN'];
      response.status(403).json({ errors: [schemaIsNotTold.toJSON()] });
      return;
    }
    await charge(spend, measured.cost, response, next);
  };
}

/** What a report as a file costs: it is all rows that there are, where an operation names how many it takes. */
const fileCost = 5_000;

/** Charges for what is no GraphQL. */
export function charged(spend: Spend): (request: Request, response: Response, next: NextFunction) => Promise<void> {
  return (_request, response, next) => charge(spend, fileCost, response, next);
}

async function charge(spend: Spend, cost: number, response: Response, next: NextFunction): Promise<void> {
  const spent = await spend(response.locals['viewer'] as Viewer, cost);
  if (spent?.isOver === true) {
    const account = accountOf(response);
    if (account !== undefined) account.codes = ['RATE_LIMITED'];
    response.status(429).setHeader('retry-after', Math.max(1, Math.ceil((Date.parse(spent.resetAt) - Date.now()) / 1_000))).json({ errors: [rateLimited(spent).toJSON()] });
    return;
  }
  response.locals['rateLimit'] = spent;
  next();
}

const schemaIsNotTold = new GraphQLError('The schema is not told to you by this hub: an administrator names the roles that may ask for it under access.introspection.', { extensions: { code: 'FORBIDDEN' } });

function askedOf({ method, body, query: parameters }: Request): AskedOperation | null {
  const { query, operationName, variables } = (method === 'GET' ? { ...parameters, variables: objectIn(parameters['variables']) } : typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof query !== 'string') return null;
  return { query, operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null, variables: typeof variables === 'object' ? variables as AskedOperation['variables'] : null };
}

function objectIn(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) as unknown : null;
  } catch {
    return null;
  }
}
