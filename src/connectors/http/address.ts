import type { QueryValues } from './request.ts';

/**
 * The full address of a path below a base address.
 * Throws TypeError for a path that would leave the base: that is a mistake in our code, not the tool's.
 */
export function addressOf(base: string, path: string, query: QueryValues = {}): URL {
  const root = new URL(base);
  const prefix = root.pathname.replace(/\/+$/, '');
  if (!path.startsWith('/') || path.startsWith('//') || /[?#\\]/.test(path)) throw new TypeError(`the path ${JSON.stringify(path)} must start with one "/" and hold no "?", "#" or "\\"`);
  const address = new URL(`${root.origin}${prefix}${path}`);
  if (address.origin !== root.origin || !address.pathname.startsWith(`${prefix}/`)) throw new TypeError(`the path ${JSON.stringify(path)} leads out of the connection's address`);
  address.search = searchOf(query);
  return address;
}

/** Percent-encoded throughout: not every tool reads "+" as a space. */
function searchOf(query: QueryValues): string {
  return Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`]))
    .join('&');
}
