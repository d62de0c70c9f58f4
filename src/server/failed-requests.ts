import type { NextFunction, Request, Response } from 'express';
import { administratorsBodyLimit, bodyLimit } from './limits/index.ts';
import type { Log } from './log.ts';
import { SignInUnavailable } from './sign-in/index.ts';

type Failure = Error & { readonly status?: number; readonly type?: string };

/**
 * What ended before anything answered: a sign-in that cannot be checked now (503), a body that is too large or no JSON (express
 * tells which), and what failed on our side (500), which is no mistake of whoever asked and stands in the log.
 */
export function failedRequests(log: Log): (error: Failure, request: Request, response: Response, next: NextFunction) => void {
  return (error, _request, response, next) => {
    if (response.headersSent) { next(error); return; }
    const answer = (status: number, code: string, message: string): void => void response.status(status).json({ errors: [{ message, extensions: { code } }] });
    if (error instanceof SignInUnavailable) answer(503, 'UNAUTHENTICATED', error.message);
    else if (error.type === 'entity.too.large') answer(error.status ?? 413, 'TOO_COMPLEX', `The request is larger than ${bodyLimit} (an administrator’s: ${administratorsBodyLimit}).`);
    else if (error.status !== undefined && error.status < 500) answer(error.status, 'BAD_USER_INPUT', 'The request is not a GraphQL request in JSON.');
    else {
      log.error({ err: error }, 'a request could not be answered');
      answer(500, 'INTERNAL', 'The hub failed. Its log says why, under the x-request-id of this answer.');
    }
  };
}
