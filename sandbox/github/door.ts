import type express from 'express';
import { githubCredentials } from '../bank/credentials.ts';
import { refuse } from './answers.ts';
import { reviewers } from './state.ts';

/** May read everything and start nothing: GitHub answers a dispatch with it as if the workflow were not there. */
export const readOnlyToken = 'sandbox-github-read-only';

/** Of a person who may review what waits for production; the bot that dispatched may not. */
export const reviewerToken = 'sandbox-github-reviewer';

const logins: ReadonlyMap<string, string> = new Map([[githubCredentials.token, 'muster-bot'], [readOnlyToken, 'muster-bot'], [reviewerToken, reviewers[0]]]);

/** A limit to be played: `primary` leaves nothing until the hour is over, `secondary` asks to wait a moment. */
export interface PlayedLimit { readonly kind: 'primary' | 'secondary'; readonly status: 403 | 429; readonly retryAfter: number; times: number }

export interface Door {
  readonly handler: express.RequestHandler;
  play(limit: PlayedLimit): void;
}

const hourlyLimit = 5000;

/** Rate limit headers on every answer, then who is asking: apis/README.md §10. */
export function door(now: () => Date): Door {
  let used = 0;
  let hour = 0;
  let played: PlayedLimit | undefined;
  const handler: express.RequestHandler = (req, res, next) => {
    const thisHour = Math.floor(now().getTime() / 3_600_000);
    used = thisHour === hour ? used + 1 : 1;
    hour = thisHour;
    const limit = played !== undefined && played.times > 0 ? played : undefined;
    if (limit !== undefined) limit.times -= 1;
    setRateHeaders(res, limit?.kind === 'primary' ? hourlyLimit : used, (hour + 1) * 3600);
    if (limit !== undefined) refuseLimited(res, limit);
    else if (req.headers['user-agent'] === undefined) res.status(403).type('text').send('Request forbidden by administrative rules. Please make sure your request has a User-Agent header.');
    else admit(req, res, next);
  };
  return { handler, play: (limit) => { played = limit; } };
}

function setRateHeaders(res: express.Response, used: number, reset: number): void {
  res.setHeader('X-RateLimit-Limit', hourlyLimit);
  res.setHeader('X-RateLimit-Remaining', Math.max(0, hourlyLimit - used));
  res.setHeader('X-RateLimit-Used', used);
  res.setHeader('X-RateLimit-Reset', reset);
  res.setHeader('X-RateLimit-Resource', 'core');
}

function refuseLimited(res: express.Response, limit: PlayedLimit): void {
  if (limit.kind === 'primary') {
    refuse(res, limit.status, 'API rate limit exceeded for user ID 1042.', '/using-the-rest-api/rate-limits-for-the-rest-api');
    return;
  }
  res.setHeader('Retry-After', limit.retryAfter);
  refuse(res, limit.status, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', '/using-the-rest-api/rate-limits-for-the-rest-api');
}

/** Without a token a private repository is not forbidden, it is not there; with a bad one the answer says so. */
function admit(req: express.Request, res: express.Response, next: express.NextFunction): void {
  const token = /^(?:bearer|token) (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined) refuse(res, 404, 'Not Found');
  else if (!logins.has(token)) refuse(res, 401, 'Bad credentials');
  else {
    Object.assign(res.locals, { isReadOnly: token === readOnlyToken, login: logins.get(token) });
    next();
  }
}

/** Who asks. */
export function loginOf(res: express.Response): string {
  return (res.locals as { login: string }).login;
}

/** Whether this call's token may only read. */
export function isReadOnly(res: express.Response): boolean {
  return (res.locals as { isReadOnly?: boolean }).isReadOnly === true;
}
