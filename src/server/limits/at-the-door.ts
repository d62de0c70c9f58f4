import type { NextFunction, Request, Response } from 'express';
import type { GraphQLError } from 'graphql';
import type { AskedOperation } from './guard.ts';

/** Answers what is too complex before Apollo sees it; anything that is no single operation is left to Apollo to refuse. */
export function refuseTooComplex(guard: (asked: AskedOperation) => GraphQLError | null): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const asked = askedOf(request);
    const refused = asked === null ? null : guard(asked);
    if (refused === null) next();
    else response.status(400).json({ errors: [refused.toJSON()] });
  };
}

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
