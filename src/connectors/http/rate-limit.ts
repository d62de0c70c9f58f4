import type { Instant } from '../../domain/instant.ts';
import type { Headers } from './request.ts';

/** When the tool says it may be asked again: Retry-After (seconds or date), else X-RateLimit-Reset (epoch or ISO). */
export function retryAt(headers: Headers, now: Date): Instant | null {
  return fromRetryAfter(headers['retry-after'], now) ?? fromReset(headers['x-ratelimit-reset']);
}

/** GitHub spends its limits as 403 as well as 429 (apis/README.md §10). */
export function isSpent(headers: Headers): boolean {
  return headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
}

function fromRetryAfter(text: string | undefined, now: Date): Instant | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text.trim())) return moment(now.getTime() + Number(text) * 1000);
  return moment(Date.parse(text));
}

function fromReset(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  if (/^\d{9,11}$/.test(text.trim())) return moment(Number(text) * 1000);
  return moment(Date.parse(text));
}

function moment(milliseconds: number): Instant | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
