import type { Headers } from './request.ts';

/** How far the clock behind an answer was ahead of ours, milliseconds: by its Date, which a cache on the way has kept for Age seconds; null without one. */
export function clockAhead(headers: Headers, now: Date): number | null {
  const told = Date.parse(headers['date'] ?? '');
  const age = /^\d{1,9}$/.exec(headers['age'] ?? '')?.[0] ?? '0';
  return Number.isNaN(told) ? null : told + Number(age) * 1_000 - now.getTime();
}
