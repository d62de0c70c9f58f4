import { HttpProblem } from './problem.ts';
import type { HttpRequest } from './request.ts';

const mostAttempts = 3;
/** A wait for a tool that asked us to slow down, at most; longer ones are told to the asker. */
const longestWaitMs = 2_000;
const passingStatuses: ReadonlySet<number | null> = new Set([502, 503, 504]);

/** Only these are ever sent twice, and shared: nothing changes by them. */
export function isSafeRead(request: Pick<HttpRequest<unknown>, 'method' | 'isRead'>): boolean {
  return request.method === 'GET' || request.isRead === true;
}

/**
 * How long to wait before the next attempt of a safe read, in milliseconds; null: no other. `leftMs` is what its deadline
 * leaves. Only what passes by itself: a socket that broke, a gateway's 502 to 504, a short "slow down".
 */
export function retryDelay(error: unknown, attempt: number, leftMs: number, now: Date, random: () => number = Math.random): number | null {
  if (!(error instanceof HttpProblem) || attempt >= mostAttempts) return null;
  const { code, retryAt } = error.problem;
  const isPassing = (code === 'UNREACHABLE' && error.mayHaveArrived) || (code === 'SERVER_ERROR' && passingStatuses.has(error.status)) || error.status === 429;
  if (!isPassing) return null;
  const toldMs = retryAt === null ? 0 : Math.max(0, Date.parse(retryAt) - now.getTime());
  const delayMs = toldMs + (0.5 + random()) * 40 * 2 ** attempt;
  return toldMs <= longestWaitMs && delayMs < leftMs ? delayMs : null;
}
