import type express from 'express';
import { jiraCredentials, personPassword } from '../bank/credentials.ts';
import { integrationAccountId } from './state.ts';
import type { JiraData } from './state.ts';

/** A 429, or a 503 that says when to come again, for the next calls; `retryAfter` null leaves the header out, as Jira sometimes does. */
export interface PlayedLimit { readonly status: 429 | 503; readonly reason: string; readonly retryAfter: number | null; times: number }

export interface Door { readonly handler: express.RequestHandler; readonly play: (limit: PlayedLimit) => void }

/**
 * Who is asking: Basic with e-mail and token (the integration) or password (a person of the story). Wrong credentials are
 * not refused here: the caller is anonymous then, and only a header says so. Each endpoint decides what that means.
 */
export function door(data: JiraData, now: () => Date): Door {
  let played: PlayedLimit | undefined;
  const handler: express.RequestHandler = (req, res, next) => {
    if (played !== undefined && played.times > 0) {
      played.times -= 1;
      refuseLimited(res, played, now());
      return;
    }
    const header = req.headers.authorization === '' ? undefined : req.headers.authorization;
    const accountId = header === undefined ? null : accountOf(header, data);
    if (accountId !== null) res.setHeader('X-AACCOUNTID', encodeURIComponent(accountId));
    else if (header !== undefined) res.setHeader('X-Seraph-LoginReason', 'AUTHENTICATED_FAILED');
    (res.locals as { accountId?: string | null }).accountId = accountId;
    next();
  };
  return { handler, play: (limit) => { played = limit; } };
}

/** The account of this call, or null when it is anonymous. */
export function callerOf(res: express.Response): string | null {
  return (res.locals as { accountId?: string | null }).accountId ?? null;
}

function accountOf(header: string, data: JiraData): string | null {
  const [, encoded = ''] = /^basic (.+)$/i.exec(header) ?? [];
  const [, email = '', secret = ''] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (email === jiraCredentials.email) return secret === jiraCredentials.apiToken ? integrationAccountId : null;
  const person = data.people.find((one) => one.email === email && one.isActive);
  return person !== undefined && secret === personPassword ? person.accountId : null;
}

/** X-RateLimit-Reset is an ISO instant to the minute, not an epoch (apis/README.md §5). */
function refuseLimited(res: express.Response, limit: PlayedLimit, now: Date): void {
  const reset = new Date(now.getTime() + (limit.retryAfter ?? 60) * 1000 + 59_999).toISOString().replace(/:\d{2}\.\d{3}Z$/, 'Z');
  if (limit.retryAfter !== null) res.setHeader('Retry-After', limit.retryAfter);
  if (limit.status === 503) {
    res.status(503).json({ errorMessages: ['Jira is temporarily unavailable.'], errors: {} });
    return;
  }
  res.setHeader('RateLimit-Reason', limit.reason);
  res.setHeader('X-RateLimit-Limit', 350);
  res.setHeader('X-RateLimit-Remaining', 0);
  res.setHeader('X-RateLimit-Reset', reset);
  res.setHeader('X-RateLimit-NearLimit', 'true');
  res.status(429).json({ errorMessages: ['Rate limit exceeded.'], errors: {} });
}
