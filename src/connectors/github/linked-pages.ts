import type { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { QueryValues } from '../http/index.ts';
import type { GitHubClient } from './client.ts';

export interface ListQuestion<T> {
  readonly path: string;
  readonly query: QueryValues;
  readonly schema: z.ZodType<readonly T[]>;
  readonly doing: string;
  readonly ask: Ask;
  /** true: whatever comes after these rows is not wanted. */
  readonly isEnough?: (rows: readonly T[]) => boolean;
}

export const pageSize = 100;
const mostPages = 10;

/**
 * A list page by page, as the Link header's rel="next" leads (apis/README.md §10). Only where its query points is taken
 * from that link, never its address. Not whole when it goes on after ten pages, or to a page that was read already.
 */
export async function readLinked<T>(client: GitHubClient, question: ListQuestion<T>): Promise<{ readonly rows: readonly T[]; readonly isWhole: boolean }> {
  const { path, query, schema, ask, doing, isEnough } = question;
  const rows: T[] = [];
  const read = new Set<string>();
  let place: QueryValues = {};
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { body, headers } = await client.send({ method: 'GET', path, query: { ...query, per_page: pageSize, ...place }, schema, ask, doing });
    rows.push(...body);
    const next = nextOf(headers['link'] ?? '');
    if (next === null || isEnough?.(rows) === true) return { rows, isWhole: true };
    if (read.has(JSON.stringify(next))) return { rows, isWhole: false };
    read.add(JSON.stringify(next));
    place = next;
  }
  return { rows, isWhole: false };
}

/** Where the next page begins: a number, or a cursor. */
function nextOf(link: string): QueryValues | null {
  const address = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/.exec(link)?.[1];
  if (address === undefined) return null;
  const told = URL.parse(address, 'http://github.invalid')?.searchParams;
  return Object.fromEntries(['page', 'after', 'cursor'].flatMap((name) => { const value = told?.get(name); return typeof value === 'string' ? [[name, value]] : []; }));
}
