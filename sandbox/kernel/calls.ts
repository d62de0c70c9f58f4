import type { Request } from 'express';

/** Counts requests by endpoint, the faulted ones once more apart. */
export interface CallCounter {
  count(endpoint: string): void;
  countFaulted(endpoint: string): void;
  calls(): Readonly<Record<string, number>>;
  faulted(): Readonly<Record<string, number>>;
  reset(): void;
}

export function callCounter(): CallCounter {
  const calls = new Map<string, number>();
  const faulted = new Map<string, number>();
  const add = (to: Map<string, number>, endpoint: string): void => { to.set(endpoint, (to.get(endpoint) ?? 0) + 1); };
  return {
    count: (endpoint) => { add(calls, endpoint); },
    countFaulted: (endpoint) => { add(faulted, endpoint); },
    calls: () => Object.fromEntries(calls),
    faulted: () => Object.fromEntries(faulted),
    reset: () => { calls.clear(); faulted.clear(); },
  };
}

const folds: readonly (readonly [RegExp, string])[] = [
  [/^\d+$/, ':id'],
  [/^[0-9a-f]{32}$/i, ':id'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, ':id'],
  [/^[0-9a-f]{40}$|^[0-9a-f]{64}$/i, ':digest'],
  [/^[A-Z][A-Z0-9]*-\d+$/, ':key'],
  [/^[A-Z]{2,}\d{5,}$/, ':number'],
];

/** "METHOD /path" without query and with ids, digests, keys and numbers folded, so that calls add up by endpoint. */
export function foldedEndpoint(req: Request): string {
  const parts = req.path.split('/');
  // The number in /rest/api/3 is a version, not an id.
  const folded = parts.map((part, index) => (parts[index - 1] === 'api' ? part : (folds.find(([pattern]) => pattern.test(part))?.[1] ?? part)));
  return `${req.method} ${folded.join('/')}`;
}
