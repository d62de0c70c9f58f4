import type { Instant } from '../../domain/instant.ts';
import type { Headers } from './request.ts';

/** When a refusal says that we may ask again: Retry-After (seconds or date), else the reset of its limit (epoch seconds, seconds from now, or ISO). */
export function retryAt(headers: Headers, now: Date): Instant | null {
  return fromRetryAfter(headers['retry-after'], now) ?? fromReset(resetOf(headers), now);
}

/**
 * GitHub spends its limits as 403 as well as 429 (apis/README.md §10). Jira Data Center writes `retry-after: 0` on
 * every answer (§5): that alone says nothing.
 */
export function isSpent(headers: Headers): boolean {
  return saysNothingLeft(headers) || (headers['retry-after'] !== undefined && headers['retry-after'].trim() !== '0');
}

/**
 * Until when the whole connection is to be quiet, by an answer of this status; null: nobody waits. A good answer says so
 * when it was the last one its limit allowed. A bucket that fills by itself (Jira Data Center's FillRate) and a limit on
 * writes to one issue (Jira Cloud's jira-per-issue-on-write) hold up nobody else.
 */
export function quietUntil(status: number, headers: Headers, now: Date): Instant | null {
  if (headers['ratelimit-reason'] === 'jira-per-issue-on-write') return null;
  const isRefusal = status === 429 || (status === 403 && isSpent(headers)) || (status === 503 && headers['retry-after'] !== undefined);
  const until = isRefusal ? retryAt(headers, now) : saysNothingLeft(headers) ? fromReset(resetOf(headers), now) : null;
  return until !== null && Date.parse(until) > now.getTime() ? until : null;
}

function saysNothingLeft(headers: Headers): boolean {
  if (headers['x-ratelimit-fillrate'] !== undefined) return false;
  return headers['x-ratelimit-remaining'] === '0' || headers['ratelimit-remaining'] === '0';
}

function resetOf(headers: Headers): string | undefined {
  return headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
}

function fromRetryAfter(text: string | undefined, now: Date): Instant | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text.trim())) return moment(now.getTime() + Number(text) * 1000);
  return moment(Date.parse(text));
}

function fromReset(text: string | undefined, now: Date): Instant | null {
  if (text === undefined) return null;
  if (/^\d{9,11}$/.test(text.trim())) return moment(Number(text) * 1000);
  if (/^\d{1,8}$/.test(text.trim())) return moment(now.getTime() + Number(text) * 1000);
  return moment(Date.parse(text));
}

function moment(milliseconds: number): Instant | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
