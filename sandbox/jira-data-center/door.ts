import type express from 'express';
import { personPassword } from '../bank/credentials.ts';
import type { StoryPerson } from '../bank/story.ts';
import { integrationAccountId } from '../jira/state.ts';
import { jiraDataCenterCredentials } from './credentials.ts';

/** Wrong passwords of one account before only a captcha lets it in again. */
const mostFailures = 3;
const limit = 350;

export interface Door {
  readonly handler: express.RequestHandler;
  /** Plays a 429 on the next calls. */
  readonly slowDown: (times: number, retryAfter: number) => void;
  /** A person solved every captcha. */
  readonly solveCaptchas: () => void;
}

/**
 * Who is asking. Unlike Cloud, wrong credentials are refused (401), and passwords tried too often end in a captcha (403)
 * that no program passes. Nobody at all is let in as a stranger. Every answer says how much of the rate limit is left,
 * with `retry-after: 0` while there is some (apis/README.md §6).
 */
export function door(people: readonly StoryPerson[]): Door {
  const failures = new Map<string, number>();
  let played = { times: 0, retryAfter: 0 };
  const handler: express.RequestHandler = (req, res, next) => {
    const isSlowed = played.times > 0;
    sayLimit(res, isSlowed ? 0 : limit - 1, isSlowed ? played.retryAfter : 0);
    if (isSlowed) {
      played = { ...played, times: played.times - 1 };
      res.status(429).json({ errorMessages: ['Rate limit exceeded.'], errors: {} });
      return;
    }
    const header = req.headers.authorization ?? '';
    if (header !== '' && !letIn(header, people, failures, res)) return;
    next();
  };
  return { handler, slowDown: (times, retryAfter) => { played = { times, retryAfter }; }, solveCaptchas: () => { failures.clear(); } };
}

/** User name of this call; null for a stranger. */
export function callerOf(res: express.Response): string | null {
  return (res.locals as { userName?: string }).userName ?? null;
}

function sayLimit(res: express.Response, remaining: number, retryAfter: number): void {
  res.setHeader('X-RateLimit-Limit', limit);
  res.setHeader('X-RateLimit-Remaining', remaining);
  res.setHeader('X-RateLimit-Interval-Seconds', 60);
  res.setHeader('X-RateLimit-FillRate', 60);
  res.setHeader('retry-after', retryAfter);
}

function letIn(header: string, people: readonly StoryPerson[], failures: Map<string, number>, res: express.Response): boolean {
  const [, token] = /^bearer (.+)$/i.exec(header) ?? [];
  const [userName, password] = token === undefined ? basicOf(header) : [jiraDataCenterCredentials.userName, undefined];
  const failed = failures.get(userName) ?? 0;
  if (token === undefined && failed >= mostFailures) return refuseForCaptcha(res);
  const isRight = token === undefined ? password === passwordOf(userName, people) : token === jiraDataCenterCredentials.token;
  if (!isRight) {
    if (token === undefined) failures.set(userName, failed + 1);
    return refuseStranger(res);
  }
  failures.delete(userName);
  Object.assign(res.locals, { userName, accountId: people.find((one) => one.userName === userName)?.accountId ?? integrationAccountId });
  res.setHeader('X-AUSERNAME', encodeURIComponent(userName));
  return true;
}

function basicOf(header: string): readonly [string, string] {
  const [, encoded = ''] = /^basic (.+)$/i.exec(header) ?? [];
  const [, userName = '', password = ''] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return [userName, password];
}

/** Undefined for nobody's account: no password is right. */
function passwordOf(userName: string, people: readonly StoryPerson[]): string | undefined {
  if (userName === jiraDataCenterCredentials.userName) return jiraDataCenterCredentials.password;
  return people.some((person) => person.userName === userName && person.isActive) ? personPassword : undefined;
}

function refuseStranger(res: express.Response): false {
  res.setHeader('X-Seraph-LoginReason', 'AUTHENTICATED_FAILED');
  res.setHeader('WWW-Authenticate', 'OAuth realm="sandbox"');
  res.status(401).type('html').send('<html><head><title>Unauthorized (401)</title></head><body><h1>Unauthorized (401)</h1></body></html>');
  return false;
}

function refuseForCaptcha(res: express.Response): false {
  res.setHeader('X-Seraph-LoginReason', 'AUTHENTICATION_DENIED');
  res.setHeader('X-Authentication-Denied-Reason', 'CAPTCHA_CHALLENGE; login-url=/login.jsp');
  res.status(403).type('html').send('<html><head><title>Forbidden (403)</title></head><body><p>CAPTCHA is required.</p></body></html>');
  return false;
}
