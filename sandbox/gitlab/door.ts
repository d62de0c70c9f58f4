import type express from 'express';
import { gitlabCredentials } from '../bank/credentials.ts';
import { notFound, refuse } from './answers.ts';

/** Other tokens that GitLab knows, each with one thing it may not do. */
export const otherTokens = {
  /** scope read_api: may start nothing */
  readOnly: 'sandbox-gitlab-read-api',
  /** a developer where pipeline variables are for maintainers */
  developer: 'sandbox-gitlab-developer',
  /** a user without access to any project: they are not forbidden, they are not there */
  outsider: 'sandbox-gitlab-outsider',
  expired: 'sandbox-gitlab-expired',
} as const;

export interface Visitor { readonly username: string; readonly mayWrite: boolean; readonly maySetVariables: boolean; readonly seesProjects: boolean }

/** A limit to be played: `throttle` is the instance's (plain text), `application` the endpoint's own (JSON). */
export interface PlayedLimit { readonly kind: 'throttle' | 'application'; readonly retryAfter: number; times: number }

export interface Door {
  readonly handler: express.RequestHandler;
  play(limit: PlayedLimit): void;
}

const perMinute = 2000;
const whole: Visitor = { username: 'muster-bot', mayWrite: true, maySetVariables: true, seesProjects: true };
const visitors: ReadonlyMap<string, Visitor> = new Map([
  [gitlabCredentials.token, whole],
  [otherTokens.readOnly, { ...whole, mayWrite: false }],
  [otherTokens.developer, { ...whole, username: 'dev-bot', maySetVariables: false }],
  [otherTokens.outsider, { ...whole, username: 'outsider', seesProjects: false }],
]);

/** Rate limit headers on every answer, then who is asking: apis/README.md §11. */
export function door(now: () => Date): Door {
  let used = 0;
  let minute = 0;
  let played: PlayedLimit | undefined;
  const handler: express.RequestHandler = (req, res, next) => {
    const thisMinute = Math.floor(now().getTime() / 60_000);
    used = thisMinute === minute ? used + 1 : 1;
    minute = thisMinute;
    const limit = played !== undefined && played.times > 0 ? played : undefined;
    if (limit !== undefined) limit.times -= 1;
    setRateHeaders(res, limit === undefined ? used : perMinute, (minute + 1) * 60);
    if (limit === undefined) admit(req, res, next);
    else refuseLimited(res, limit);
  };
  return { handler, play: (limit) => { played = limit; } };
}

export function visitorOf(res: express.Response): Visitor {
  return (res.locals as { visitor: Visitor }).visitor;
}

function setRateHeaders(res: express.Response, used: number, reset: number): void {
  res.setHeader('RateLimit-Limit', perMinute);
  res.setHeader('RateLimit-Name', 'throttle_authenticated_api');
  res.setHeader('RateLimit-Observed', used);
  res.setHeader('RateLimit-Remaining', Math.max(0, perMinute - used));
  res.setHeader('RateLimit-Reset', reset);
}

function refuseLimited(res: express.Response, { kind, retryAfter }: PlayedLimit): void {
  res.setHeader('Retry-After', retryAfter);
  if (kind === 'throttle') res.status(429).type('text').send('Retry later\n');
  else refuse(res, 429, { error: 'This endpoint has been requested too many times. Try again later.' });
}

function admit(req: express.Request, res: express.Response, next: express.NextFunction): void {
  const privateToken = req.headers['private-token'];
  const token = typeof privateToken === 'string' ? privateToken : /^bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  const visitor = visitors.get(token ?? '');
  if (token === otherTokens.expired) res.status(401).json({ error: 'invalid_token', error_description: 'Token is expired. You can either do re-authorization or token refresh.' });
  else if (visitor === undefined && token === undefined && req.method === 'GET' && req.path.startsWith('/projects/')) notFound(res, 'Project');
  else if (visitor === undefined) refuse(res, 401, '401 Unauthorized');
  else if (req.method !== 'GET' && !visitor.mayWrite) res.status(403).json({ error: 'insufficient_scope', error_description: 'The request requires higher privileges than provided by the access token.', scope: 'api' });
  else {
    (res.locals as { visitor?: Visitor }).visitor = visitor;
    next();
  }
}
