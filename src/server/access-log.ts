import type { Accounted } from './account.ts';
import type { Log } from './log.ts';

/** Longest name of an operation that is written down, characters. */
const longestName = 100;

/** One line per operation: what it is and what it came to, never its variables or its text. */
export function operationLog(log: Log): Accounted {
  return ({ type, name, hash, cost, codes }, { outcome, status, seconds }) => {
    log.info({ type, operation: name?.slice(0, longestName) ?? null, hash, cost, outcome, codes: [...new Set(codes)], status, milliseconds: milliseconds(seconds) }, 'an operation was answered');
  };
}

/** One line per request to another part of the door; what asks whether the hub lives, again and again, is told at debug. */
export function requestLog(log: Log): (about: { readonly route: string; readonly method: string; readonly status: number; readonly seconds: number }) => void {
  return ({ route, method, status, seconds }) => {
    if (route === 'graphql') return;
    const line = { route, method, status, milliseconds: milliseconds(seconds) };
    if (['livez', 'readyz', 'metrics'].includes(route)) log.debug(line, 'a request was answered');
    else log.info(line, 'a request was answered');
  };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000);
}
