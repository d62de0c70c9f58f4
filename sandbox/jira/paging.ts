import { createHash } from 'node:crypto';

/** Where a page begins. After the first of several pages comes one that is empty and yet not the last. */
export interface From { readonly offset: number; readonly isAfterGap: boolean }

const tokenDays = 7;

interface TokenContent { readonly o: number; readonly g: boolean; readonly q: string; readonly t: number }

export function readToken(token: string, jql: string, now: Date): From | undefined {
  try {
    const { o, g, q, t } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as TokenContent;
    const isValid = Number.isInteger(o) && q === digest(jql) && now.getTime() - t < tokenDays * 86_400_000;
    return isValid ? { offset: o, isAfterGap: g } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One page, and what stands beside the issues. `isLast` is right for a single page and unreliable for several: it is true
 * on the empty page in between and false on the last one. Only a missing `nextPageToken` ends a search (apis/README.md §5).
 */
export function cut<T>(rows: readonly T[], from: From, { size, jql, now }: { size: number; jql: string; now: Date }): { rows: readonly T[]; outside: { isLast: boolean; nextPageToken?: string } } {
  const token = (offset: number, isAfterGap: boolean): string =>
    Buffer.from(JSON.stringify({ o: offset, g: isAfterGap, q: digest(jql), t: now.getTime() } satisfies TokenContent)).toString('base64url');
  if (from.offset > 0 && !from.isAfterGap) return { rows: [], outside: { isLast: true, nextPageToken: token(from.offset, true) } };
  const end = from.offset + size;
  const page = rows.slice(from.offset, end);
  if (end < rows.length) return { rows: page, outside: { isLast: false, nextPageToken: token(end, from.isAfterGap) } };
  return { rows: page, outside: { isLast: from.offset === 0 } };
}

function digest(jql: string): string {
  return createHash('sha256').update(jql).digest('hex').slice(0, 12);
}
